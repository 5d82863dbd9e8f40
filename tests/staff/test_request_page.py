"""The page of a help request: what it shows of a case, and how an act leads through it."""

import re

import pytest
from flask import Flask

from forms_service.db import transaction
from forms_service.help_requests import casework, from_applicant
from forms_service.references import show_reference
from tests.support.casework import START
from tests.support.desk import Desk, at_desk

TABS = ("matching", "answers", "messages", "notes", "history")


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def test_each_tab_opens_and_shows_its_part(desk: Desk) -> None:
    for tab, part in zip(
        TABS, ("المطابقة وقت التقديم", "من أنت؟", "سجل الإرسال", "ملاحظات داخلية", "ما حدث"), strict=True
    ):
        page = desk.reads(tab)
        assert f"<h2>{part}</h2>" in page
        assert page.count('aria-current="page"') == 1


def test_the_head_says_who_what_and_where_it_stands(desk: Desk) -> None:
    page = desk.reads()
    assert f'<h1>طلب <bdi dir="ltr" class="code">{show_reference(desk.reference)}</bdi></h1>' in page
    for shown in ("سلمى عبده", "كتب ومواد مترجمة", '<span class="badge">مستلَم</span>', "غير مسند إلى أحد"):
        assert shown in page


def test_the_four_tools_are_on_every_page_of_the_request(desk: Desk) -> None:
    for tab in TABS:
        page = desk.reads(tab)
        for address in (
            "/documents/bylaws/",
            "/documents/social-research-guide/",
            "/documents/support-policy-guide/",
            "/forms/help-request/",
        ):
            assert f'<a href="{address}">' in page


def test_no_id_stands_twice_and_nothing_is_inline(desk: Desk) -> None:
    desk.story(lambda story: story.act(casework.ask, "من يدرس طلبي؟"))
    desk.story(lambda story: story.act(casework.ask, "متى؟", is_referral=True))
    for tab in TABS:
        page = desk.reads(tab)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert re.search(r"<style|<script|\sstyle=|\son[a-z]+=|javascript:", page) is None
        for label in re.findall(r'<label[^>]* for="([^"]+)"', page):
            assert label in ids


def test_a_tab_that_is_none_is_the_first(desk: Desk) -> None:
    assert "المطابقة وقت التقديم" in desk.reads("nonsense")


def test_who_only_reads_gets_no_forms_but_the_note(app: Flask) -> None:
    desk = at_desk(app, "member")
    for tab in TABS:
        page = desk.reads(tab)
        acts = set(re.findall(r'action="/staff/help-requests/\d+/([a-z_]+)', page))
        assert acts <= {"note", "mark", "paper"}
        assert "حفظ المطابقة" not in page


def test_what_the_person_sent_stands_on_top_until_somebody_read_it(desk: Desk) -> None:
    with desk.app.app_context(), transaction() as session:
        from_applicant.send(session, desk.reference, "answer", "أعمل حتى الخامسة مساءً.", is_own=True, now=START)
    page = desk.reads("notes")
    assert "وصل من صاحب الطلب" in page
    assert "أعمل حتى الخامسة مساءً." in page
    assert desk.sends("see").status_code == 303
    assert "وصل من صاحب الطلب" not in desk.reads()
    assert "أعمل حتى الخامسة مساءً." in desk.reads("history")
