"""What is done to a volunteer's offer. Each function takes part in the caller's transaction: it never commits and never sends."""

from datetime import datetime

from flask import current_app
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from forms_service.arabic import fold_words
from forms_service.association import Association
from forms_service.audit.models import record_event
from forms_service.db import take_turn, vault
from forms_service.formkit.answers import AnswersRecord
from forms_service.outbox.queue import promise
from forms_service.references import new_reference
from forms_service.settings import Settings
from forms_service.volunteers import messages
from forms_service.volunteers.models import Volunteer
from forms_service.volunteers.statuses import APPLIED

# Said once: building a statement costs as much as asking it.
_BY_FORM_KEY = select(Volunteer.reference).where(Volunteer.form_key == bindparam("key"))
_BY_REFERENCE = select(Volunteer.id).where(Volunteer.reference == bindparam("number"))


def find_reference(session: Session, form_key: bytes) -> str | None:
    """The reference of what was submitted under this form key, or None."""
    return session.scalar(_BY_FORM_KEY, {"key": form_key})


def submit(session: Session, record: AnswersRecord, *, form_key: bytes, doubt: str | None, now: datetime) -> str:
    """Store the offer with its promised messages and its event; the same form key gives the same reference."""
    take_turn(session, form_key)
    known = find_reference(session, form_key)
    if known:
        return known
    guardian = record.value("guardian_mobile")
    volunteer = Volunteer(
        reference=_unused_reference(session),
        form_key=form_key,
        state=APPLIED,
        locality=record.value("locality"),
        folded_name=fold_words(record.value("full_name"))[:200],
        mobile_hash=vault().fingerprint("mobile", record.value("mobile")),
        guardian_mobile_hash=vault().fingerprint("mobile", guardian) if guardian else None,
        doubt=doubt,
        received_at=now,
        changed_at=now,
    )
    volunteer.answers = record
    session.add(volunteer)
    record_event(session, at=now, actor="public", act="submit", kind="volunteer", subject=volunteer.reference)
    _promise_mails(session, volunteer, record, now)
    return volunteer.reference


def promise_notice(session: Session, reference: str, *, now: datetime) -> None:
    """Promise the mail that tells staff of this offer: once when it is submitted, and again where that promise was lost."""
    settings: Settings = current_app.extensions["settings"]
    association: Association = current_app.extensions["association"]
    staff = association.staff_mail.volunteer or settings.staff_mail_to
    promise(session, messages.for_staff(reference, to=staff, public_url=settings.public_url), now=now)


def _unused_reference(session: Session) -> str:
    while True:
        reference = new_reference()
        if session.scalar(_BY_REFERENCE, {"number": reference}) is None:
            return reference


def _promise_mails(session: Session, volunteer: Volunteer, record: AnswersRecord, now: datetime) -> None:
    settings: Settings = current_app.extensions["settings"]
    association: Association = current_app.extensions["association"]
    promise_notice(session, volunteer.reference, now=now)
    address = record.value("email")
    if address:
        welcome = messages.welcome(
            volunteer.reference,
            to=address,
            name=record.value("full_name"),
            public_url=settings.public_url,
            contact=association.contact.first,
        )
        promise(session, welcome, now=now)
