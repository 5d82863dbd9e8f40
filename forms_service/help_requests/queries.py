"""Finding help requests: by reference, and page by page for staff."""

from collections.abc import Sequence

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import Session

from forms_service.db import UtcDateTime
from forms_service.help_requests.models import HelpRequest


def by_reference(session: Session, reference: str) -> HelpRequest | None:
    """The request with this reference (12 digits), or None."""
    return session.scalar(select(HelpRequest).where(HelpRequest.reference == reference))


def page_of(
    session: Session, before: HelpRequest | None = None, size: int = 50, *, doubtful: bool = False
) -> Sequence[HelpRequest]:
    """Up to `size` requests, newest first, that came before this one; the newest of all where none is named.

    `doubtful`: only those that a person must look at twice.
    """
    key = tuple_(HelpRequest.received_at, HelpRequest.id)
    found = select(HelpRequest).order_by(HelpRequest.received_at.desc(), HelpRequest.id.desc()).limit(size)
    if doubtful:
        found = found.where(HelpRequest.doubt.is_not(None))
    if before is not None:
        found = found.where(key < tuple_(literal(before.received_at, UtcDateTime), before.id))
    return session.scalars(found).all()
