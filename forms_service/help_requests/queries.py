"""Finding help requests: by reference, by mobile, by person. The queue of staff stands in `queue.py`."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from forms_service.help_requests.models import HelpRequest


def by_reference(session: Session, reference: str) -> HelpRequest | None:
    """The request with this reference (12 digits), or None."""
    return session.scalar(select(HelpRequest).where(HelpRequest.reference == reference))


def by_mobile(session: Session, print_of_mobile: bytes, most: int) -> Sequence[HelpRequest]:
    """The newest requests, up to `most`, whose applicant gave the mobile of this print."""
    found = select(HelpRequest).where(HelpRequest.mobile_hash == print_of_mobile)
    return session.scalars(found.order_by(HelpRequest.received_at.desc(), HelpRequest.id.desc()).limit(most)).all()


def newest(session: Session, size: int) -> Sequence[HelpRequest]:
    """Up to `size` requests, the newest first."""
    return session.scalars(
        select(HelpRequest).order_by(HelpRequest.received_at.desc(), HelpRequest.id.desc()).limit(size)
    ).all()


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
