"""Reads events: a page of them, the newest first, and what the last walk along the chain found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.audit.models import Event
from forms_service.audit.walk import BROKEN, KIND, WHOLE


@dataclass(frozen=True)
class Chosen:
    """Which events are wanted; what is None is not asked. From `since` on, and before `until` (aware)."""

    actor: str | None = None
    kind: str | None = None
    act: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def page_of(session: Session, before: int | None, size: int, chosen: Chosen) -> Sequence[Event]:
    """At most so many of the chosen events, newest first, older than the event `before` where one is given."""
    asked = select(Event)
    for column, value in (
        (Event.actor, chosen.actor),
        (Event.subject_kind, chosen.kind),
        (Event.act, chosen.act),
        (Event.subject, chosen.subject),
    ):
        asked = asked if value is None else asked.where(column == value)
    if chosen.since is not None:
        asked = asked.where(Event.at >= chosen.since)
    if chosen.until is not None:
        asked = asked.where(Event.at < chosen.until)
    if before is not None:
        asked = asked.where(Event.id < before)
    return session.scalars(asked.order_by(Event.id.desc()).limit(size)).all()


def last_walk(session: Session) -> Event | None:
    """The event of the last walk along the chain."""
    found = [_newest(session, act) for act in (WHOLE, BROKEN)]
    return max((event for event in found if event), key=lambda event: event.id, default=None)


def _newest(session: Session, act: str) -> Event | None:
    asked = select(Event).where(Event.act == act, Event.subject_kind == KIND)
    return session.scalars(asked.order_by(Event.id.desc()).limit(1)).first()
