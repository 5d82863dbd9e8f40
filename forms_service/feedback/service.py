"""How a message to us is stored. Each function takes part in the caller's transaction: it never commits and never sends."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service import submissions
from forms_service.association import Association
from forms_service.feedback import messages
from forms_service.feedback.keys import code_of, key_hash
from forms_service.feedback.kinds import INQUIRY
from forms_service.feedback.models import Feedback
from forms_service.feedback.objecting import open_request
from forms_service.feedback.statuses import RECEIVED
from forms_service.formkit.answers import AnswersRecord
from forms_service.help_requests import queries as help_requests
from forms_service.outbox.message import Message
from forms_service.outbox.queue import promise
from forms_service.settings import Settings


def find_reference(session: Session, form_key: bytes) -> str | None:
    """The reference of what was submitted under this form key, or None."""
    return submissions.find_reference(session, Feedback, form_key)


def submit(session: Session, record: AnswersRecord, *, form_key: bytes, doubt: str | None, now: datetime) -> str:
    """Store the message with its promised mails and its event; the same form key gives the same reference."""
    reference, is_new = submissions.store(
        session, Feedback, record, _columns(session, record, form_key, doubt), now=now
    )
    if is_new:
        promise_notice(session, reference, now=now)
        open_request(session, record, reference, now=now)
        if letter := letter_to(record, messages.received, reference):
            promise(session, letter, now=now)
    return reference


def submit_internal(session: Session, record: AnswersRecord, *, form_key: bytes, by: str, now: datetime) -> str:
    """Store a colleague's question as `by` wrote it down; nobody is mailed, it stands in the inbox."""
    columns = {**_columns(session, record, form_key, None), "is_internal": True, "key_hash": None}
    reference, _is_new = submissions.store(session, Feedback, record, columns, now=now, actor=by)
    return reference


def promise_notice(session: Session, reference: str, *, now: datetime) -> None:
    """Promise the mail that tells staff of this message: once when it is submitted, and again where that promise was lost."""
    sort = session.scalar(select(Feedback.sort).where(Feedback.reference == reference)) or ""
    settings: Settings = current_app.extensions["settings"]
    association: Association = current_app.extensions["association"]
    desk = association.staff_mail.inquiry if sort == INQUIRY else association.staff_mail.feedback
    to = desk or settings.staff_mail_to
    promise(session, messages.for_staff(reference, sort=sort, to=to, public_url=settings.public_url), now=now)


def letter_to(record: AnswersRecord, mail: Callable[..., Message], reference: str, **facts: str) -> Message | None:
    """This mail to the sender; None where no e-mail address was given for a reply."""
    settings: Settings = current_app.extensions["settings"]
    association: Association = current_app.extensions["association"]
    to = record.value("reply_to") or ""
    if "@" not in to:
        return None
    name, contact = record.value("name") or "", association.contact.first
    who = {"to": to, "name": name, "public_url": settings.public_url, "contact": contact}
    return mail(reference, sort=sort_of(record), **facts, **who)


def sort_of(record: AnswersRecord) -> str:
    """The kind of the message: as it was chosen, or an inquiry."""
    return record.value("kind") or INQUIRY


def _columns(session: Session, record: AnswersRecord, form_key: bytes, doubt: str | None) -> dict[str, object]:
    named = record.value("reference")
    case = help_requests.by_reference(session, named) if named else None
    return {
        "form_key": form_key,
        "state": RECEIVED,
        "sort": sort_of(record),
        "topic": record.value("topic"),
        "is_internal": False,
        "key_hash": key_hash(record.value("reply_to") or code_of(form_key)),
        "case_id": case.id if case else None,
        "doubt": doubt,
    }
