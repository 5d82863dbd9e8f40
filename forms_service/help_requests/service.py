"""What is done to a help request. Each function takes part in the caller's transaction: it never commits and never sends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forms_service import submissions
from forms_service.arabic import fold_words
from forms_service.db import vault
from forms_service.formkit.answers import AnswersRecord
from forms_service.help_requests import messages
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.names import add_name
from forms_service.help_requests.statuses import RECEIVED


def find_reference(session: Session, form_key: bytes) -> str | None:
    """The reference of what was submitted under this form key, or None."""
    return submissions.find_reference(session, HelpRequest, form_key)


def submit(session: Session, record: AnswersRecord, *, form_key: bytes, doubt: str | None, now: datetime) -> str:
    """Store the request with its promised messages and its event; the same form key gives the same reference."""
    columns = {
        "form_key": form_key,
        "state": RECEIVED,
        "channel": "website",
        **columns_of(record),
        "doubt": doubt,
        "signed_hash": record.fingerprint,
        "informed_at": now,
        "informed_via": "website",
    }
    reference, is_new = store(session, record, columns, now=now)
    if is_new:
        promise_notice(session, reference, now=now)
        submissions.tell_person(session, record, reference, messages.received, now=now, received_at=now)
    return reference


def store(
    session: Session, record: AnswersRecord, columns: Mapping[str, Any], *, now: datetime, **by: str
) -> tuple[str, bool]:
    """Store a request, whoever wrote it down, so that it is found by its name: its reference, and whether it is new.

    `by`: the actor and the act of its event, where it is not the public who submits.
    """
    reference, is_new = submissions.store(session, HelpRequest, record, columns, now=now, **by)
    if is_new:
        add_name(session, reference, columns["folded_name"])
    return reference, is_new


def columns_of(record: AnswersRecord) -> dict[str, Any]:
    """What the row of a request repeats of its answers, so that it is found by them."""
    return {
        "for_whom": record.value("for_whom"),
        "support_type": record.value("support_type"),
        "contact_language": record.value("contact_language"),
        "locality": record.value("locality"),
        "folded_name": fold_words(record.value("full_name"))[:200],
        "mobile_hash": _hashed(record, "mobile") or b"",
        "helper_mobile_hash": _hashed(record, "helper_mobile"),
        "id_hash": _id_hash(record),
    }


def promise_notice(session: Session, reference: str, *, now: datetime) -> None:
    """Promise the mail that tells staff of this request: once when it is submitted, and again where that promise was lost."""
    submissions.tell_staff(session, HelpRequest, reference, messages.for_staff, now=now)


def mobile_hash(mobile: str) -> bytes:
    """What finds a mobile (E.164) again."""
    return vault().fingerprint("mobile", mobile)


def _hashed(record: AnswersRecord, name: str) -> bytes | None:
    value = record.value(name)
    return mobile_hash(value) if value else None


def id_hash(id_type: str, number: str) -> bytes:
    """What finds the number of a document again."""
    return vault().fingerprint("id", f"{id_type}:{number}")


def _id_hash(record: AnswersRecord) -> bytes | None:
    number = record.value("id_number")
    return id_hash(str(record.value("id_type")), number) if number else None
