"""Made-up people fill in the real pages, rightly."""

from datetime import date

import pytest
from stdnum import luhn

from forms_service.association import load_association
from forms_service.help_requests.form import JOURNEY
from forms_service.seed.answers import NotTaken, identity, mobile, written
from forms_service.seed.applicants import APPLICANTS, typed_by
from forms_service.seed.requests import STORIES
from forms_service.settings import ROOT

ASSOCIATION = load_association(ROOT / "association.yml")
DAY = date(2026, 11, 30)


def test_what_is_typed_is_what_is_recorded(context):
    record = written(JOURNEY, typed_by("sumaya"), ASSOCIATION, DAY)
    assert record.value("full_name") == "سمية عبد الكريم"
    assert record.value("helper_name") == record.value("signed_name") == "خالد أحمد"
    assert record.value("id_number") is None
    assert [section.name for section in record.sections][-1] == JOURNEY.final.slug


def test_a_page_that_does_not_take_it_says_so(context):
    with pytest.raises(NotTaken, match="mobile"):
        written(JOURNEY, {**typed_by("salma"), "mobile": "1"}, ASSOCIATION, DAY)


def test_every_story_has_its_applicant_and_none_is_left_over():
    assert [story.key for story in STORIES if story.key not in APPLICANTS] == []
    assert set(APPLICANTS) == {story.key for story in STORIES}


def test_numbers_belong_to_nobody():
    assert mobile(7) == "0500000007"
    assert identity(7).startswith("29")
    assert identity(7, "19").startswith("19")
    assert all(luhn.is_valid(identity(number)) for number in range(100))
