"""What is alike in everything people submit: stored once under its form key and a reference nobody else has, with its event and mails.

Written without the unit of work, which costs more than all the rest of a submission. Takes part in the caller's transaction.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, cast

from flask import current_app
from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Mapped, Session

from forms_service.association import Association
from forms_service.audit.models import record_event
from forms_service.db import vault
from forms_service.formkit.answers import AnswersRecord
from forms_service.outbox.message import Message
from forms_service.outbox.queue import promise
from forms_service.references import new_reference
from forms_service.settings import Settings
from forms_service.statements import Statement, insert_unless_known


class Submission:
    """The row of a submission; a model beside it has the columns. `kind` is its name in events and seals."""

    kind: ClassVar[str]

    if TYPE_CHECKING:
        reference: Mapped[str]
        form_key: Mapped[bytes]
        sealed_answers: Mapped[bytes]

    @property
    def answers(self) -> AnswersRecord:
        """What was answered, opened. Needs `reference` to be set."""
        return AnswersRecord.from_bytes(vault().open(self.sealed_answers, f"{self.kind}:{self.reference}"))

    @answers.setter
    def answers(self, record: AnswersRecord) -> None:
        self.sealed_answers = self.seal(self.reference, record)

    @classmethod
    def seal(cls, reference: str, record: AnswersRecord) -> bytes:
        """What was answered, as it is kept under this reference."""
        return vault().seal(record.to_bytes(), f"{cls.kind}:{reference}")


def find_reference(session: Session, kind: type[Submission], form_key: bytes) -> str | None:
    """The reference of what was submitted under this form key, or None."""
    found: str | None = _by_form_key(_table(kind)).scalar(session, {"key": form_key})
    return found


def store(
    session: Session,
    kind: type[Submission],
    record: AnswersRecord,
    columns: Mapping[str, Any],
    *,
    now: datetime,
    actor: str = "public",
    act: str = "submit",
) -> tuple[str, bool]:
    """Store the record with these columns (form key, doubt and its own) and its event: its reference, and whether it is new.

    Where something was submitted under the form key before, its reference is answered and nothing is written.
    """
    while True:
        reference = new_reference()
        sealed = kind.seal(reference, record)
        row = {**columns, "reference": reference, "sealed_answers": sealed, "received_at": now, "changed_at": now}
        if insert_unless_known(session, _table(kind), row):
            record_event(session, at=now, actor=actor, act=act, kind=kind.kind, subject=reference)
            return reference, True
        known = find_reference(session, kind, columns["form_key"])
        if known:
            return known, False


def tell_staff(
    session: Session, kind: type[Submission], reference: str, mail: Callable[..., Message], *, now: datetime
) -> None:
    """Promise this mail about the submission to those of the staff who are told of its kind."""
    settings: Settings = current_app.extensions["settings"]
    association: Association = current_app.extensions["association"]
    staff = getattr(association.staff_mail, kind.kind) or settings.staff_mail_to
    promise(session, mail(reference, to=staff, public_url=settings.public_url), now=now)


def tell_person(
    session: Session,
    record: AnswersRecord,
    reference: str,
    mail: Callable[..., Message],
    *,
    now: datetime,
    **facts: Any,
) -> None:
    """Promise this mail to the person who submitted the record; without an address nothing is promised."""
    if record.value("email"):
        promise(session, letter_to_person(record, reference, mail, **facts), now=now)


def letter_to_person(record: AnswersRecord, reference: str, mail: Callable[..., Message], **facts: Any) -> Message:
    """This mail to the person who submitted the record, not promised yet. Its recipient is empty where no address is known."""
    settings: Settings = current_app.extensions["settings"]
    association: Association = current_app.extensions["association"]
    to, name, contact = record.value("email") or "", record.value("full_name"), association.contact.first
    return mail(reference, to=to, name=name, public_url=settings.public_url, contact=contact, **facts)


def _table(kind: type[Submission]) -> Table:
    return cast(Table, kind.__table__)  # type: ignore[attr-defined] # every kind is a model


@cache
def _by_form_key(table: Table) -> Statement:
    return Statement(select(table.c.reference).where(table.c.form_key == bindparam("key")))
