"""What staff look at before a request is raised, and before the service: items per support type.

The first items follow from what the form asks; association.yml adds to them, and none of them is a copy of a document.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from forms_service.association import Association
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.statuses import ACCEPTED, BEFORE_COMMITTEE
from forms_service.help_requests.statuses import REGISTRATION as REGISTERING
from forms_service.states import N_

MATCHING = "matching"
REGISTRATION = "registration"
MARKED_IN: Mapping[str, Collection[str]] = {
    MATCHING: BEFORE_COMMITTEE,
    REGISTRATION: frozenset({ACCEPTED, REGISTERING}),
}
"""In which states a list is worked on; afterwards it is a record of what others went by."""


@dataclass(frozen=True)
class Item:
    """One thing to look at. `ends`: its original says until when it is valid, and it must be on the day of submission.

    `answers`: the questions whose answers it is about.
    """

    code: str
    name: str
    ends: bool = False
    answers: tuple[str, ...] = ()


_IDENTITY = ("id_type", "id_number")
ITEMS = NAME, DOCUMENT, IDENTITY_IN_INTERVIEW, CONTACT, NEED, DEPENDENTS = (
    Item("name", N_("الاسم كما في الوثيقة"), answers=("full_name",)),
    Item("document", N_("رقم الوثيقة وصلاحيتها وقت التقديم"), ends=True, answers=_IDENTITY),
    Item("interview", N_("التعرف إلى صاحب الطلب في مقابلة، إذ لا وثيقة سارية لديه"), answers=_IDENTITY),
    Item("contact", N_("وسيلة التواصل ولغته"), answers=("mobile", "email", "contact_method", "contact_language")),
    Item("need", N_("الحاجة كما شرحها صاحب الطلب"), answers=("support_type", "need")),
    Item("dependents", N_("عدد من يعولهم ويسكنون معه"), answers=("dependents",)),
)


def items_of(case: HelpRequest, stage: str, association: Association) -> tuple[Item, ...]:
    """The list of one stage for this request, in the order in which it is worked through."""
    kind = association.support_type(case.support_type)
    if stage == REGISTRATION:
        return tuple(Item(item.code, item.name) for item in association.registration)
    identity = (NAME, DOCUMENT) if case.id_hash else (NAME, IDENTITY_IN_INTERVIEW)
    asked = (DEPENDENTS,) if kind and "dependents" in kind.asks else ()
    added = tuple(Item(item.code, item.name, item.ends) for item in kind.checks) if kind else ()
    return (*identity, CONTACT, NEED, *asked, *added)
