"""Finding help requests: by reference, and page by page for staff."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from forms_service.db import UtcDateTime
from forms_service.help_requests.case_file import Step
from forms_service.help_requests.models import HelpRequest


def by_reference(session: Session, reference: str) -> HelpRequest | None:
    """The request with this reference (12 digits), or None."""
    return session.scalar(select(HelpRequest).where(HelpRequest.reference == reference))


def by_mobile(session: Session, print_of_mobile: bytes, most: int) -> Sequence[HelpRequest]:
    """The newest requests, up to `most`, whose applicant gave the mobile of this print."""
    found = select(HelpRequest).where(HelpRequest.mobile_hash == print_of_mobile)
    return session.scalars(found.order_by(HelpRequest.received_at.desc(), HelpRequest.id.desc()).limit(most)).all()


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


def left_steps(session: Session, since: datetime) -> Mapping[tuple[str, int], int]:
    """How often each state was left after so many days, by (state, days), from `since` (aware) on."""
    found = select(Step.source, Step.days, func.count()).where(Step.at >= since, Step.days.is_not(None))
    rows = session.execute(found.group_by(Step.source, Step.days))
    return {(source, days): count for source, days, count in rows if days is not None}


def of_same_person(session: Session, case: HelpRequest, most: int = 20) -> Sequence[HelpRequest]:
    """Other requests with the same mobile or document, the newest first. Compared by keyed fingerprint."""
    same = []
    if case.mobile_hash:
        same.append(HelpRequest.mobile_hash == case.mobile_hash)
    if case.id_hash:
        same.append(HelpRequest.id_hash == case.id_hash)
    if not same:
        return []
    found = select(HelpRequest).where(or_(*same), HelpRequest.id != case.id).order_by(HelpRequest.received_at.desc())
    return session.scalars(found.limit(most)).all()
