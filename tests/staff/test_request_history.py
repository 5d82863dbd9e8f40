"""The story of a request is told whole, and in words."""

import re
from pathlib import Path

import pytest
from flask import Flask

import forms_service.help_requests as room
from forms_service.db import db
from forms_service.help_requests import casework
from forms_service.help_requests.committee import REFUSE
from forms_service.help_requests.from_applicant import TAKEN_IN
from forms_service.help_requests.independence import OPENED
from forms_service.help_requests.objections import OBJECTION
from forms_service.help_requests.queries import by_reference
from forms_service.staff.reading import PRINT, PRINT_WHOLE
from forms_service.staff.request_history import ACTS, since
from tests.support.casework import MEMBERS
from tests.support.desk import Desk, at_desk

NOTED = re.compile(r'(?:act=|note_change\(session, case, |_note\(session, item, )"([a-z_]+)"')


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def test_the_story_says_what_who_and_when(desk: Desk) -> None:
    desk.story(lambda story: story.is_checked().goes("waiting", public="ينقص جدول العمل."))
    desk.story(lambda story: story.act(casework.note_contact, "phone", was_reached=False, note="لم يرد"))
    told = re.sub(r"\s+", " ", desk.reads("history").partition("<h2>ما حدث")[2])
    assert '<strong>وصل الطلب</strong><p class="small">صاحب الطلب، الأحد، 1 نوفمبر 2026' in told
    assert '<strong>الحالة الآن: بانتظار مقدّم الطلب</strong><p class="small">موظف 1، ' in told
    assert 'لصاحب الطلب:</span> <bdi class="typed">ينقص جدول العمل.</bdi>' in told
    assert 'للموظفين:</span> <bdi class="typed">لم يرد</bdi>' in told
    assert told.index("وصل الطلب") < told.index("بانتظار مقدّم الطلب") < told.index("سُجّلت محاولة تواصل")


def test_what_the_committee_wrote_is_told_on_its_own_pages(app: Flask) -> None:
    desk = at_desk(app, "researcher")
    desk.story(lambda story: story.is_raised().is_on_the_agenda())
    for number in MEMBERS[:3]:
        desk.story(lambda story, number=number: story.votes(number, REFUSE))
    desk.story(lambda story: story.is_recorded(public="ليست من خدماتنا.", reason="سبق أن رُفض مثله."))
    told = desk.reads("history")
    assert "صدر القرار" in told
    assert "سبق أن رُفض مثله." not in told
    assert "ليست من خدماتنا." not in told, "not before the reply was sent"


def test_who_only_read_the_request_is_not_in_its_story(desk: Desk) -> None:
    assert desk.reads("history").count("<strong>") == desk.reads("history").count("<strong>") == 1


def test_every_act_on_a_request_has_its_words() -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(room.__file__).parent.glob("*.py"))
    lines = (line for source in sources for line in source.splitlines() if "committee_session" not in line)
    acts = {act for line in lines for act in NOTED.findall(line)} | {"refer", "question", "submit"}
    taken_out = {PRINT, PRINT_WHOLE}  # noted where it is read, not where it is changed
    sent = {f"sent_{kind}" for kind in (*TAKEN_IN, OBJECTION)}
    assert acts | taken_out | {OPENED} | sent == set(ACTS)


def test_what_changed_since_counts_every_act_and_nothing_else(desk: Desk) -> None:
    desk.story(lambda story: story.is_decided("more_information"))
    desk.story(lambda story: story.act(casework.ask, "متى؟"))
    desk.browser.opens(desk.path)
    with desk.app.app_context():
        case = by_reference(db.session, desk.reference)
        assert case is not None
        assert len(since(db.session, case, 0)) == case.revision > 10
        assert [act.what for act in since(db.session, case, case.revision - 1)] == ["سُجّل سؤال من صاحب الطلب"]
        assert since(db.session, case, case.revision) == []
