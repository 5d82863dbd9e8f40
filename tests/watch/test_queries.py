"""Staff are told, or it shows: asked of what was submitted, whatever the outbox holds or has lost."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from forms_service.clock import now
from forms_service.db import db, transaction
from forms_service.outbox.models import FAILED, QUEUED, SENDING, SENT, OutboxMessage
from forms_service.watch import queries
from forms_service.watch.queries import KINDS, NOTICES, RECENT, TOLD_WITHIN, orphans, untold, untold_lately
from forms_service.watch.service import PROMISES
from tests.outbox.catalogue import messages
from tests.watch.conftest import drop_messages, stands

EARLIER, LONG_AGO = timedelta(minutes=5), timedelta(hours=2)
both_kinds = pytest.mark.parametrize("kind", list(KINDS))


def shown(search=untold):
    with Session(db.engine) as session:
        return [(case.kind, case.reference, case.promised) for case in search(session, now=now())]


@both_kinds
@pytest.mark.parametrize("search", [untold, untold_lately])
@pytest.mark.parametrize(
    ("state", "ago", "shows"),
    [
        (QUEUED, EARLIER, False),
        (SENDING, EARLIER, False),
        (FAILED, EARLIER, True),
        (SENT, EARLIER, False),
        (QUEUED, LONG_AGO, True),
        (SENDING, LONG_AGO, True),
        (FAILED, LONG_AGO, True),
        (SENT, LONG_AGO, False),
        (QUEUED, RECENT * 2, True),
        (FAILED, RECENT * 2, True),
    ],
)
def test_a_notice_in_time_or_sent_is_well_and_any_other_shows(submitted, kind, search, state, ago, shows):
    reference = submitted(kind, ago)
    stands(reference, state)
    assert shown(search) == ([(kind, reference, True)] if shows else [])


def test_it_shows_as_soon_as_its_time_is_over(submitted):
    reference = submitted("help_request", TOLD_WITHIN - timedelta(seconds=30))
    with Session(db.engine) as session:
        assert untold(session, now=now()) == []
        assert [case.reference for case in untold(session, now=now() + timedelta(minutes=1))] == [reference]


@both_kinds
def test_a_submission_without_any_notice_shows_at_once(submitted, kind):
    reference = submitted(kind, timedelta(0))
    drop_messages()
    assert shown() == shown(untold_lately) == [(kind, reference, False)]


def test_an_old_loss_is_for_the_rounds_and_not_for_a_page(submitted):
    reference = submitted("volunteer", RECENT * 2)
    drop_messages()
    assert shown() == [("volunteer", reference, False)]
    assert shown(untold_lately) == []


def test_dropped_rows_bring_every_submission_up_oldest_first(submitted):
    cases = [(kind, submitted(kind, LONG_AGO - timedelta(minutes=n))) for n in range(4) for kind in KINDS]
    for _, reference in cases:
        stands(reference, SENT)
    assert shown() == []
    drop_messages()
    assert shown() == [(kind, reference, False) for kind, reference in cases]


def test_the_mail_to_the_applicant_does_not_stand_for_the_notice(submitted):
    reference = submitted("help_request", LONG_AGO)
    with transaction() as session:
        message = session.query(OutboxMessage).one()
        message.template, message.state = "help_requests/received", SENT
    assert shown() == [("help_request", reference, False)]


def test_one_notice_that_was_sent_is_enough(submitted):
    reference = submitted("help_request", LONG_AGO)
    stands(reference, FAILED)
    with transaction() as session:
        PROMISES["help_request"](session, reference, now=now())
    assert shown() == [("help_request", reference, True)]
    with transaction() as session:
        session.query(OutboxMessage).filter_by(state=QUEUED).one().state = SENT
    assert shown() == []


def test_every_kind_has_its_notice_in_the_catalogue():
    assert set(KINDS) == set(NOTICES) == set(PROMISES)
    assert set(NOTICES.values()) == {name for name in messages() if name.endswith("/for_staff")}


def test_messages_about_nothing_are_found(submitted):
    submitted("help_request", LONG_AGO)
    submitted("volunteer", LONG_AGO)
    with Session(db.engine) as session:
        assert orphans(session) == []
    with transaction() as session:
        PROMISES["volunteer"](session, "482930571162", now=now())
    with Session(db.engine) as session:
        assert orphans(session) == ["482930571162"]


def test_a_page_asks_by_indexes_alone(context):
    """However much was submitted and sent before: no table is read from end to end, and no case's notice sought in all that was sent."""
    for kind in KINDS:
        for part in queries._parts(kind, now()):
            sql = str(queries._of(kind, now()).where(*part).compile(db.engine, compile_kwargs={"literal_binds": True}))
            with db.engine.connect() as connection:
                plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
            assert [step for step in plan if step.startswith("SCAN")] == [], plan
            notices = plan[next(at for at, step in enumerate(plan) if step.startswith("CORRELATED")) :]
            assert all("(about=?" in step for step in notices if step.startswith("SEARCH outbox")), plan
