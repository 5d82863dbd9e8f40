"""Which questions the volunteer form asks."""

from forms_service.volunteers.form import JOURNEY
from tests.formkit.test_fields import scene

NAMES = [
    "full_name",
    "mobile",
    "email",
    "is_adult",
    "locality",
    "officer_preference",
    "guardian_name",
    "guardian_mobile",
    "guardian_consent",
    "languages",
    "fields",
    "availability",
    "skills",
    "national_platform",
    "charter",
]


def test_questions_have_the_names_that_others_rely_on():
    minor = scene(is_adult="no")
    pages = [*JOURNEY.shown(minor), JOURNEY.final]
    assert [name for page in pages for name in page.names(minor)] == NAMES


def test_an_adult_skips_the_guardian():
    assert [page.slug for page in JOURNEY.shown(scene(is_adult="yes"))] == ["you", "offer"]
