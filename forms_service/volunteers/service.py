"""What is done to a volunteer's offer. Each function takes part in the caller's transaction: it never commits and never sends."""

from datetime import datetime

from sqlalchemy.orm import Session

from forms_service import submissions
from forms_service.arabic import fold_words
from forms_service.db import vault
from forms_service.formkit.answers import AnswersRecord
from forms_service.volunteers import messages
from forms_service.volunteers.models import Volunteer
from forms_service.volunteers.statuses import APPLIED


def find_reference(session: Session, form_key: bytes) -> str | None:
    """The reference of what was submitted under this form key, or None."""
    return submissions.find_reference(session, Volunteer, form_key)


def submit(session: Session, record: AnswersRecord, *, form_key: bytes, doubt: str | None, now: datetime) -> str:
    """Store the offer with its promised messages and its event; the same form key gives the same reference."""
    guardian = record.value("guardian_mobile")
    columns = {
        "form_key": form_key,
        "state": APPLIED,
        "locality": record.value("locality"),
        "folded_name": fold_words(record.value("full_name"))[:200],
        "mobile_hash": vault().fingerprint("mobile", record.value("mobile")),
        "guardian_mobile_hash": vault().fingerprint("mobile", guardian) if guardian else None,
        "doubt": doubt,
    }
    reference, is_new = submissions.store(session, Volunteer, record, columns, now=now)
    if is_new:
        promise_notice(session, reference, now=now)
        submissions.tell_person(session, record, reference, messages.welcome, now=now)
    return reference


def promise_notice(session: Session, reference: str, *, now: datetime) -> None:
    """Promise the mail that tells staff of this offer: once when it is submitted, and again where that promise was lost."""
    submissions.tell_staff(session, Volunteer, reference, messages.for_staff, now=now)
