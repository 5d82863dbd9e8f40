"""What is done to a help request. Each function takes part in the caller's transaction: it never commits and never sends."""

from datetime import datetime

from flask import current_app
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from forms_service.arabic import fold_words
from forms_service.association import Association
from forms_service.audit.models import record_event
from forms_service.db import take_turn, vault
from forms_service.formkit.answers import AnswersRecord
from forms_service.help_requests import messages
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.statuses import RECEIVED
from forms_service.outbox.queue import promise
from forms_service.references import new_reference
from forms_service.settings import Settings

# Said once: building a statement costs as much as asking it.
_BY_FORM_KEY = select(HelpRequest.reference).where(HelpRequest.form_key == bindparam("key"))
_BY_REFERENCE = select(HelpRequest.id).where(HelpRequest.reference == bindparam("number"))


def find_reference(session: Session, form_key: bytes) -> str | None:
    """The reference of what was submitted under this form key, or None."""
    return session.scalar(_BY_FORM_KEY, {"key": form_key})


def submit(session: Session, record: AnswersRecord, *, form_key: bytes, doubt: str | None, now: datetime) -> str:
    """Store the request with its promised messages and its event; the same form key gives the same reference."""
    take_turn(session, form_key)
    known = find_reference(session, form_key)
    if known:
        return known
    case = HelpRequest(
        reference=_unused_reference(session),
        form_key=form_key,
        state=RECEIVED,
        channel="website",
        for_whom=record.value("for_whom"),
        support_type=record.value("support_type"),
        contact_language=record.value("contact_language"),
        locality=record.value("locality"),
        folded_name=fold_words(record.value("full_name"))[:200],
        mobile_hash=mobile_hash(record.value("mobile")),
        helper_mobile_hash=_hashed(record, "helper_mobile"),
        id_hash=_id_hash(record),
        doubt=doubt,
        received_at=now,
        changed_at=now,
    )
    case.answers = record
    session.add(case)
    record_event(session, at=now, actor="public", act="submit", kind="help_request", subject=case.reference)
    _promise_mails(session, case, record, now)
    return case.reference


def promise_notice(session: Session, reference: str, *, now: datetime) -> None:
    """Promise the mail that tells staff of this request: once when it is submitted, and again where that promise was lost."""
    settings: Settings = current_app.extensions["settings"]
    association: Association = current_app.extensions["association"]
    staff = association.staff_mail.help_request or settings.staff_mail_to
    promise(session, messages.for_staff(reference, to=staff, public_url=settings.public_url), now=now)


def mobile_hash(mobile: str) -> bytes:
    """What finds a mobile (E.164) again."""
    return vault().fingerprint("mobile", mobile)


def _hashed(record: AnswersRecord, name: str) -> bytes | None:
    value = record.value(name)
    return mobile_hash(value) if value else None


def _id_hash(record: AnswersRecord) -> bytes | None:
    number = record.value("id_number")
    return vault().fingerprint("id", f"{record.value('id_type')}:{number}") if number else None


def _unused_reference(session: Session) -> str:
    while True:
        reference = new_reference()
        if session.scalar(_BY_REFERENCE, {"number": reference}) is None:
            return reference


def _promise_mails(session: Session, case: HelpRequest, record: AnswersRecord, now: datetime) -> None:
    settings: Settings = current_app.extensions["settings"]
    association: Association = current_app.extensions["association"]
    promise_notice(session, case.reference, now=now)
    address = record.value("email")
    if address:
        acknowledgement = messages.received(
            case.reference,
            to=address,
            name=record.value("full_name"),
            received_at=now,
            public_url=settings.public_url,
            contact=association.contact.first,
        )
        promise(session, acknowledgement, now=now)
