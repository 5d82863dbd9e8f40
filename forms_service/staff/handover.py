"""What somebody works on, and giving it to a colleague: whoever leaves leaves no case behind."""

from datetime import datetime

from sqlalchemy import ColumnElement, TextClause, func, select
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.help_requests import casework
from forms_service.help_requests.models import IN_WORK, HelpRequest
from forms_service.help_requests.procedure import Actor, to_change


def assigned_cases(session: Session, staff_id: int) -> int:
    """How many requests that have not ended are this person's."""
    return session.scalar(select(func.count(HelpRequest.id)).where(*_of(staff_id))) or 0


def hand_over(session: Session, leaver: Staff, colleague: Staff, *, by: Actor, now: datetime) -> int:
    """Give everything the leaver works on to a colleague; how many requests that were."""
    references = session.scalars(select(HelpRequest.reference).where(*_of(leaver.id))).all()
    for reference in references:
        casework.assign(session, to_change(session, reference), colleague.id, by=by, now=now)
    return len(references)


def _of(staff_id: int) -> tuple[ColumnElement[bool] | TextClause, ...]:
    return (HelpRequest.assignee_id == staff_id, IN_WORK)
