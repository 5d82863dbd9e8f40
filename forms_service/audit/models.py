"""Events of writes and sensitive reads: who did what to which record, when. Append-only; holds no personal data."""

from datetime import datetime
from typing import cast

from sqlalchemy import String, Table, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_service.db import Model, UtcDateTime
from forms_service.statements import Statement


class Event(Model):
    """One thing that happened. `actor` is `public`, `system`, `terminal` or `staff:<id>`; `subject` is a kind and a reference."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(40))
    act: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40), index=True)


_ADD = Statement(insert(cast(Table, Event.__table__)).inline())


def record_event(session: Session, *, at: datetime, actor: str, act: str, kind: str, subject: str) -> None:
    """Write down that `actor` did `act` to the record `subject` of this kind."""
    _ADD.run(session, {"at": at, "actor": actor, "act": act, "subject_kind": kind, "subject": subject})
