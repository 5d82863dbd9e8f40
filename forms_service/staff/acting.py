"""Who is signed in, as the procedure knows them, and which requests they may see and act on."""

from flask import abort
from flask_security import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.accounts.roles import HANDLE_CASES, READ_CASES, STAND_IN, may_everywhere
from forms_service.db import db
from forms_service.help_requests import queries
from forms_service.help_requests.meeting import MEMBER
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import OFFICER
from forms_service.help_requests.procedure import Actor
from forms_service.help_requests.sessions import AgendaItem, Recusal
from forms_service.references import parse_reference


def reaches(case: HelpRequest, right: str) -> bool:
    """Whether the signed-in person has this right on this request: some roles give it only in the person's own branch."""
    return bool(current_user.may_in(right, case.branch)) or (right == HANDLE_CASES and _stands_in(case))


def stands_in_at(reference: str) -> bool:
    """Whether the signed-in person leads this objection because nobody who handles requests is independent."""
    case = queries.by_reference(db.session, parse_reference(reference) or "")
    return case is not None and _stands_in(case)


def _stands_in(case: HelpRequest) -> bool:
    # Only who may be given it is its assignee (`request_objection.who_may_lead`).
    return case.is_objection and case.assignee_id == current_user.id and current_user.may(STAND_IN)


def own_branch() -> str | None:
    """The branch beyond which the signed-in person sees no request; None for whoever sees all. Empty: a delegate of none."""
    return None if may_everywhere(current_user.role_names, READ_CASES) else current_user.branch or ""


def open_case(reference: str, right: str = READ_CASES, *, session: Session | None = None) -> HelpRequest:
    """The request with this reference, for whom it concerns: 404 where there is none, 403 where the right does not reach.

    Who is only a member of the committee and stepped aside from the request does not open it either.
    """
    asked = session or db.session
    case = queries.by_reference(asked, parse_reference(reference) or "")
    if case is None:
        abort(404)
    if not reaches(case, right) or _stepped_aside(asked, case):
        abort(403)
    return case


def actor_on(case: HelpRequest) -> Actor:
    """The signed-in person as who acts on this request; another branch's delegate is none here."""
    roles = Actor(current_user.actor, frozenset(current_user.role_names), current_user.branch).roles_on(case)
    if _stands_in(case):
        roles |= {OFFICER}
    return Actor(current_user.actor, roles, current_user.branch)


def _stepped_aside(session: Session, case: HelpRequest) -> bool:
    if set(current_user.role_names) != {MEMBER}:
        return False
    mine = select(Recusal.id).join(AgendaItem, AgendaItem.id == Recusal.item_id)
    return session.scalar(mine.where(AgendaItem.case_id == case.id, Recusal.staff_id == current_user.id)) is not None
