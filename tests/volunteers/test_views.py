"""An offer to volunteer over HTTP."""

import pytest

from tests.support.forms import VOLUNTEER, Person, errors


@pytest.fixture
def sara(client):
    return Person(client, VOLUNTEER)


def test_sara_volunteers_and_gets_a_number(sara):
    sara.submits()
    assert "لا تبدأ أي مهمة قبل أن نؤكدها لك." in sara.opens("done").text


def test_a_minor_needs_the_guardian(sara):
    sara.answers["you"] = {**sara.answers["you"], "is_adult": "no"}
    assert sara.answers_page("you").location == f"{VOLUNTEER}/guardian"
    refused = sara.answers_page("guardian", guardian_consent=None)
    assert errors(refused.text) == {"guardian_consent": "لا يُرسل الطلب دون موافقة ولي الأمر"}
    sara.submits()


def test_an_adult_is_not_asked_for_a_guardian(sara):
    assert sara.answers_page("you").location == f"{VOLUNTEER}/offer"


def test_the_charter_is_a_draft_and_must_be_agreed_to(sara):
    sara.goes_on_to("charter")
    page = sara.opens("charter").text
    assert "مسودة — بانتظار اعتماد مجلس الإدارة" in page
    assert errors(sara.answers_page("charter", charter=None).text) == {
        "charter": "وافق على ميثاق التطوع لتتمكن من الإرسال"
    }


def test_both_forms_can_be_under_way_in_one_browser(sara, client):
    salma = Person(client)
    salma.goes_on_to("contact")
    sara.submits()
    assert salma.opens("contact").status_code == 200
    salma.submits()
