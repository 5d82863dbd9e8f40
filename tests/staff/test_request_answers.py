"""Correcting answers from the request page: the same questions and checks as the public form, and a reason."""

import pytest
from flask import Flask

from forms_service.help_requests.case_file import Edit
from tests.support.desk import Desk, at_desk, refusal_of
from tests.support.forms import HELP, Person

REASON = "اتصلت وقالت إن الرقم تغيّر"
CONTACT = {
    "mobile": "٠٥٠٠٠٠٠٠٠٣",
    "email": "",
    "contact_method": "phone",
    "contact_language": "ur",
    "officer_preference": "any",
}


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request that came through the form."""
    desk = at_desk(app, "reception")
    desk.reference = Person(app.test_client(), HELP).submits()
    return desk


def test_each_page_is_corrected_in_its_own_questions(desk: Desk) -> None:
    page = desk.reads("answers")
    for slug in ("service", "you", "contact", "place", "need"):
        assert f'href="{desk.path}/answers/{slug}"' in page
        form = desk.browser.opens(f"{desk.path}/answers/{slug}")
        assert form.status_code == 200
        assert "سبب التعديل" in form.text
    assert f"{desk.path}/answers/declaration" not in page


def test_a_wrong_answer_and_a_missing_reason_are_told_and_everything_typed_is_kept(desk: Desk) -> None:
    wrong = desk.sends("answers/contact", reason=REASON, **{**CONTACT, "mobile": "123"})
    assert wrong.status_code == 422
    assert 'value="123"' in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    assert REASON in wrong.text
    silent = desk.sends("answers/contact", reason="", **CONTACT)
    assert silent.status_code == 422
    assert "سبب التعديل" in refusal_of(silent)
    assert 'value="٠٥٠٠٠٠٠٠٠٣"' in silent.text
    assert desk.keeps(Edit) == []


def test_a_correction_of_what_a_colleague_corrected_meanwhile_is_a_conflict(desk: Desk) -> None:
    seen = desk.sees()
    desk.sends("answers/contact", reason=REASON, **CONTACT)
    late = desk.sends("answers/contact", seen, reason="أردت رقمًا آخر", **{**CONTACT, "mobile": "0500000004"})
    assert late.status_code == 409
    assert "عُدّلت إجابات" in late.text
    assert 'value="0500000004"' in late.text
    assert "أردت رقمًا آخر" in late.text


def test_a_page_that_is_none_is_not_found(desk: Desk) -> None:
    for slug in ("nonsense", "declaration"):
        assert desk.browser.opens(f"{desk.path}/answers/{slug}").status_code == 404


def test_who_does_not_handle_requests_corrects_nothing(app: Flask) -> None:
    desk = at_desk(app, "member")
    assert desk.browser.opens(f"{desk.path}/answers/contact").status_code == 403
    assert "/answers/" not in desk.reads("answers")


def test_an_expired_form_tells_a_stranger_nothing(app: Flask, desk: Desk) -> None:
    late = app.test_client().post(f"{desk.path}/answers/you", data={"csrf_token": "old", "full_name": "x"})
    assert late.status_code == 302
