"""What is stored of an offer to volunteer, promised with it, and written down."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from forms_service.audit.models import Event
from forms_service.db import db, vault
from forms_service.outbox.models import OutboxMessage
from forms_service.volunteers.models import Volunteer
from forms_service.volunteers.service import submit
from tests.support.forms import VOLUNTEER, Person
from tests.support.postgres import both_databases
from tests.support.threads import all_at_once, in_transaction

pytestmark = both_databases


@pytest.fixture
def stored(app):
    def submit(**changes):
        person = Person(app.test_client(), VOLUNTEER)
        person.answers["you"] = {**person.answers["you"], **changes}
        person.submits()
        stack.enter_context(app.app_context())  # only now: a request inside it would share its session
        return db.session.scalars(select(Volunteer).order_by(Volunteer.id.desc())).first()

    with ExitStack() as stack:
        yield submit


def test_staff_are_told_and_the_volunteer_is_welcomed(stored):
    offer = stored()
    found = db.session.scalars(select(OutboxMessage).where(OutboxMessage.about == offer.reference)).all()
    assert {(row.template, row.message.recipient) for row in found} == {
        ("volunteers/for_staff", "staff@localhost"),
        ("volunteers/welcome", "sara@example.org"),
    }


def test_the_guardian_of_a_minor_is_kept_sealed_and_findable(stored):
    minor = stored(is_adult="no")
    assert minor.guardian_mobile_hash == vault().fingerprint("mobile", "+966500000004")
    assert minor.answers.value("guardian_consent") is True


def test_an_adult_has_no_guardian(stored):
    adult = stored()
    assert adult.guardian_mobile_hash is None
    assert adult.answers.get("guardian_name") is None
    assert adult.answers.texts == {"charter": "1"}


def test_an_offer_is_an_event(stored):
    offer = stored()
    [event] = db.session.scalars(select(Event).where(Event.subject == offer.reference)).all()
    assert (event.actor, event.act, event.subject_kind) == ("public", "submit", "volunteer")


def test_one_form_key_at_eight_places_at_once_is_one_offer(app, stored):
    record, how = stored().answers, {"form_key": b"k" * 32, "doubt": None, "now": datetime.now(UTC)}
    references = all_at_once(app, 8, lambda _: in_transaction(submit, record, **how))
    assert len(set(references)) == 1
    db.session.rollback()
    assert len(db.session.scalars(select(Volunteer)).all()) == 2
