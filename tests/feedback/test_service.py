"""What is stored of a message, promised with it, and written down."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from forms_service.audit.models import Event
from forms_service.db import db, vault
from forms_service.feedback.keys import code_of, key_hash
from forms_service.feedback.models import Feedback
from forms_service.feedback.service import find_reference, submit
from forms_service.outbox.models import OutboxMessage
from tests.support.forms import FEEDBACK, INQUIRY, Person
from tests.support.office import add_help_request
from tests.support.postgres import both_databases
from tests.support.threads import all_at_once, in_transaction

pytestmark = both_databases


@pytest.fixture
def stored(app):
    """stored(form, message=…, reply=…): the row of a message that somebody sends."""

    def send(form=FEEDBACK, **pages):
        person = Person(app.test_client(), form)
        for page, changes in pages.items():
            person.answers[page] = {**person.answers[page], **changes}
        reference = person.submits()
        stack.enter_context(app.app_context())  # only now: a request inside it would share its session
        return db.session.scalar(select(Feedback).where(Feedback.reference == reference))

    with ExitStack() as stack:
        yield send


def mails(reference):
    found = db.session.scalars(select(OutboxMessage).where(OutboxMessage.about == reference)).all()
    return {(row.template, row.message.recipient) for row in found}


def test_staff_are_told_and_the_sender_hears_that_it_arrived(stored):
    sent = stored()
    assert mails(sent.reference) == {
        ("feedback/for_staff", "staff@localhost"),
        ("feedback/received", "salma@example.org"),
    }
    assert (sent.sort, sent.topic, sent.state, sent.is_internal) == ("complaint", "delay", "received", False)
    assert sent.key_hash == vault().fingerprint("email", "salma@example.org")


def test_without_a_reply_neither_name_nor_address_is_kept_whatever_was_typed(stored):
    sent = stored(reply={"wants_reply": "no"})
    assert mails(sent.reference) == {("feedback/for_staff", "staff@localhost")}
    assert sent.answers.value("name") is None
    assert sent.answers.value("reply_to") is None
    assert b"salma@example.org" not in sent.answers.to_bytes()
    assert sent.key_hash == key_hash(code_of(sent.form_key))


def test_each_kind_goes_to_its_own_desk(app, stored):
    association = app.extensions["association"]
    desks = association.staff_mail.model_copy(update={"feedback": "fb@example.org", "inquiry": "ask@example.org"})
    app.extensions["association"] = association.model_copy(update={"staff_mail": desks})
    assert ("feedback/for_staff", "fb@example.org") in mails(stored().reference)


def test_an_inquiry_is_kept_with_the_mobile_it_is_answered_to(app, stored):
    association = app.extensions["association"]
    desks = association.staff_mail.model_copy(update={"feedback": "fb@example.org", "inquiry": "ask@example.org"})
    app.extensions["association"] = association.model_copy(update={"staff_mail": desks})
    sent = stored(INQUIRY)
    assert mails(sent.reference) == {("feedback/for_staff", "ask@example.org")}
    assert (sent.sort, sent.topic) == ("inquiry", "support_request")
    assert sent.key_hash == vault().fingerprint("mobile", "+966500000001")


def test_the_request_it_names_is_known_by_its_number_however_it_was_typed(app, stored):
    reference = add_help_request(app)
    typed = f"{reference[:4]} {reference[4:8]} {reference[8:]}"
    assert stored(message={"reference": typed}).case_id is not None


def test_a_number_of_no_request_is_kept_as_it_was_typed(stored):
    sent = stored(message={"reference": "4829-3057-1162"})
    assert sent.case_id is None
    assert sent.answers.value("reference") == "482930571162"


def test_a_message_is_an_event(stored):
    sent = stored()
    [event] = db.session.scalars(select(Event).where(Event.subject == sent.reference)).all()
    assert (event.actor, event.act, event.subject_kind) == ("public", "submit", "feedback")


def test_one_form_key_at_eight_places_at_once_is_one_message(app, stored):
    record, how = stored().answers, {"form_key": b"k" * 32, "doubt": None, "now": datetime.now(UTC)}
    references = all_at_once(app, 8, lambda _: in_transaction(submit, record, **how))
    assert len(set(references)) == 1
    db.session.rollback()
    assert find_reference(db.session, b"k" * 32) == references[0]
    assert len(db.session.scalars(select(Feedback)).all()) == 2
