"""Who may not work on an objection: whoever handled the request it objects to, or voted on it (policy, preamble).

Goes by person, whatever roles they have. Only reads.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.audit.models import Event
from forms_service.help_requests.case_file import Step
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.sessions import AgendaItem, Vote
from forms_service.help_requests.statuses import CHECKING, COMMITTEE, RECEIVED, SIGNED, WAITING

OPENED = "objection"
"""The act of writing an objection down, as the story of the first request names it."""
NOT_HANDLING = ("read", "list", "print", "print_whole", OPENED)
"""Acts of who only looked, or only passed an objection on: they have not handled the request."""

_STAFF = "staff:"
_JUDGED = frozenset({RECEIVED, CHECKING, WAITING, SIGNED})
"""Where it is still judged what the committee gets to see; raising, recording and replying carry its decision only."""


def parties_of(session: Session, case: HelpRequest) -> frozenset[str]:
    """The people, as events name them (`staff:7`), who handled this request, lead it or voted on it."""
    acted = select(Event.actor).where(
        Event.subject == case.reference, Event.subject_kind == HelpRequest.kind, Event.act.not_in(NOT_HANDLING)
    )
    moved = select(Step.actor).where(Step.case_id == case.id)
    named = {*session.scalars(acted.distinct()), *session.scalars(moved.distinct())}
    numbers = {*voters_of(session, case), *([case.assignee_id] if case.assignee_id else [])}
    return frozenset({name for name in named if name.startswith(_STAFF)} | {f"{_STAFF}{each}" for each in numbers})


def voters_of(session: Session, case: HelpRequest) -> frozenset[int]:
    """Who voted on this request, in any session. Numbers of staff."""
    voted = select(Vote.staff_id).join(AgendaItem, AgendaItem.id == Vote.item_id)
    return frozenset(session.scalars(voted.where(AgendaItem.case_id == case.id)))


def first_of(session: Session, case: HelpRequest) -> HelpRequest | None:
    """The request that this one objects to; None where it is no objection."""
    return session.get(HelpRequest, case.other_id) if case.is_objection and case.other_id else None


def bound_by(session: Session, case: HelpRequest) -> frozenset[str]:
    """The people who may neither lead this request nor vote on it: parties of the one it objects to."""
    first = first_of(session, case)
    return parties_of(session, first) if first else frozenset()


def numbers_of(people: frozenset[str]) -> frozenset[int]:
    """The numbers of these people."""
    return frozenset(int(name.removeprefix(_STAFF)) for name in people)


def check_independent(session: Session, case: HelpRequest, person: str) -> None:
    """Raise MoveRefused where this person (`staff:7`) may not work on the objection."""
    if case.is_objection and person in bound_by(session, case):
        raise MoveRefused("was_party")


def is_judging(case: HelpRequest, target: str) -> bool:
    """Whether this move of an objection is for independent people only."""
    return case.state in _JUDGED and target != COMMITTEE


def check_may_lead(session: Session, case: HelpRequest, target: str, person: str) -> None:
    """Raise MoveRefused where this person may not make this move of an objection."""
    if is_judging(case, target):
        check_independent(session, case, person)
