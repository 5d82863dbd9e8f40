"""Finding messages: by reference, page by page for staff, and by what could not be mailed to their senders."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, func, literal, select, tuple_
from sqlalchemy.orm import Session

from forms_service.db import UtcDateTime
from forms_service.feedback.models import Feedback
from forms_service.outbox.models import FAILED, OutboxMessage

LETTERS = ("feedback/received", "feedback/answered")
"""What is mailed to the sender of a message, by its template."""


def by_reference(session: Session, reference: str) -> Feedback | None:
    """The message with this reference (12 digits), or None."""
    return session.scalar(select(Feedback).where(Feedback.reference == reference))


def page_of(
    session: Session, before: Feedback | None = None, size: int = 50, *, state: str | None, sort: str | None = None
) -> Sequence[Feedback]:
    """Up to `size` messages in this state, newest first, that came before this one; of one kind where it is named.

    No state: those of any whose sender could not be mailed. They are found from what failed, which is little.
    """
    found = select(Feedback).where(Feedback.reference.in_(_unmailed()) if state is None else Feedback.state == state)
    if sort is not None:
        found = found.where(Feedback.sort == sort)
    if before is not None:
        key = tuple_(Feedback.received_at, Feedback.id)
        found = found.where(key < tuple_(literal(before.received_at, UtcDateTime), before.id))
    return session.scalars(found.order_by(Feedback.received_at.desc(), Feedback.id.desc()).limit(size)).all()


def unmailed(session: Session, references: Collection[str]) -> frozenset[str]:
    """Those of these references whose sender could not be mailed. Read from an index alone."""
    return frozenset(session.scalars(_unmailed().where(OutboxMessage.about.in_(references))))


def _unmailed() -> Select[str]:
    return select(OutboxMessage.about).where(OutboxMessage.state == FAILED, OutboxMessage.template.in_(LETTERS))


def misconceptions(session: Session) -> Mapping[str, int]:
    """How many messages each misconception stands behind, by its anchor. Read from an index of the tagged alone."""
    tag = Feedback.misconception
    rows = session.execute(select(tag, func.count()).where(tag.is_not(None)).group_by(tag))
    return {str(name): count for name, count in rows}
