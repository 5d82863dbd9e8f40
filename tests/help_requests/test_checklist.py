"""What is looked at, for each kind of support."""

import pytest

from forms_service.association import CheckItem
from forms_service.help_requests.checklist import MATCHING, REGISTRATION, items_of
from forms_service.help_requests.models import HelpRequest


def codes(association, stage=MATCHING, **case):
    asked = HelpRequest(**{"support_type": "books", "id_hash": b"1" * 32, **case})
    return [item.code for item in items_of(asked, stage, association)]


@pytest.fixture
def association(context):
    return context.extensions["association"]


def test_a_document_is_looked_at_or_the_person_is_met(association):
    assert codes(association) == ["name", "document", "contact", "need"]
    assert codes(association, id_hash=None) == ["name", "interview", "contact", "need"]


def test_the_list_follows_what_the_form_asks_and_what_the_association_adds(association):
    assert "dependents" in codes(association, support_type="in_kind")
    types = [
        kind.model_copy(update={"checks": (CheckItem(code="timetable", name="جدول العمل"),)})
        if kind.code == "books"
        else kind
        for kind in association.support_types
    ]
    assert codes(association.model_copy(update={"support_types": tuple(types)}))[-1] == "timetable"


def test_registration_has_a_list_of_its_own(association):
    assert codes(association, REGISTRATION) == [item.code for item in association.registration]


def test_a_kind_that_was_dropped_since_is_still_checked(association):
    assert codes(association, support_type="from_before") == ["name", "document", "contact", "need"]
