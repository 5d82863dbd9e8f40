"""Each small form of the request page does its one act, and refuses what cannot be taken, with everything typed still there."""

from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from forms_service.db import db, transaction
from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Check, Contact, Declaration, Delivery, Question
from forms_service.outbox.models import FAILED, QUEUED, OutboxMessage
from tests.support.casework import Story
from tests.support.desk import Desk, at_desk, refusal_of
from tests.support.office import events


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def test_a_request_is_given_to_me_to_another_and_to_nobody(desk: Desk) -> None:
    assert desk.sends("assign", to=str(desk.me)).location == f"{desk.path}?tab=matching&done=assign"
    assert "يعمل عليه: <bdi>هدى سالم</bdi>" in desk.reads()
    desk.sends("assign", to="1")
    assert "يعمل عليه: <bdi>موظف 1</bdi>" in desk.reads()
    desk.sends("assign", to="")
    assert "غير مسند إلى أحد" in desk.reads()
    assert [act for _who, act, _kind, _about in events(desk.app, "assign")] == ["assign"] * 3


def test_nobody_is_given_a_request_who_may_not_handle_it(desk: Desk) -> None:
    for number in ("2", "999"):
        assert desk.sends("assign", to=number).status_code == 404


@pytest.mark.parametrize("until", ["", "غدًا"])
def test_a_checklist_that_cannot_be_read_is_kept_as_it_was_filled_in(desk: Desk, until: str) -> None:
    refused = desk.sends(
        "mark", stage="matching", **{"met-document": "yes", "met-need": "yes", "until-document": until}
    )
    assert refused.status_code == 422
    assert "تاريخ" in refusal_of(refused)
    assert 'name="met-need" value="yes" checked' in refused.text
    assert f'aria-invalid="true" value="{until}"' in refused.text
    assert desk.keeps(Check) == []


def test_notes_are_for_staff_alone(desk: Desk) -> None:
    desk.sends("note", text="يفضّل الاتصال مساءً")
    page = desk.reads("notes")
    assert "يفضّل الاتصال مساءً" in page
    assert "لا تُرسل إلى صاحب الطلب" in page
    assert 'class="internal"' in page
    assert desk.sends("note", text=" ").status_code == 422


def test_a_try_to_reach_the_person_is_kept(desk: Desk) -> None:
    refused = desk.sends("contact", channel="phone", note="لم يرد أحد")
    assert refused.status_code == 422
    assert "لم يرد أحد" in refused.text
    assert '<option value="phone" selected>' in refused.text
    desk.sends("contact", channel="phone", reached="no", note="لم يرد أحد")
    (kept,) = desk.keeps(Contact)
    assert (kept.channel, kept.was_reached, kept.opened["note"]) == ("phone", False, "لم يرد أحد")


def test_informing_and_declaring_are_written_down_with_how(app: Flask) -> None:
    desk = at_desk(app, "reception", for_whom="other")
    assert '<span class="badge draft">ناقص</span> الإقرار' in desk.reads()
    assert desk.sends("declare", method="phone").status_code == 422
    desk.sends("declare", method="phone", signed_name="سلمى عبده")
    assert '<span class="badge ok">تم</span> الإقرار' in desk.reads()
    (kept,) = desk.keeps(Declaration)
    assert (kept.method, kept.is_own, kept.text_version, kept.opened["signed_name"]) == (
        "phone",
        True,
        "1",
        "سلمى عبده",
    )
    desk.sends("inform", channel="interview")
    assert '<p class="small">مقابلة، ' in desk.reads()


