"""Steps 1 to 3 of the policy's procedure, as an officer meets them over HTTP: what holds a request in reception, and what does not."""

import pytest
from flask import Flask

from forms_service.help_requests.case_file import Question
from tests.support.casework import START
from tests.support.desk import Desk, at_desk, refusal_of

ALL_MET = {f"met-{item}": "yes" for item in ("name", "document", "contact", "need")}


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer with a request that she took and began to match."""
    desk = at_desk(app, "reception")
    desk.sends("assign", to=str(desk.me))
    desk.moves("checking")
    return desk


def matches(desk: Desk, until: str = "29/12/2030") -> None:
    desk.sends("mark", stage="matching", **{**ALL_MET, "until-document": until})


def test_no_request_leaves_reception_with_a_question_that_nobody_answered(desk: Desk) -> None:
    matches(desk)
    desk.sends("question", question="هل الدروس في المساء؟")
    refused = desk.moves("signed")
    assert refused.status_code == 422
    assert refusal_of(refused) == (
        "بقي سؤال لمقدّم الطلب بلا جواب. أجب عنه، أو أحِله إلى مسؤول البحث الاجتماعي. العدد: 1."
    )
    assert desk.state == "checking"
    (asked,) = desk.keeps(Question)
    desk.sends("answer", question_id=str(asked.id), answer="نعم، بحسب الجدول المتاح.")
    assert desk.moves("signed").status_code == 303


def test_a_document_that_had_ended_on_the_day_of_submission_holds_the_request(desk: Desk) -> None:
    for until in ("31/10/2026", "01/11/2026"):
        matches(desk, until)
        answer = desk.moves("signed")
        if until == "31/10/2026":
            assert START.date().isoformat() == "2026-11-01"
            assert refusal_of(answer) == (
                "البند «رقم الوثيقة وصلاحيتها وقت التقديم» لم يُطابَق، أو لم يكن ساريًا وقت التقديم. "
                "طابقه أو اطلب بديلًا عنه."
            )
    assert (answer.status_code, desk.state) == (303, "signed"), "on its last day it was still valid"


def test_a_request_reaches_the_committee_without_a_referral_and_with_an_open_one_that_is_shown(app: Flask) -> None:
    desk = at_desk(app, "reception", "researcher")
    desk.sends("assign", to=str(desk.me))
    desk.moves("checking")
    matches(desk)
    desk.sends("refer", question="ما معنى المطابقة؟")
    desk.moves("signed")
    assert desk.moves("committee").status_code == 303
    assert desk.state == "committee"
    page = desk.reads()
    assert "مُحال للتوضيح" in page
    assert "ما معنى المطابقة؟" in page
    (asked,) = desk.keeps(Question)
    desk.sends("answer", question_id=str(asked.id), answer="ننظر إلى أصل وثيقتك ونقارنه بما كتبته.")
    (told,) = desk.keeps(Question)
    assert (told.told_via, told.opened["answer"]) == ("email", "ننظر إلى أصل وثيقتك ونقارنه بما كتبته.")
