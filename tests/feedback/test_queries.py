"""Finding messages for staff: by reference, and page by page without ever counting or skipping rows."""

from datetime import timedelta

from sqlalchemy.event import listen

from forms_service.db import db, transaction
from forms_service.feedback import messages, queries
from forms_service.outbox.message import Message
from forms_service.outbox.queue import promise
from tests.support.office import LONG_AGO, add_feedback, add_help_request, mail_fails


def test_a_message_is_found_by_its_reference_and_only_by_its_own(app):
    mine, foreign = add_feedback(app), add_help_request(app)
    with app.app_context():
        assert queries.by_reference(db.session, mine).reference == mine
        assert queries.by_reference(db.session, foreign) is None


def test_pages_follow_each_other_without_gap_or_repeat(app):
    added = [add_feedback(app, received_at=LONG_AGO + timedelta(minutes=number // 4)) for number in range(11)]
    add_feedback(app, sort="thanks")
    seen = []
    with app.app_context():
        page = queries.page_of(db.session, size=3, state="received", sort="complaint")
        while page:
            seen += [sent.reference for sent in page]
            page = queries.page_of(db.session, page[-1], size=3, state="received", sort="complaint")
    assert seen == added[::-1]


def test_a_page_is_read_from_an_index_without_sorting(app):
    add_feedback(app)
    with app.app_context():
        newest = queries.page_of(db.session, size=1, state="received")[0]
        for sort, index in ((None, "ix_feedback_state_received_at"), ("thanks", "ix_feedback_state_sort_received_at")):
            ran = []
            listen(db.engine, "before_cursor_execute", lambda *given, ran=ran: ran.append(given[2:4]))
            queries.page_of(db.session, newest, state="received", sort=sort)
            sql, values = ran[-1]
            plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            steps = " ".join(row[3] for row in plan)
            assert f"USING INDEX {index}" in steps
            assert "TEMP B-TREE" not in steps


def mailed(app, template="feedback/answered", **how):
    """A message of which this mail failed."""
    reference = add_feedback(app, **how)
    with app.app_context(), transaction() as session:
        promise(session, Message(template, "salma@example.org", reference), now=LONG_AGO)
    mail_fails(app, reference)
    return reference


def test_whose_mail_failed_is_known_and_a_notice_to_staff_is_none_of_it(app):
    answer, receipt = mailed(app), mailed(app, "feedback/received")
    notice, none = mailed(app, "feedback/for_staff"), add_feedback(app)
    with app.app_context():
        assert queries.unmailed(db.session, [answer, receipt, notice, none]) == {answer, receipt}
        assert queries.unmailed(db.session, [receipt, none]) == {receipt}
        assert queries.unmailed(db.session, []) == frozenset()


def test_every_mail_to_a_sender_is_looked_for():
    to = {"sort": "complaint", "to": "", "name": "", "public_url": ""}
    mails = (messages.received("", **to), messages.answered("", answer="", **to))
    assert tuple(mail.template for mail in mails) == queries.LETTERS


def test_pages_of_those_whose_mail_failed_follow_each_other_in_every_state(app):
    added = [mailed(app, received_at=LONG_AGO + timedelta(minutes=number)) for number in range(4)]
    thanks = mailed(app, sort="thanks")
    add_feedback(app)
    with app.app_context():
        with transaction() as session:
            queries.by_reference(session, added[2]).state = "closed"
        first = queries.page_of(db.session, size=3, state=None)
        assert [sent.reference for sent in first] == added[:0:-1]
        rest = queries.page_of(db.session, first[-1], size=3, state=None)
        assert {sent.reference for sent in rest} == {added[0], thanks}
        only = queries.page_of(db.session, state=None, sort="thanks")
        assert [sent.reference for sent in only] == [thanks]


def test_whose_mail_failed_is_read_from_indexes(app):
    reference = mailed(app)
    with app.app_context():
        ran = []
        listen(db.engine, "before_cursor_execute", lambda *given: ran.append(given[2:4]))
        queries.unmailed(db.session, [reference, "482930571162"])
        queries.page_of(db.session, state=None)
        [last] = queries.page_of(db.session, state=None, sort="complaint")
        queries.page_of(db.session, last, state=None)
        plans = [
            [row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
            for sql, values in ran[-4:]
        ]
    for steps in plans:
        assert not [step for step in steps if step.startswith("SCAN")], steps
    assert "USING COVERING INDEX ix_outbox_messages_about" in plans[0][0]
    for steps in plans[1:]:
        assert any("USING COVERING INDEX ix_outbox_messages_state_id (state=?" in step for step in steps), steps
        assert any("feedback USING INDEX" in step and "(reference=?" in step for step in steps), steps


def test_misconceptions_are_counted_by_tag(app):
    first, second, _untagged = (add_feedback(app) for _ in range(3))
    with app.app_context():
        with transaction() as session:
            for reference in (first, second):
                queries.by_reference(session, reference).misconception = "only-money"
        assert queries.misconceptions(db.session) == {"only-money": 2}
