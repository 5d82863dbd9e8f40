"""Finds a request or a volunteer's offer by reference and mobile. Every kind of miss gives the same answer: None."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, lazy_gettext
from sqlalchemy.orm import Session

from forms_service.db import vault
from forms_service.help_requests import queries as help_requests
from forms_service.help_requests.statuses import STATES as HELP_STATES
from forms_service.states import State
from forms_service.volunteers import queries as volunteers
from forms_service.volunteers.statuses import STATES as VOLUNTEER_STATES


@dataclass(frozen=True)
class Step:
    """One step of the way, as the applicant reads it."""

    title: LazyString
    text: LazyString | str = ""


@dataclass(frozen=True)
class Found:
    """What tracking shows: where it stands and what follows. No answer, no name."""

    reference: str
    title: LazyString
    state: State
    received_at: datetime
    steps: Sequence[Step] = ()


HELP_STEPS = (
    Step(lazy_gettext("استلمنا طلبك"), lazy_gettext("لا يلزمك شيء الآن.")),
    Step(lazy_gettext("يطابق الموظف بياناتك"), lazy_gettext("إن احتجنا إلى شيء كتبنا لك ما هو ولماذا.")),
    Step(
        lazy_gettext("لدى لجنة البحث"),
        lazy_gettext("لدراسته والرد عليك بشأن قبوله أو رفضه خلال مدة لا تقل عن أسبوعين."),
    ),
    Step(lazy_gettext("الرد، ثم التسجيل وتقديم الخدمة إذا قُبل")),
)


def find(session: Session, reference: str, mobile: str) -> Found | None:
    """What stands under this reference (12 digits), if this mobile (E.164) was given with it."""
    typed = vault().fingerprint("mobile", mobile)
    case = help_requests.by_reference(session, reference)
    offer = volunteers.by_reference(session, reference)
    if case and _is_one_of(typed, case.mobile_hash, case.helper_mobile_hash):
        title = lazy_gettext("طلب دعم مستفيد")
        return Found(reference, title, HELP_STATES[case.state], case.received_at, HELP_STEPS)
    if offer and _is_one_of(typed, offer.mobile_hash, offer.guardian_mobile_hash):
        return Found(reference, lazy_gettext("التطوع"), VOLUNTEER_STATES[offer.state], offer.received_at)
    return None


def _is_one_of(typed: bytes, *known: bytes | None) -> bool:
    return any(hmac.compare_digest(typed, each) for each in known if each)
