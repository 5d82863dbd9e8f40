"""Events of writes and sensitive reads: who did what to which record, when. Append-only; holds no personal data.

Each is bound to the one before it (`chain`), so that a changed, missing or added row is found (`walk`). The database itself
refuses to change or delete one: the triggers of migration 0009.
"""

from datetime import datetime
from functools import partial
from typing import cast

from sqlalchemy import Index, LargeBinary, String, Table, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_service.audit.chain import BEGINNING, Said, link, spelled_moment
from forms_service.db import Model, UtcDateTime, before_storing, take_turn, vault
from forms_service.statements import Statement


class Event(Model):
    """One thing that happened. `actor` is `public`, `system`, `terminal` or `staff:<id>`; `subject` is a kind and a reference.

    `id` counts the events without a gap; `chain_hash` is the link to the one before.
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_actor_id", "actor", "id"), Index("ix_events_act_id", "act", "id"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor: Mapped[str] = mapped_column(String(40))
    act: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40), index=True)
    chain_hash: Mapped[bytes] = mapped_column(LargeBinary(32))


_events = cast(Table, Event.__table__)
_ADD = Statement(insert(_events).inline())
_newest = select(func.max(_events.c.id)).scalar_subquery()
_HEAD = Statement(select(_events.c.id, _events.c.chain_hash).where(_events.c.id == _newest))
_TURN = b"chain of events"
_NOTED = "events"


def record_event(session: Session, *, at: datetime, actor: str, act: str, kind: str, subject: str) -> None:
    """Write down that `actor` did `act` to the record `subject` of this kind.

    It is stored with the caller's `transaction`, as its last write: who chains makes other writers of PostgreSQL wait.
    """
    noted = session.info.get(_NOTED)
    if noted is None:
        noted = session.info[_NOTED] = []
        before_storing(session, partial(_append, session, noted))
    noted.append((at, actor, act, kind, subject))


def _append(session: Session, noted: list[tuple[datetime, str, str, str, str]]) -> None:
    take_turn(session, _TURN)
    known = vault()
    number, before = _HEAD.first(session, {}) or (0, BEGINNING)
    for at, actor, act, kind, subject in noted:
        number += 1
        before = link(known, before, Said(number, spelled_moment(at), actor, act, kind, subject))
        said = {"id": number, "at": at, "actor": actor, "act": act, "subject_kind": kind, "subject": subject}
        _ADD.run(session, {**said, "chain_hash": before})
