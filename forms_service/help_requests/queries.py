"""Finding help requests: by reference, by mobile, by person. The queue of staff stands in `queue.py`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from forms_service.help_requests.case_file import Step
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.statuses import OPEN


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


def left_steps(session: Session, since: datetime) -> Mapping[tuple[str, int], int]:
    """How often each state was left after so many days, by (state, days), from `since` (aware) on."""
    found = select(Step.source, Step.days, func.count()).where(Step.at >= since, Step.days.is_not(None))
    rows = session.execute(found.group_by(Step.source, Step.days))
    return {(source, days): count for source, days, count in rows if days is not None}


def of_same_person(session: Session, case: HelpRequest, most: int = 20) -> Sequence[HelpRequest]:
    """Other requests with the same mobile or document, the newest first. Compared by keyed fingerprint."""
    return _of_person(session, case.mobile_hash, case.id_hash, most, HelpRequest.id != case.id)


def open_of_person(
    session: Session, print_of_mobile: bytes, print_of_document: bytes | None, most: int = 20
) -> Sequence[HelpRequest]:
    """Open requests with this mobile or document, the newest first."""
    return _of_person(session, print_of_mobile, print_of_document, most, HelpRequest.state.in_(OPEN))


def is_told_by_mail() -> ColumnElement[bool]:
    """Whether staff are told of a request by mail: of all but what the office itself wrote down (help_requests/entry.py)."""
    return or_(HelpRequest.entered_by.is_(None), HelpRequest.branch.is_not(None))


def _of_person(
    session: Session, mobile: bytes, document: bytes | None, most: int, *conditions: ColumnElement[bool]
) -> Sequence[HelpRequest]:
    same = []
    if mobile:
        same.append(HelpRequest.mobile_hash == mobile)
    if document:
        same.append(HelpRequest.id_hash == document)
    if not same:
        return []
    found = select(HelpRequest).where(or_(*same), *conditions).order_by(HelpRequest.received_at.desc())
    return session.scalars(found.limit(most)).all()
