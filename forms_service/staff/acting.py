"""Who is signed in, as the procedure knows them, and which requests they may see and act on."""

from flask import abort
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service.accounts.roles import DELEGATE, READ_CASES, may, may_everywhere
from forms_service.db import db
from forms_service.help_requests import queries
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.procedure import Actor
from forms_service.references import parse_reference


def reaches(case: HelpRequest, right: str) -> bool:
    """Whether the signed-in person has this right on this request: some roles give it only in the person's own branch."""
    names = current_user.role_names
    return may_everywhere(names, right) or (may(names, right) and case.branch is not None and case.branch == _branch())


def open_case(reference: str, right: str = READ_CASES, *, session: Session | None = None) -> HelpRequest:
    """The request with this reference, for whom it concerns: 404 where there is none, 403 where the right does not reach."""
    case = queries.by_reference(session or db.session, parse_reference(reference) or "")
    if case is None:
        abort(404)
    if not reaches(case, right):
        abort(403)
    return case


def actor_on(case: HelpRequest) -> Actor:
    """The signed-in person as who acts on this request; another branch's delegate is none here."""
    roles = frozenset(current_user.role_names)
    if case.branch is None or case.branch != _branch():
        roles -= {DELEGATE}
    return Actor(current_user.actor, roles, _branch())


def _branch() -> str | None:
    return getattr(current_user, "branch", None)
