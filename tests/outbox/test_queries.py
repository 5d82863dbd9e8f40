from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from forms_service.db import db, transaction
from forms_service.outbox import queries, queue
from forms_service.outbox.models import OutboxMessage
from tests.outbox.conftest import NOW, REFERENCE, promise_mail


def take(mark, **how):
    with transaction() as session:
        claimed = queue.claim(session, now=NOW, owner="one", lease=timedelta(minutes=5))
        mark(session, claimed, now=NOW, **how)


def test_an_empty_outbox_has_no_trouble(context):
    with Session(db.engine) as session:
        stands = queries.standing(session)
    assert stands.counts == {"queued": 0, "sending": 0, "sent": 0, "failed": 0}
    assert (stands.oldest_waiting, stands.next_try_at, stands.trouble) == (None, None, None)


def test_the_standing_counts_states_and_names_the_oldest_and_the_last_trouble(context):
    for minutes in (40, 30, 20, 10):
        promise_mail(now=NOW - timedelta(minutes=minutes))
    take(queue.mark_sent)
    take(queue.mark_failed, detail="550 no such user")
    take(queue.mark_later, detail="451 later", random=lambda: 0.0)
    with Session(db.engine) as session:
        stands = queries.standing(session)
    assert stands.counts == {"queued": 2, "sending": 0, "sent": 1, "failed": 1}
    assert stands.oldest_waiting == NOW - timedelta(minutes=20)
    assert stands.next_try_at == NOW - timedelta(minutes=10)
    assert stands.trouble == queries.Trouble(NOW, REFERENCE, "later", "451 later")


def test_messages_are_found_by_reference_and_by_failure(context):
    promise_mail()
    promise_mail()
    take(queue.mark_failed, detail="550 no")
    with Session(db.engine) as session:
        assert [row.state for row in queries.about(session, REFERENCE)] == ["failed", "queued"]
        assert queries.about(session, "111111111111") == []
        assert [row.state for row in queries.failed(session)] == ["failed"]


@pytest.mark.parametrize(
    ("state", "ago", "found"),
    [
        ("queued", 16, True),
        ("sending", 16, True),
        ("failed", 0, True),
        ("queued", 14, False),
        ("sending", 14, False),
        ("sent", 60, False),
    ],
)
def test_what_failed_or_waits_too_long_is_undelivered(context, state, ago, found):
    promise_mail(now=NOW - timedelta(minutes=ago))
    with transaction() as session:
        session.query(OutboxMessage).one().state = state
    with Session(db.engine) as session:
        late = queries.undelivered(session, before=NOW - timedelta(minutes=15))
    assert [row.state for row in late] == [state] * found
