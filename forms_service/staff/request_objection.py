"""On the page of a request: the objection to its refusal, or the request that it objects to, and who may lead that."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.accounts.roles import HANDLE_CASES, STAND_IN
from forms_service.accounts.service import everyone
from forms_service.help_requests import objections
from forms_service.help_requests.independence import bound_by, first_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.standing import item_of
from forms_service.staff.records import CHANNELS

WAYS = tuple((code, CHANNELS[code]) for code in objections.CHANNELS)
"""How the objection reached us, as it is chosen."""


@dataclass(frozen=True)
class Objection:
    """What the page says of objecting. `first`: the refused request; `reason`: why, as the applicant read it.

    `later`: the request that objects to this one. `may_open`: an objection can be written down here.
    """

    first: str = ""
    reason: str = ""
    text: str = ""
    is_party: bool = False
    later: str = ""
    may_open: bool = False
    ways: tuple[tuple[str, object], ...] = ()


def objection_of(session: Session, case: HelpRequest) -> Objection | None:
    """What is to be said; None where there is nothing."""
    if first := first_of(session, case):
        item = item_of(session, first)
        reason = item.words.get("public", "") if item else ""
        is_party = current_user.actor in bound_by(session, case)
        return Objection(first.reference, reason, objections.words_of(session, case), is_party)
    later = objections.objection_to(session, case)
    if later is not None:
        return Objection(later=later.reference)
    return Objection(may_open=True, ways=WAYS) if objections.may_object(session, case) else None


def who_may_lead(session: Session, case: HelpRequest) -> Sequence[Staff]:
    """People to whom the request can be given: for an objection the independent ones, and the manager where there are none."""
    bound = bound_by(session, case)
    free = [person for person in everyone(session) if person.active and person.actor not in bound]
    handling = [person for person in free if person.may_in(HANDLE_CASES, case.branch)]
    return handling or [person for person in free if case.is_objection and person.may(STAND_IN)]
