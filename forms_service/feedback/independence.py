"""Who may not handle a complaint or an objection: whoever handled the request it names, or voted on it (policy, preamble)."""

from sqlalchemy.orm import Session

from forms_service.errors import RuleBroken
from forms_service.feedback.kinds import BOUND_TO_INDEPENDENCE
from forms_service.feedback.models import Feedback
from forms_service.help_requests.independence import parties_of
from forms_service.help_requests.models import HelpRequest


class NotIndependent(RuleBroken):
    """This person handled the request that the message names, or voted on it."""


def people_of(session: Session, sent: Feedback) -> frozenset[str]:
    """The people, as events name them (`staff:7`), who may not handle this message; nobody where it is bound to none."""
    case = session.get(HelpRequest, sent.case_id) if sent.case_id and sent.sort in BOUND_TO_INDEPENDENCE else None
    return parties_of(session, case) if case else frozenset()


def check_independent(session: Session, sent: Feedback, person: str) -> None:
    """Raise NotIndependent where this person (`staff:7`) may not handle the message."""
    if person in people_of(session, sent):
        raise NotIndependent(sent.reference)
