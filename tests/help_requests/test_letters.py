"""Which letter goes with which move."""

import pytest

from forms_service.db import db
from forms_service.help_requests import casework
from forms_service.help_requests.letters import BY_TARGET
from forms_service.help_requests.statuses import STATES
from tests.support.casework import Story, letters_about


def test_letters_are_about_states_that_exist():
    assert set(BY_TARGET) <= set(STATES)


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ({"code": "spam", "public": "لا يُرسل هذا"}, ["received"]),
        ({"code": "out_of_scope", "public": "هذا خارج ما تقدّمه الجمعية."}, ["received", "closed"]),
    ],
)
def test_whoever_sends_spam_is_not_written_to_and_others_are(office, words, letters):
    assert letters_about(Story().goes("closed", **words).reference) == letters


def test_an_explanation_goes_to_who_asked_and_is_written_down_where_there_is_no_address(office):
    story = Story(email="").is_checked()
    asked = story.act(casework.ask, "من يدرس طلبي؟")
    story.act(casework.answer, asked, "لجنة البحث.")
    db.session.rollback()
    question = db.session.get(casework.Question, asked)
    assert (letters_about(story.reference), question.told_at) == ([], None)
    story.act(casework.told, asked, "phone")
    db.session.rollback()
    assert db.session.get(casework.Question, asked).told_via == "phone"
