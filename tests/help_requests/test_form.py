"""Which questions the help request asks, of whom and when."""

from datetime import date

import pytest

from forms_service.association import load_association
from forms_service.formkit.page import Scene
from forms_service.help_requests.form import JOURNEY, Consent, Need, open_support_types
from forms_service.settings import ROOT

ASSOCIATION = load_association(ROOT / "association.yml")
DAY = date(2026, 11, 22)
NAMES = [
    "support_type",
    "for_whom",
    "helper_name",
    "helper_relation",
    "helper_mobile",
    "belief_consent",
    "full_name",
    "id_type",
    "id_number",
    "mobile",
    "email",
    "contact_method",
    "contact_language",
    "officer_preference",
    "locality",
    "short_address",
    "need",
    "dependents",
    "income_band",
    "housing",
    "other_support",
    "informed_committee",
    "declaration",
    "signed_name",
]


def with_types(**changes):
    """The association with the in-kind support changed."""
    kinds = tuple(
        kind.model_copy(update=changes) if kind.code == "in_kind" else kind for kind in ASSOCIATION.support_types
    )
    return ASSOCIATION.model_copy(update={"support_types": kinds})


def scene(association=ASSOCIATION, day=DAY, **answers):
    return Scene(association, day, answers)


def test_questions_have_the_names_that_others_rely_on():
    everything = with_types(asks=("dependents", "income_band", "housing", "other_support"), reveals_belief=True)
    asked = scene(everything, support_type="in_kind", for_whom="other")
    pages = [*JOURNEY.shown(asked), JOURNEY.final]
    assert [name for page in pages for name in page.names(asked)] == NAMES


@pytest.mark.parametrize(
    ("kind", "asked"), [("in_kind", ("need", "dependents", "other_support")), ("books", ("need",))]
)
def test_only_what_a_kind_of_support_needs_is_asked(kind, asked):
    assert Need.names(scene(support_type=kind)) == asked


def test_consent_is_asked_only_where_the_service_reveals_belief():
    assert Consent not in JOURNEY.shown(scene(support_type="in_kind"))
    assert Consent in JOURNEY.shown(scene(with_types(reveals_belief=True), support_type="in_kind"))


@pytest.mark.parametrize(
    ("day", "offered"),
    [(date(2027, 1, 31), False), (date(2027, 2, 1), True), (date(2027, 3, 9), True), (date(2027, 3, 10), False)],
)
def test_a_season_is_offered_between_its_days(day, offered):
    seasonal = with_types(opens=date(2027, 2, 1), closes=date(2027, 3, 9))
    assert ("in_kind" in [choice.code for choice in open_support_types(scene(seasonal, day))]) is offered


def test_what_is_not_approved_says_so():
    hints = {choice.code: str(choice.hint) for choice in open_support_types(scene())}
    assert "بانتظار الاعتماد" in hints["in_kind"]
    assert "بانتظار الاعتماد" not in hints["unsure"]


def test_someone_who_does_not_know_can_say_so():
    assert "لا أعرف، ساعدوني" in [choice.name for choice in open_support_types(scene())]
