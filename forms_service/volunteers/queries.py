"""Finding volunteers: by reference, and page by page for staff."""

from collections.abc import Sequence

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import Session

from forms_service.db import UtcDateTime
from forms_service.volunteers.models import Volunteer


def by_reference(session: Session, reference: str) -> Volunteer | None:
    """The volunteer with this reference (12 digits), or None."""
    return session.scalar(select(Volunteer).where(Volunteer.reference == reference))


def page_of(
    session: Session, before: Volunteer | None = None, size: int = 50, *, doubtful: bool = False
) -> Sequence[Volunteer]:
    """Up to `size` volunteers, newest first, who came before this one; the newest of all where none is named.

    `doubtful`: only those that a person must look at twice.
    """
    key = tuple_(Volunteer.received_at, Volunteer.id)
    found = select(Volunteer).order_by(Volunteer.received_at.desc(), Volunteer.id.desc()).limit(size)
    if doubtful:
        found = found.where(Volunteer.doubt.is_not(None))
    if before is not None:
        found = found.where(key < tuple_(literal(before.received_at, UtcDateTime), before.id))
    return session.scalars(found).all()
