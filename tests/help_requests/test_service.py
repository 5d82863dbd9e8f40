"""What is stored of a help request, promised with it, and written down."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from forms_service.audit.models import Event
from forms_service.db import db, vault
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.service import submit
from forms_service.outbox.models import OutboxMessage
from tests.support.forms import Person
from tests.support.postgres import both_databases
from tests.support.threads import all_at_once, in_transaction

pytestmark = both_databases


@pytest.fixture
def stored(app):
    """stored(**changes of pages): the row of a request that was submitted over HTTP."""

    def submit(**pages):
        person = Person(app.test_client())
        for page, changes in pages.items():
            person.answers[page] = {**person.answers[page], **changes}
        person.submits()
        stack.enter_context(app.app_context())  # only now: a request inside it would share its session
        return db.session.scalars(select(HelpRequest).order_by(HelpRequest.id.desc())).first()

    with ExitStack() as stack:
        yield submit


def messages_about(reference):
    return db.session.scalars(select(OutboxMessage).where(OutboxMessage.about == reference)).all()


def test_staff_and_applicant_are_told(stored):
    case = stored()
    assert {(row.template, row.message.recipient) for row in messages_about(case.reference)} == {
        ("help_requests/for_staff", "staff@localhost"),
        ("help_requests/received", "salma@example.org"),
    }


def test_without_an_address_only_staff_are_told(stored):
    case = stored(contact={"email": ""})
    assert [row.template for row in messages_about(case.reference)] == ["help_requests/for_staff"]


def test_a_submission_is_an_event(stored):
    case = stored()
    [event] = db.session.scalars(select(Event).where(Event.subject == case.reference)).all()
    assert (event.actor, event.act, event.subject_kind) == ("public", "submit", "help_request")


def test_what_may_be_read_in_the_clear_and_nothing_else(stored):
    case = stored()
    assert (case.support_type, case.contact_language, case.locality) == ("in_kind", "ur", "حي النور")
    assert case.folded_name == "سلمي عبده"
    for value in vars(case).values():
        for secret in ("2900000007", "500000001", "salma@example.org", "ملابس"):
            assert secret not in str(value)
            assert not isinstance(value, bytes) or secret.encode() not in value


def test_mobile_and_document_are_found_by_their_fingerprint(stored):
    case = stored()
    assert case.mobile_hash == vault().fingerprint("mobile", "+966500000001")
    assert case.id_hash == vault().fingerprint("id", "iqama:2900000007")
    assert case.helper_mobile_hash is None


def test_a_helper_is_found_by_mobile_too(stored):
    case = stored(service={"for_whom": "other"}, declaration={"signed_name": "خالد أحمد"})
    assert case.helper_mobile_hash == vault().fingerprint("mobile", "+966500000002")
    assert case.answers.value("helper_relation") == "جار"


def test_without_a_document_nothing_is_fingerprinted(stored):
    assert stored(you={"id_type": "none", "id_number": ""}).id_hash is None


def test_the_record_says_what_was_agreed_to(stored):
    case = stored()
    declared = case.answers.get("informed_committee")
    assert declared.value is True
    assert "خلال مدة لا تقل عن أسبوعين" in declared.label
    assert case.answers.texts == {"declaration": "1"}


def test_one_form_key_at_eight_places_at_once_is_one_request(app, stored):
    record, how = stored().answers, {"form_key": b"k" * 32, "doubt": None, "now": datetime.now(UTC)}
    references = all_at_once(app, 8, lambda _: in_transaction(submit, record, **how))
    assert len(set(references)) == 1
    db.session.rollback()
    assert len(db.session.scalars(select(HelpRequest)).all()) == 2
    assert len(messages_about(references[0])) == 2
