"""Which letter goes with which move."""

import pytest
from sqlalchemy import select

from forms_service.db import db
from forms_service.help_requests import casework
from forms_service.help_requests.from_applicant import mark_seen
from forms_service.help_requests.letters import BY_TARGET
from forms_service.help_requests.statuses import STATES
from forms_service.outbox.models import OutboxMessage
from forms_service.outbox.rendering import render
from tests.support.casework import Story, join, letters_about, objections_are_open


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


def test_a_refusal_speaks_of_objecting_only_where_the_board_allows_it_and_not_of_an_objection(office):
    way = "ولك أن تعترض على القرار مرة واحدة"

    def told(story):
        db.session.rollback()
        asked = select(OutboxMessage).where(OutboxMessage.about == story.reference)
        letter = db.session.scalars(asked.where(OutboxMessage.template == "help_requests/refused")).one()
        words = render(letter.message, office.extensions["association"])
        assert (way in words.text) is (way in words.html)
        return way in words.text

    assert not told(Story().is_refused())
    objections_are_open(office)
    first = Story().is_refused()
    assert told(first)
    join(9, 10)
    later = first.is_objected_to()
    later.act(mark_seen)
    later.is_raised().is_on_the_agenda((7, 9, 10))
    for number in (7, 9, 10):
        later.votes(number, "refuse")
    assert not told(later.is_recorded().days_pass(14).goes("refused"))
