"""What stands beside a request: what is missing, the declaration, the floor of the reply, other requests."""

from html import unescape

import pytest
from flask import Flask

from forms_service.db import db
from forms_service.help_requests import casework
from forms_service.help_requests.queries import by_reference
from tests.support.casework import Story
from tests.support.desk import Desk, at_desk


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def test_what_is_missing_before_the_committee_is_named_and_then_done(desk: Desk) -> None:
    page = desk.reads()
    side = page[page.index("قبل رفعه إلى لجنة البحث") :]
    assert '<span class="badge draft">ناقص</span> اكتمال المطابقة' in side
    assert '<span class="badge ok">تم</span> إبلاغه بمدة الرد' in side
    desk.story(lambda story: story.is_checked())
    assert '<span class="badge ok">تم</span> اكتمال المطابقة' in desk.reads()


def test_other_requests_of_the_same_person_are_one_click_away(desk: Desk) -> None:
    with desk.app.app_context():
        other = Story().reference
        stranger = Story(id_number="2900000015").reference  # the same mobile
    page = desk.reads()
    assert "طلبات أخرى للشخص نفسه" in page
    assert f"/staff/help-requests/{other}" in page
    assert f"/staff/help-requests/{stranger}" in page


def test_the_reply_is_held_and_the_page_says_until_when(app: Flask) -> None:
    desk = at_desk(app, "manager", name="مديرة")
    desk.story(lambda story: story.is_raised())
    page = desk.reads()
    assert "لا يُرسل الرد قبل الأحد، 15 نوفمبر 2026" in page
    assert desk.sends("allow_early_reply", reason="سفر صاحب الطلب").status_code == 303
    assert "لا يُرسل الرد قبل" not in desk.reads()
    assert "سفر صاحب الطلب" in unescape(desk.reads("notes"))


def test_a_declaration_that_holds_no_more_says_what_to_tell(desk: Desk) -> None:
    assert "تغيّرت بيانات بعد الإقرار" not in desk.reads()
    with desk.app.app_context():
        case = by_reference(db.session, desk.reference)
        assert case is not None
        assert case.signed_hash is not None
    desk.story(lambda story: story.act(casework.write_note, "لا يمس الإجابات"))
    assert "تغيّرت بيانات بعد الإقرار" not in desk.reads()
