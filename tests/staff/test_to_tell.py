"""What no mail can carry is told: the page says so, and with which words, until somebody has reached the person."""

from html import unescape

from flask import Flask

from forms_service.help_requests import casework
from forms_service.help_requests.committee import ACCEPT
from tests.support.casework import Story
from tests.support.desk import Desk, at_desk

UNTOLD = "لم يُبلَّغ صاحب الطلب بعد برسالة"


def raised(app: Flask, **record: str) -> Desk:
    desk = at_desk(app, "reception", **record)
    desk.story(Story.is_raised)
    return desk


def test_a_message_for_who_has_no_address_is_told_until_the_person_was_reached(app: Flask) -> None:
    desk = raised(app, email="")
    assert UNTOLD in desk.reads()
    messages = unescape(desk.reads("messages"))
    assert "رسالة تُبلَّغ بغير البريد" in messages
    assert "خلال مدة لا تقل عن أسبوعين" in messages, "the words to tell"
    desk.story(lambda story: story.act(casework.note_contact, "phone", was_reached=False))
    assert UNTOLD in desk.reads()
    desk.story(lambda story: story.act(casework.note_contact, "phone", was_reached=True))
    assert UNTOLD not in desk.reads()
    assert "رسالة تُبلَّغ بغير البريد" not in desk.reads("messages")


def test_a_reply_is_still_to_be_told_when_the_work_went_on(app: Flask) -> None:
    desk = at_desk(app, "reception", email="")
    desk.story(lambda story: story.is_decided(ACCEPT).days_pass(14).goes("accepted").goes("registration"))
    assert UNTOLD in desk.reads()


def test_what_has_ended_without_a_word_is_no_task(app: Flask) -> None:
    desk = at_desk(app, "reception", email="")
    desk.story(Story.is_refused)
    assert UNTOLD in desk.reads()
    desk.story(lambda story: story.act(casework.settle_survey, "no_way"))
    desk.story(lambda story: story.goes("closed"))
    assert UNTOLD not in desk.reads()


def test_who_has_an_address_or_is_not_written_to_is_no_task(app: Flask) -> None:
    assert UNTOLD not in raised(app).reads()


def test_a_move_that_says_nothing_leaves_nothing_to_tell(app: Flask) -> None:
    desk = at_desk(app, "reception", email="")
    desk.story(Story.is_checked)
    assert UNTOLD not in desk.reads()
