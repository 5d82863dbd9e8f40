"""What can be asked of the outbox: how much waits, since when, and what went wrong last. Only reads, opens nothing sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_service.outbox.models import FAILED, LATER, LOST, QUEUED, SENDING, STATES, OutboxAttempt, OutboxMessage


@dataclass(frozen=True)
class Trouble:
    """The last try that did not succeed."""

    at: datetime
    about: str
    outcome: str
    detail: str


@dataclass(frozen=True)
class Standing:
    """How the outbox stands: messages per state, the oldest that waits, the nearest try, the last trouble."""

    counts: Mapping[str, int]
    oldest_waiting: datetime | None
    next_try_at: datetime | None
    trouble: Trouble | None


def standing(session: Session) -> Standing:
    """How the outbox stands now."""
    counts = dict.fromkeys(STATES, 0)
    for state, number in session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)):
        counts[state] = number
    waiting = select(func.min(OutboxMessage.created_at), func.min(OutboxMessage.next_try_at))
    oldest, nearest = session.execute(waiting.where(OutboxMessage.next_try_at.is_not(None))).one()
    return Standing(counts, oldest, nearest, _last_trouble(session))


def about(session: Session, reference: str) -> Sequence[OutboxMessage]:
    """The messages about this reference (12 digits), oldest first."""
    return session.scalars(
        select(OutboxMessage).where(OutboxMessage.about == reference).order_by(OutboxMessage.id)
    ).all()


def failed(session: Session) -> Sequence[OutboxMessage]:
    """The messages that are no longer tried, oldest first."""
    return session.scalars(select(OutboxMessage).where(OutboxMessage.state == FAILED).order_by(OutboxMessage.id)).all()


def undelivered(session: Session, *, before: datetime) -> Sequence[OutboxMessage]:
    """The messages that failed, or were promised before this moment and have not left; oldest first."""
    waits = OutboxMessage.state.in_((QUEUED, SENDING)) & (OutboxMessage.created_at < before)
    found = select(OutboxMessage).where((OutboxMessage.state == FAILED) | waits)
    return session.scalars(found.order_by(OutboxMessage.id)).all()


def _last_trouble(session: Session) -> Trouble | None:
    last = session.execute(
        select(OutboxAttempt.at, OutboxMessage.about, OutboxAttempt.outcome, OutboxAttempt.detail)
        .join(OutboxMessage, OutboxMessage.id == OutboxAttempt.outbox_id)
        .where(OutboxAttempt.outcome.in_((LATER, FAILED, LOST)))
        .order_by(OutboxAttempt.id.desc())
        .limit(1)
    ).first()
    return Trouble(*last) if last else None
