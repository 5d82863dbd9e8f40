"""What staff look at before a request is raised, and before the service: items per support type.

The first items follow from what the form asks; association.yml adds to them, and none of them is a copy of a document.
"""

from dataclasses import dataclass

from forms_service.association import Association
from forms_service.help_requests.models import HelpRequest
from forms_service.states import N_

MATCHING = "matching"
REGISTRATION = "registration"


@dataclass(frozen=True)
class Item:
    """One thing to look at. `ends`: its original says until when it is valid, and it must be on the day of submission."""

    code: str
    name: str
    ends: bool = False


NAME = Item("name", N_("الاسم كما في الوثيقة"))
DOCUMENT = Item("document", N_("رقم الوثيقة وصلاحيتها وقت التقديم"), ends=True)
IDENTITY_IN_INTERVIEW = Item("interview", N_("التعرف إلى صاحب الطلب في مقابلة، إذ لا وثيقة سارية لديه"))
CONTACT = Item("contact", N_("وسيلة التواصل ولغته"))
NEED = Item("need", N_("الحاجة كما شرحها صاحب الطلب"))
DEPENDENTS = Item("dependents", N_("عدد من يعولهم ويسكنون معه"))


def items_of(case: HelpRequest, stage: str, association: Association) -> tuple[Item, ...]:
    """The list of one stage for this request, in the order in which it is worked through."""
    kind = association.support_type(case.support_type)
    if stage == REGISTRATION:
        return tuple(Item(item.code, item.name) for item in association.registration)
    identity = (NAME, DOCUMENT) if case.id_hash else (NAME, IDENTITY_IN_INTERVIEW)
    asked = (DEPENDENTS,) if kind and "dependents" in kind.asks else ()
    added = tuple(Item(item.code, item.name, item.ends) for item in kind.checks) if kind else ()
    return (*identity, CONTACT, NEED, *asked, *added)
