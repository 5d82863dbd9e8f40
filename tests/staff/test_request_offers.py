"""Which moves the page offers, and which of them is the main one."""

import re

import pytest
from flask import Flask

from forms_service.help_requests import casework
from forms_service.help_requests.committee import REFUSE
from tests.support.desk import Desk, at_desk


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def main_act(page: str) -> str:
    """The one filled button of the head."""
    head = page[page.index('class="row moves"') : page.index('class="two"')]
    found = re.findall(r'class="btn"[^>]*>([^<]+)<', head)
    assert len(found) <= 1, found
    return found[0] if found else ""


def test_the_main_act_follows_the_request(desk: Desk) -> None:
    assert main_act(desk.reads()) == "إسناده إليّ"
    desk.story(lambda story: story.act(casework.assign, 1))
    assert main_act(desk.reads()) == "بدء المطابقة"
    desk.moves("checking")
    assert main_act(desk.reads()) == "طلب استكمال"
    desk.story(lambda story: story.all_marked("matching"))
    assert main_act(desk.reads()) == "اكتمال المطابقة"
    desk.moves("signed")
    assert main_act(desk.reads()) == "رفع للجنة البحث"
    desk.moves("committee")
    assert main_act(desk.reads()) == ""
    assert desk.state == "committee"


def test_only_the_reply_that_was_decided_is_offered_and_not_too_early(app: Flask) -> None:
    desk = at_desk(app, "secretary")
    desk.story(lambda story: story.is_decided(REFUSE))
    page = desk.reads()
    assert "إرسال الرد بعدم القبول" in page
    assert "إرسال الرد بالقبول" not in page
    look = desk.browser.opens(f"{desk.path}/move/refused").text
    assert "لا تقدّم الجمعية هذه الخدمة." in look
    sent = desk.moves("refused")
    assert (sent.status_code, desk.state) == (303, "refused")  # long after the floor
