"""What is asked besides the form: the letter's number, the paper's place and day, the eight channels in their order."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from forms_service.association import Branch, load_association
from forms_service.formkit.page import Scene
from forms_service.help_requests.entry import CHANNELS
from forms_service.settings import ROOT
from forms_service.staff.entry_forms import BRANCHES, Source, Taking

ASSOCIATION = load_association(ROOT / "association.yml")
DAY = date(2026, 11, 30)


def errors(asked, association=ASSOCIATION, branches=(), **typed):
    scene = Scene(association, DAY, {BRANCHES: dict(branches)}, by_staff=True)
    form = asked(scene, MultiDict(typed))
    form.validate()
    return {question.short_name: question.errors[0] for question in form.questions if question.errors}, form


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"origin": "requested", "channel": "phone"}, set()),
        ({"origin": "requested", "channel": "phone", "letter": "12"}, set()),
        ({"origin": "outreach", "channel": "letter"}, {"letter"}),
        ({"origin": "outreach", "channel": "letter", "letter": "و-12"}, set()),
        ({"origin": "begged", "channel": "pigeon"}, {"origin", "channel"}),
        ({"origin": "requested", "channel": "branch"}, {"channel"}),
        ({}, {"origin", "channel"}),
    ],
)
def test_how_a_request_came(typed, wrong):
    assert set(errors(Source, **typed)[0]) == wrong


def test_without_a_branch_there_is_no_such_channel_and_no_such_question():
    [offices, none] = [
        errors(Source, association, {"north": "مكتب الشمال"} if association.branches else {})[1]
        for association in (
            ASSOCIATION.model_copy(update={"branches": (Branch(code="north", name="مكتب الشمال"),)}),
            ASSOCIATION,
        )
    ]
    assert [choice.code for choice in offices["channel"].choices] == list(CHANNELS)
    assert [choice.code for choice in none["channel"].choices] == list(CHANNELS[:-1])
    assert "branch" in offices
    assert "branch" not in none


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"method": "later"}, set()),
        ({"method": "phone"}, set()),
        ({"method": "paper"}, {"place", "signed_on"}),
        ({"method": "paper", "place": "الملف 12", "signed_on": "30/11/2026"}, set()),
        ({"method": "paper", "place": "الملف 12", "signed_on": "١٥/٠٥/١٤٤٨"}, set()),
        ({"method": "paper", "place": "الملف 12", "signed_on": "1/12/2026"}, {"signed_on"}),
        ({"method": "paper", "place": "الملف 12", "signed_on": "أمس"}, {"signed_on"}),
        ({"method": "website"}, {"method"}),
        ({}, {"method"}),
    ],
)
def test_how_a_declaration_was_taken(typed, wrong):
    assert set(errors(Taking, **typed)[0]) == wrong


def test_a_day_stands_as_it_is_typed_and_is_kept_as_one():
    _none, form = errors(Taking, method="paper", place="الملف 12", signed_on="١٥/٠٥/١٤٤٨")
    assert form["signed_on"].data == "2026-10-26"
    assert form["signed_on"].write("2026-10-26") == "26/10/2026"
