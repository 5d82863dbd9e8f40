"""Messages are answered or closed once, by somebody independent, and everything is written down."""

import pytest
from sqlalchemy import select

from forms_service.audit.models import record_event
from forms_service.clock import now
from forms_service.db import db, transaction
from forms_service.feedback import handling, queries
from forms_service.feedback.independence import NotIndependent
from forms_service.outbox.models import OutboxMessage
from tests.support.office import LONG_AGO, add_feedback, add_help_request, add_person, events, mail_fails
from tests.support.postgres import both_databases
from tests.support.threads import all_at_once, in_transaction

pytestmark = both_databases
HUDA = "staff:1"
ANSWER = "نعتذر عن التأخر. نتصل بك غدًا."


def does(app, act, reference, *given, by=HUDA):
    with app.app_context(), transaction() as session:
        act(session, reference, *given, by=by, now=now())


@pytest.fixture
def look(app):
    def at(reference):
        with app.app_context():
            sent = queries.by_reference(db.session, reference)
            return sent.state, sent.reply, sent.ended_by

    return at


def test_an_answer_is_kept_sealed_mailed_and_written_down(app, look):
    reference = add_feedback(app, reply_to="salma@example.org")
    does(app, handling.answer, reference, ANSWER)
    assert look(reference) == ("answered", ANSWER, HUDA)
    assert events(app, "answer") == [(HUDA, "answer", "feedback", reference)]
    with app.app_context():
        [letter] = db.session.scalars(select(OutboxMessage).where(OutboxMessage.about == reference)).all()
        assert (letter.template, letter.message.recipient) == ("feedback/answered", "salma@example.org")
        assert letter.message.facts["answer"] == ANSWER


@pytest.mark.parametrize("reply_to", ["", "+966500000001"])
def test_without_an_e_mail_address_the_answer_waits_in_tracking(app, look, reply_to):
    reference = add_feedback(app, reply_to=reply_to)
    does(app, handling.answer, reference, ANSWER)
    assert look(reference)[0] == "answered"
    with app.app_context():
        assert db.session.scalars(select(OutboxMessage)).all() == []


def test_a_message_ends_once(app, look):
    reference = add_feedback(app)
    does(app, handling.close, reference, "noted")
    assert look(reference) == ("closed", "", HUDA)
    for act, given in ((handling.answer, ANSWER), (handling.close, "spam"), (handling.assign, 1)):
        with pytest.raises(handling.HasEnded):
            does(app, act, reference, given)
    assert [act for _, act, _, _ in events(app, "answer", "close", "assign")] == ["close"]


def test_of_two_answers_at_once_one_is_kept(app, look):
    reference = add_feedback(app)

    def answers(number):
        try:
            in_transaction(handling.answer, reference, f"الجواب رقم {number} منا", by=HUDA, now=now())
        except handling.HasEnded:
            return "late"
        return "kept"

    assert sorted(all_at_once(app, 2, answers)) == ["kept", "late"]
    assert len(events(app, "answer")) == 1


def test_a_party_can_only_give_it_to_somebody_who_is_none(app, look):
    party, other = (add_person(app, f"{name}@example.org", "reception") for name in ("party", "other"))
    case = add_help_request(app)
    with app.app_context(), transaction() as session:
        record_event(session, at=LONG_AGO, actor=f"staff:{party}", act="move", kind="help_request", subject=case)
    reference = add_feedback(app, about=case)
    by = f"staff:{party}"
    for act, given in ((handling.answer, ANSWER), (handling.close, "spam"), (handling.tag, "only-money")):
        with pytest.raises(NotIndependent):
            does(app, act, reference, given, by=by)
    with pytest.raises(NotIndependent):
        does(app, handling.assign, reference, party, by=HUDA)
    with pytest.raises(NotIndependent):
        does(app, handling.send_again, reference, 1, by=by)
    does(app, handling.assign, reference, other, by=by)
    assert look(reference) == ("received", "", None)
    assert events(app, "assign") == [(by, "assign", "feedback", reference)]


def test_a_tag_is_put_on_and_taken_off_even_after_the_end(app):
    reference = add_feedback(app)
    does(app, handling.close, reference, "noted")
    for tag in ("only-money", None):
        does(app, handling.tag, reference, tag)
        with app.app_context():
            assert queries.by_reference(db.session, reference).misconception == tag


def answered(app, reference):
    """It is answered, and the mail did not leave; its number."""
    does(app, handling.answer, reference, ANSWER)
    return mail_fails(app, reference)


def test_a_mail_that_failed_is_due_again_once_and_written_down(app):
    reference = add_feedback(app, reply_to="salma@example.org")
    mail = answered(app, reference)
    does(app, handling.send_again, reference, mail)
    with app.app_context():
        row = db.session.get(OutboxMessage, mail)
        assert (row.state, row.attempts, row.next_try_at <= now()) == ("queued", 0, True)
    with pytest.raises(handling.NothingToSend):
        does(app, handling.send_again, reference, mail)
    assert events(app, "send_again") == [(HUDA, "send_again", "feedback", reference)]


def test_of_two_who_send_it_again_at_once_one_does(app):
    reference = add_feedback(app, reply_to="salma@example.org")
    mail = answered(app, reference)

    def sends(_number):
        try:
            in_transaction(handling.send_again, reference, mail, by=HUDA, now=now())
        except handling.NothingToSend:
            return "late"
        return "sent"

    assert sorted(all_at_once(app, 2, sends)) == ["late", "sent"]
    assert len(events(app, "send_again")) == 1


def test_a_mail_about_something_else_is_not_sent_again(app):
    foreign = answered(app, add_feedback(app, reply_to="salma@example.org"))
    for mail in (foreign, 999):
        with pytest.raises(handling.NoSuchMail):
            does(app, handling.send_again, add_feedback(app), mail)
    assert events(app, "send_again") == []


def test_nothing_is_done_to_what_is_not_there(app):
    with pytest.raises(handling.NoSuchMessage):
        does(app, handling.close, "482930571162", "spam")
