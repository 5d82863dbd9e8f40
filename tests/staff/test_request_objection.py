"""On the page of a request: writing an objection down for the person, what parties may do with it, and who stands in."""

import re

import pytest
from flask import Flask

from forms_service.accounts.models import Staff
from forms_service.db import db, transaction
from forms_service.help_requests import casework, objections, queries
from forms_service.help_requests.moves import OFFICER
from forms_service.help_requests.procedure import Actor
from tests.support.casework import WHY_NOT, Story, objections_are_open
from tests.support.desk import Desk, at_desk, refusal_of
from tests.support.office import events

PARTY = "سبق العمل على الطلب الأول أو التصويت عليه، فلا يعمل صاحب ذلك على الاعتراض عنه ولا يصوّت. أسنده إلى غيره."


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer who did nothing on the request before them, which was refused."""
    objections_are_open(app)
    desk = at_desk(app, "reception")
    desk.story(lambda story: story.is_refused())
    return desk


def its_objection(desk: Desk) -> str:
    """The number of the objection; empty where there is none."""
    with desk.app.app_context():
        first = queries.by_reference(db.session, desk.reference)
        assert first
        found = objections.objection_to(db.session, first)
        return found.reference if found else ""


def worked_on(desk: Desk) -> None:
    """The officer at this desk did something on the first request."""
    me = Actor(f"staff:{desk.me}", frozenset({OFFICER}))
    desk.story(lambda story: story.act(casework.write_note, "اتصلت به", by=me))


def test_an_officer_writes_an_objection_down_and_both_pages_lead_to_the_other(desk: Desk) -> None:
    assert "تسجيل اعتراض صاحب الطلب" in desk.reads()
    assert desk.sends("objection", text=WHY_NOT, channel="phone").location == f"{desk.path}?tab=matching&done=objection"
    later = its_objection(desk)
    page = desk.reads()
    assert f'href="/staff/help-requests/{later}"' in page
    assert "تسجيل اعتراض صاحب الطلب" not in page
    objection = Desk(desk.app, desk.browser, later, desk.me)
    page = objection.reads()
    assert f'href="{desk.path}"' in page
    assert WHY_NOT in page
    assert "لا تقدّم الجمعية هذه الخدمة." in page, "the reason that is objected to"
    assert "فلا تعمل على الاعتراض عنه" not in page
    assert objection.sends("assign", to=str(desk.me)).status_code == 303
    assert objection.moves("checking").status_code == 303
    assert "فُتح اعتراض على القرار في طلب جديد" in desk.reads("history")
    assert "اعترض صاحب الطلب على قرار طلبه الأول" in objection.reads("history")
    assert [event[3] for event in events(desk.app, "objection")] == [desk.reference]


def test_what_the_person_wrote_stands_once_on_the_page_before_it_is_read_and_after(desk: Desk) -> None:
    desk.story(Story.is_objected_to)
    objection = Desk(desk.app, desk.browser, its_objection(desk), desk.me)
    page = objection.reads()
    assert "وصل من صاحب الطلب" in page
    assert page.count(WHY_NOT) == 1
    assert objection.sends("see").status_code == 303
    page = objection.reads()
    assert "وصل من صاحب الطلب" not in page
    assert page.count(WHY_NOT) == 1
    assert "ما كتبه صاحب الاعتراض" in page


def test_what_is_missing_is_said_and_what_was_typed_stays(desk: Desk) -> None:
    refused = desk.sends("objection", text=WHY_NOT, channel="")
    assert (refused.status_code, refusal_of(refused)) == (422, "اختر القناة.")
    assert WHY_NOT in refused.text
    assert its_objection(desk) == ""


def test_without_the_boards_word_the_page_knows_no_objection(app: Flask) -> None:
    desk = at_desk(app, "reception")
    desk.story(lambda story: story.is_refused())
    assert "اعتراض" not in re.sub(r"<select.*?</select>", "", desk.reads(), flags=re.DOTALL)
    refused = desk.sends("objection", text=WHY_NOT, channel="phone")
    assert refusal_of(refused) == "لا تستقبل الجمعية اعتراضًا الآن. لصاحب الطلب أن يطلب شرح السبب، أو أن يشكو."


def test_a_request_that_was_not_refused_takes_none(app: Flask) -> None:
    objections_are_open(app)
    desk = at_desk(app, "reception")
    assert "تسجيل اعتراض" not in desk.reads()
    refused = desk.sends("objection", text=WHY_NOT, channel="phone")
    assert refusal_of(refused).startswith("لا يُعترض إلا على طلب أُرسل الرد عليه بعدم القبول.")


def test_who_handled_the_first_hands_the_objection_to_somebody_else(desk: Desk) -> None:
    worked_on(desk)
    desk.sends("objection", text=WHY_NOT, channel="phone")
    objection = Desk(desk.app, desk.browser, its_objection(desk), desk.me)
    page = objection.reads()
    assert "عملت على الطلب الأول أو صوّتّ عليه، فلا تعمل على الاعتراض عنه. أسنده إلى غيرك." in page
    assert "إسناده إليّ" not in page
    assert "/move/" not in page, "no act is offered that would be refused"
    for form in ({"to": str(desk.me)}, {"to": "1"}):
        assert refusal_of(objection.sends("assign", **form)) == PARTY
    for refused in (
        objection.sends("mark", stage="matching", **{"met-name": "yes"}),
        objection.moves("withdrawn", "preview", reason="طلب"),
    ):
        assert refusal_of(refused) == PARTY
    with desk.app.app_context(), transaction() as session:
        session.get_one(Staff, 8).role_names = ["reception"]
    assert objection.sends("assign", to="8").status_code == 303


def test_the_manager_stands_in_only_where_nobody_who_handles_requests_is_independent(desk: Desk) -> None:
    desk.sends("objection", text=WHY_NOT, channel="phone")
    objection = Desk(desk.app, desk.browser, its_objection(desk), desk.me)
    with desk.app.app_context(), transaction() as session:
        session.get_one(Staff, 3).role_names = ["manager"]
    assert objection.sends("assign", to="3").status_code == 404, "the officer at this desk is independent"
    worked_on(desk)
    assert '<option value="3"' in objection.reads()
    assert objection.sends("assign", to="3").status_code == 303


def test_who_stands_in_leads_that_objection_and_no_other_request(app: Flask) -> None:
    objections_are_open(app)
    desk = at_desk(app, "manager")
    desk.story(lambda story: story.is_refused())
    with app.app_context():
        story = Story.of(desk.reference, Story().now).is_objected_to()
        other = Story().reference
    objection = Desk(app, desk.browser, story.reference, desk.me)
    assert objection.sends("mark", seen="1", stage="matching").status_code == 403
    with app.app_context():
        story.act(casework.assign, desk.me)
    assert objection.moves("checking").status_code == 303
    assert objection.sends("mark", stage="matching", **{"met-name": "yes"}).status_code == 303
    for foreign in (desk.reference, other):
        foreign_desk = Desk(app, desk.browser, foreign, desk.me)
        assert foreign_desk.sends("mark", seen="1", stage="matching").status_code == 403
        assert foreign_desk.sends("assign", seen="1", to=str(desk.me)).status_code == 403
