"""Finds a request or a volunteer's offer by reference and mobile. Every kind of miss gives the same answer: None."""

import hmac
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms_service.db import vault
from forms_service.help_requests import queries as help_requests
from forms_service.help_requests.models import HelpRequest
from forms_service.volunteers import queries as volunteers
from forms_service.volunteers.models import Volunteer


@dataclass(frozen=True)
class Found:
    """What stands under a reference, and whether the mobile is the person's own, not a helper's or guardian's."""

    row: HelpRequest | Volunteer
    is_own: bool


def print_of(mobile: str) -> bytes:
    """What knows a mobile (E.164) again without holding it."""
    return vault().fingerprint("mobile", mobile)


def find(session: Session, reference: str, typed: bytes) -> Found | None:
    """What stands under this reference (12 digits), if the mobile of this print was given with it."""
    case = help_requests.by_reference(session, reference)
    offer = volunteers.by_reference(session, reference)
    if case and _is_one_of(typed, case.mobile_hash, case.helper_mobile_hash):
        return Found(case, _is_one_of(typed, case.mobile_hash))
    if offer and _is_one_of(typed, offer.mobile_hash, offer.guardian_mobile_hash):
        return Found(offer, _is_one_of(typed, offer.mobile_hash))
    return None


def _is_one_of(typed: bytes, *known: bytes | None) -> bool:
    return any(hmac.compare_digest(typed, each) for each in known if each)
