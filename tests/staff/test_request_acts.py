"""Nothing typed is lost: not by an expired page, not by a colleague who was quicker."""

from html import unescape

import pytest
from flask import Flask

from forms_service.help_requests import casework
from tests.support.desk import Desk, at_desk
from tests.support.office import events


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def test_two_officers_at_once_the_second_sees_what_changed(desk: Desk) -> None:
    seen = desk.sees()
    desk.story(lambda story: story.act(casework.assign, 1))
    desk.story(lambda story: story.goes("checking"))
    late = desk.sends("note", seen, text="اتصلت به اليوم")
    assert late.status_code == 409
    page = unescape(late.text)
    assert "ما تغيّر بعد أن فتحت الصفحة" in page
    changed = page[: page.index("<h1>")]
    assert "تغيّر من يعمل على الطلب" in changed
    assert "الحالة الآن: قيد المطابقة" in changed
    assert "وصل الطلب" not in changed
    assert "موظف 1" in changed
    again = desk.sends("note", text="اتصلت به اليوم")
    assert again.status_code == 303
    assert "اتصلت به اليوم" in desk.reads("notes")


def test_whoever_comes_back_to_a_form_without_it_lands_on_the_page(desk: Desk) -> None:
    assert desk.browser.opens(f"{desk.path}/assign").location == f"{desk.path}?tab=matching"


def test_an_expired_page_keeps_what_was_typed_and_does_nothing(desk: Desk) -> None:
    data = {"csrf_token": "old", "seen": "0", "text": "كتبتها قبل الغداء"}
    late = desk.browser.client.post(f"{desk.path}/note", data=data)
    assert late.status_code == 400
    assert "كتبتها قبل الغداء" in late.text
    assert events(desk.app, "note") == []


@pytest.mark.parametrize("act", ["note", "move/checking", "answer"])
def test_an_expired_form_tells_a_stranger_nothing(app: Flask, desk: Desk, act: str) -> None:
    late = app.test_client().post(f"{desk.path}/{act}", data={"csrf_token": "old", "seen": "0", "text": "x"})
    assert late.status_code == 302
    assert "سلمى" not in late.text


def test_a_form_without_its_revision_is_not_ours(desk: Desk) -> None:
    assert desk.sends("note", "x", text="ملاحظة").status_code == 400
