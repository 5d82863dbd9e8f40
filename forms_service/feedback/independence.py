"""Who may not handle a complaint or an objection: whoever handled the request it names, or voted on it (policy, preamble)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.audit.models import Event
from forms_service.errors import RuleBroken
from forms_service.feedback.kinds import BOUND_TO_INDEPENDENCE
from forms_service.feedback.models import Feedback
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import AgendaItem, Vote

LOOKS = ("read", "list")
"""Acts that only look: whoever did no more has not handled the request."""


class NotIndependent(RuleBroken):
    """This person handled the request that the message names, or voted on it."""


def people_of(session: Session, sent: Feedback) -> frozenset[str]:
    """The people, as events name them (`staff:7`), who may not handle this message; nobody where it is bound to none."""
    case = session.get(HelpRequest, sent.case_id) if sent.case_id and sent.sort in BOUND_TO_INDEPENDENCE else None
    if case is None:
        return frozenset()
    acted = select(Event.actor).where(
        Event.subject == case.reference,
        Event.subject_kind == HelpRequest.kind,
        Event.actor.startswith("staff:"),
        Event.act.not_in(LOOKS),
    )
    voted = select(Vote.staff_id).join(AgendaItem, AgendaItem.id == Vote.item_id).where(AgendaItem.case_id == case.id)
    numbers = {*session.scalars(voted), *([case.assignee_id] if case.assignee_id else [])}
    return frozenset({*session.scalars(acted.distinct()), *(f"staff:{number}" for number in numbers)})


def check_independent(session: Session, sent: Feedback, person: str) -> None:
    """Raise NotIndependent where this person (`staff:7`) may not handle the message."""
    if person in people_of(session, sent):
        raise NotIndependent(sent.reference)
