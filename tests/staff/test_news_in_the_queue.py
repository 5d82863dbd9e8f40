"""What waits for staff beside the moves stands in the queue: what a person sent, and what was referred to the research officer."""

from flask import Flask

from forms_service.db import transaction
from forms_service.help_requests import casework, from_applicant
from tests.support.casework import START
from tests.support.desk import Desk, at_desk

QUESTION = "لماذا تُدرس الطلبات في لجنة؟"


def stands_in(desk: Desk, view: str) -> bool:
    return desk.path in lines(desk, view)


def lines(desk: Desk, view: str) -> str:
    return desk.browser.opens(f"/staff/?view={view}").text.partition("<tbody")[2]


def test_what_a_person_sent_stands_in_the_queue_until_it_is_read(app: Flask) -> None:
    desk = at_desk(app, "reception")
    desk.story(lambda story: story.is_checked().goes("waiting", public="كم كتابًا؟"))
    assert not stands_in(desk, "arrived")
    with app.app_context(), transaction() as session:
        from_applicant.send(session, desk.reference, "answer", "ثلاثة", is_own=True, now=START)
    assert stands_in(desk, "arrived")
    assert "وصل جديد" in lines(desk, "open"), "its line says so in every view"
    assert desk.sends("see").status_code == 303
    assert not stands_in(desk, "arrived")


def test_a_referral_stands_in_the_research_officers_queue_until_it_is_answered(app: Flask) -> None:
    desk = at_desk(app, "researcher")
    desk.story(lambda story: story.act(casework.ask, "متى يصل الرد؟"))
    assert not stands_in(desk, "referred"), "a question of the office's own"
    number = []
    desk.story(lambda story: number.append(story.act(casework.ask, QUESTION, is_referral=True)))
    assert stands_in(desk, "referred")
    assert desk.sends("answer", question_id=str(number[0]), answer="لأن السياسة تجعل القرار للجنة.").status_code == 303
    assert not stands_in(desk, "referred")
