"""What somebody works on, and giving it to a colleague or to nobody: whoever leaves leaves no case behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, TextClause, func, select
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.accounts.roles import HANDLE_CASES
from forms_service.accounts.service import everyone
from forms_service.help_requests import casework
from forms_service.help_requests.models import IN_WORK, HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.procedure import Actor, to_change


@dataclass(frozen=True)
class HandedOver:
    """How many requests are the heir's now, and how many are nobody's."""

    given: int
    left: int


def assigned_cases(session: Session, staff_id: int) -> int:
    """How many requests that have not ended are this person's."""
    return session.scalar(select(func.count(HelpRequest.id)).where(*_of(staff_id))) or 0


def heirs_of(session: Session, leaver: Staff) -> Sequence[Staff]:
    """Who may lead everything the leaver works on, by right and by branch; of each objection it is asked when it is given."""
    branches = session.scalars(select(HelpRequest.branch).where(*_of(leaver.id)).distinct()).all()
    able = (each for each in everyone(session) if each.active and each.id != leaver.id and each.may(HANDLE_CASES))
    return [each for each in able if all(each.may_in(HANDLE_CASES, branch) for branch in branches)]


def hand_over(session: Session, leaver: Staff, heir: Staff | None, *, by: Actor, now: datetime) -> HandedOver:
    """Give everything the leaver works on to one of `heirs_of`, or to nobody.

    Nobody's, too, is an objection that the heir may not work on: it waits for somebody independent.
    """
    references = session.scalars(select(HelpRequest.reference).where(*_of(leaver.id)).order_by(HelpRequest.id)).all()
    given = 0
    for reference in references:
        case = to_change(session, reference)
        try:
            casework.assign(session, case, heir.id if heir else None, by=by, now=now)
            given += heir is not None
        except MoveRefused:
            casework.assign(session, case, None, by=by, now=now)
    return HandedOver(given, len(references) - given)


def _of(staff_id: int) -> tuple[ColumnElement[bool] | TextClause, ...]:
    return (HelpRequest.assignee_id == staff_id, IN_WORK)
