"""An objection by the form for messages: opened at once for who proved to be the applicant, left to staff otherwise."""

import pytest
from sqlalchemy import select

from forms_service.audit.models import Event
from forms_service.db import db
from forms_service.feedback.models import Feedback
from forms_service.help_requests import objections, queries
from forms_service.references import show_reference
from tests.support.casework import Story, eight_join, letters_about, objections_are_open
from tests.support.forms import FEEDBACK, Person

OWN, WORDS = "0500000001", "لم تنظروا في شهادة المدرسة التي أحضرتها."


@pytest.fixture
def refused(app):
    """The number of a request that was refused."""
    objections_are_open(app)
    with app.app_context():
        eight_join()
        return Story().is_refused().reference


def sends(app, reference, reply_to=OWN):
    salma = Person(app.test_client(), FEEDBACK)
    message = {**salma.answers["message"], "kind": "objection", "reference": show_reference(reference)}
    salma.answers["message"] = {**message, "message": WORDS}
    reply = {"wants_reply": "yes", "reply_to": reply_to} if reply_to else {"wants_reply": "no", "reply_to": ""}
    salma.answers["reply"] = {**salma.answers["reply"], **reply}
    return salma.submits(), salma.opens("done").text


def opened(app, reference):
    """The message with this number, and the objection to the request that it names."""
    sent = db.session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    first = db.session.get(objections.HelpRequest, sent.case_id) if sent.case_id else None
    return sent, objections.objection_to(db.session, first) if first else None


def test_with_the_number_and_the_applicants_mobile_the_objection_is_opened_and_the_message_answered(app, refused):
    reference, _page = sends(app, refused)
    with app.app_context():
        sent, case = opened(app, reference)
        assert objections.words_of(db.session, case) == WORDS
        assert (sent.state, sent.ended_by) == ("answered", "system")
        assert show_reference(case.reference) in sent.reply
        assert "لا تقل عن أسبوعين" in sent.reply
        assert case.informed_at is None, "that the page says it is not known of this form"
        assert letters_about(case.reference) == ["objection"]
        acts = db.session.execute(select(Event.actor, Event.act).where(Event.subject == reference).order_by(Event.id))
        assert [tuple(row) for row in acts] == [("public", "submit"), ("system", "answer")]


@pytest.mark.parametrize("reply_to", ["0500000009", "salma@example.org", ""])
def test_without_that_proof_the_message_waits_for_staff_and_the_page_is_the_same(app, refused, reply_to):
    reference, page = sends(app, refused, reply_to)
    with app.app_context():
        sent, case = opened(app, reference)
        assert (sent.state, case) == ("received", None)
    proved, other = sends(app, refused)
    if reply_to:
        hide = lambda text, number: text.replace(show_reference(number), "")  # noqa: E731
        assert hide(page, reference) == hide(other, proved), "nobody learns whose mobile it is"


def test_what_cannot_be_objected_to_waits_for_staff(app, refused):
    with app.app_context():
        waiting = Story().reference
    reference, _page = sends(app, waiting)
    with app.app_context():
        assert opened(app, reference)[1] is None
        assert queries.by_reference(db.session, waiting).state == "received"


def test_a_second_message_gets_the_number_of_the_first_objection(app, refused):
    replies = []
    for _ in range(2):
        reference, _page = sends(app, refused)
        with app.app_context():
            replies.append(opened(app, reference)[0].reply)
    assert replies[0] == replies[1]