def test_a_declaration_on_paper_says_where_the_paper_is_and_when_it_was_signed(app: Flask) -> None:
    desk = at_desk(app, "reception", for_whom="other")
    assert "<q>أُقرّ بأن البيانات التي قدّمتها صحيحة" in desk.reads()
    paper = {"method": "paper", "signed_name": "سلمى عبده", "place": "الملف 12، الورقة 40"}
    for signed_on, said in (("", "اكتب تاريخ التوقيع"), ("1/1/2120", "بعد اليوم"), ("أمس", "لم نفهم التاريخ")):
        refused = desk.sends("declare", signed_on=signed_on, **paper)
        assert (refused.status_code, said in refusal_of(refused)) == (422, True)
        assert 'value="الملف 12، الورقة 40"' in refused.text
    assert desk.sends("declare", signed_on="1/11/2026", **{**paper, "place": ""}).status_code == 422
    desk.sends("declare", signed_on="١/١١/٢٠٢٦", **paper)
    (kept,) = desk.keeps(Declaration)
    assert (kept.opened["place"], kept.opened["signed_on"]) == ("الملف 12، الورقة 40", "2026-11-01")
    assert "الملف 12، الورقة 40" in desk.reads()


def test_a_referral_is_answered_by_who_explains_and_by_nobody_else(app: Flask, desk: Desk) -> None:
    desk.sends("refer", question="لم أفهم الإقرار")
    (asked,) = desk.keeps(Question)
    assert asked.is_referral
    assert desk.sends("answer", question_id=str(asked.id), answer="شرح").status_code == 403
    assert "مُحال للتوضيح" in desk.reads()


def test_a_researcher_answers_what_was_referred_and_nothing_else(app: Flask) -> None:
    desk = at_desk(app, "researcher")
    desk.story(lambda story: story.act(casework.ask, "ما الإقرار؟", is_referral=True))
    desk.story(lambda story: story.act(casework.ask, "متى الدرس؟"))
    referred, other = desk.keeps(Question)
    assert desk.sends("answer", question_id=str(other.id), answer="شرح").status_code == 403
    assert desk.sends("answer", question_id=str(referred.id), answer="شرح").status_code == 303


def test_a_question_of_another_request_is_not_answered_here(desk: Desk) -> None:
    with desk.app.app_context():
        elsewhere = Story().act(casework.ask, "متى؟")
    assert desk.sends("answer", question_id=str(elsewhere), answer="غدًا").status_code == 404


def test_the_service_is_planned_handed_over_and_rated(desk: Desk) -> None:
    desk.story(lambda story: story.is_decided("accept").days_pass(20).goes("accepted").goes("registration"))
    assert desk.sends("mark", "", tab="service", stage="registration", **{"met-contact": "yes", "met-place": "yes"}
                      ).location.startswith(f"{desk.path}?tab=service")  # fmt: skip
    desk.moves("delivering")
    assert desk.moves("delivered").status_code == 422
    desk.sends("plan_delivery", what="كتب بالأردية", amount="3 كتب")
    (part,) = desk.keeps(Delivery)
    assert desk.sends("hand_over", delivery_id=str(part.id), channel="interview").status_code == 422
    desk.sends("hand_over", delivery_id=str(part.id), channel="interview", receipt="وقّع سلمى")
    assert "وقّع سلمى" in desk.reads("service")
    assert desk.moves("delivered").status_code == 303
    assert desk.moves("closed").status_code == 422
    desk.sends("survey", note="invited")
    assert desk.moves("closed").status_code == 303
    assert desk.state == "closed"


def test_a_message_that_failed_is_sent_again(desk: Desk) -> None:
    with desk.app.app_context(), transaction() as session:
        for row in session.scalars(select(OutboxMessage)):
            row.state, row.next_try_at, row.attempts = FAILED, None, 9
        number = str(row.id)
    assert desk.reads("messages").count("إعادة الإرسال") == 2
    assert desk.sends("send_again", message=number).status_code == 303
    with desk.app.app_context():
        found = db.session.get(OutboxMessage, int(number))
        assert (found.state, found.attempts) == (QUEUED, 0)
    assert desk.sends("send_again", message="999").status_code == 404


def test_an_early_reply_is_the_managers_and_has_a_reason(app: Flask, desk: Desk) -> None:
    assert desk.sends("allow_early_reply", reason="سفر صاحب الطلب").status_code == 403
    assert events(app, "allow_early_reply") == []


def test_what_is_typed_stays_text(desk: Desk) -> None:
    desk.sends("note", text="<script>alert(1)</script>")
    page = desk.reads("notes")
    assert "<script" not in page
    assert "<script>alert(1)</script>" in unescape(page)
