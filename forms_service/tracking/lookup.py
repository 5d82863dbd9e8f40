"""Finds a request, a volunteer's offer or a message by reference and mobile, reply address or code.

Every kind of miss gives the same answer: None.
"""

import hmac
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms_service.feedback import queries as messages
from forms_service.feedback.keys import key_hash
from forms_service.feedback.models import Feedback
from forms_service.help_requests import queries as help_requests
from forms_service.help_requests.models import HelpRequest
from forms_service.volunteers import queries as volunteers
from forms_service.volunteers.models import Volunteer


@dataclass(frozen=True)
class Found:
    """What stands under a reference, and whether the mobile is the person's own, not a helper's or guardian's."""

    row: HelpRequest | Volunteer | Feedback
    is_own: bool


def print_of(key: str) -> bytes:
    """What knows a mobile (E.164), an e-mail address or a code again without holding it."""
    return key_hash(key)


def find(session: Session, reference: str, typed: bytes) -> Found | None:
    """What stands under this reference (12 digits), if what has this print was given with it."""
    case = help_requests.by_reference(session, reference)
    offer = volunteers.by_reference(session, reference)
    message = messages.by_reference(session, reference)
    if case and _is_one_of(typed, case.mobile_hash, case.helper_mobile_hash):
        return Found(case, _is_one_of(typed, case.mobile_hash))
    if offer and _is_one_of(typed, offer.mobile_hash, offer.guardian_mobile_hash):
        return Found(offer, _is_one_of(typed, offer.mobile_hash))
    if message and _is_one_of(typed, message.key_hash):
        return Found(message, True)
    return None


def _is_one_of(typed: bytes, *known: bytes | None) -> bool:
    return any(hmac.compare_digest(typed, each) for each in known if each)
