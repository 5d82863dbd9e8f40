"""Checklists and questions, as the page tells how far they are."""

import pytest
from flask import Flask

from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Question
from tests.support.desk import Desk, at_desk
from tests.support.office import events

ALL_MET = {
    "met-name": "yes",
    "met-document": "yes",
    "until-document": "12/06/1449",
    "met-contact": "yes",
    "met-need": "yes",
}


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def test_a_checklist_is_saved_with_dates_of_both_calendars(desk: Desk) -> None:
    assert desk.sends("mark", stage="matching", **ALL_MET).status_code == 303
    page = desk.reads()
    assert page.count('<span class="badge ok">صالح</span>') == 4
    assert 'value="11/11/2027"' in page
    marked = len(events(desk.app, "mark"))
    desk.sends("mark", stage="matching", **ALL_MET)
    assert len(events(desk.app, "mark")) == marked, "what did not change is not marked again"


def test_a_document_that_had_ended_on_the_day_of_submission_is_told(desk: Desk) -> None:
    desk.sends("mark", stage="matching", **{**ALL_MET, "until-document": "31/10/2026"})
    assert "غير سارٍ وقت التقديم" in desk.reads()
    desk.sends("mark", stage="matching", **{**ALL_MET, "until-document": "01/11/2026"})
    assert "غير سارٍ وقت التقديم" not in desk.reads()


def test_a_question_is_asked_answered_and_told(app: Flask) -> None:
    desk = at_desk(app, "reception", email="")
    desk.sends("question", question="هل الدروس في المساء؟")
    assert "أسئلة بلا جواب: 1" in desk.reads()
    (asked,) = desk.keeps(Question)
    refused = desk.sends("answer", question_id=str(asked.id), answer="")
    assert refused.status_code == 422
    assert f'<form method="post" action="{desk.path}/answer">' in refused.text
    desk.sends("answer", question_id=str(asked.id), answer="نعم، بحسب الجدول المتاح.")
    page = desk.reads()
    assert "نعم، بحسب الجدول المتاح." in page
    assert "توثيق وصول الجواب" in page
    desk.sends("told", question_id=str(asked.id), channel="phone")
    assert "أُبلغ به: مكالمة هاتفية" in desk.reads()


def test_what_was_noted_beside_an_item_is_read_there(desk: Desk) -> None:
    desk.story(
        lambda story: story.act(casework.mark, "matching", "need", is_met=False, note="لم يتضح عدد الكتب المطلوبة.")
    )
    page = desk.reads()
    assert '<span class="badge no">غير مطابق</span>' in page
    assert "لم يتضح عدد الكتب المطلوبة." in page


def test_what_registration_needs_is_done_or_not_done(desk: Desk) -> None:
    desk.story(lambda story: story.is_decided("accept").days_pass(20).goes("accepted").goes("registration"))
    assert desk.reads("service").count('<span class="badge draft">لم يُستكمل</span>') == 2
    desk.sends("mark", tab="service", stage="registration", **{"met-contact": "yes"})
    page = desk.reads("service")
    assert page.count('<span class="badge ok">تم</span>') == 1
    assert "صالح</span>" not in page
