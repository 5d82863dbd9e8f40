"""Whoever forgot a number gets it at the address they gave; whoever guesses at a mobile learns nothing."""

import pytest
from sqlalchemy import select

from forms_service.db import db
from forms_service.outbox.models import OutboxMessage
from forms_service.tracking.reminders import MOST
from tests.support.casework import Story
from tests.support.forms import errors, token
from tests.support.office import events

FORGOTTEN = "/forms/track/forgotten"


@pytest.fixture
def forgets(app):
    """forgets(mobile): the answer to somebody who has lost the number."""
    client = app.test_client()

    def ask(mobile):
        return client.post(FORGOTTEN, data={"csrf_token": token(client.get(FORGOTTEN).text), "mobile": mobile})

    return ask


def reminders(app):
    with app.app_context():
        rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "help_requests/forgotten"))
        return [(row.about, row.message.recipient) for row in rows]


def stories(app, count, **record):
    with app.app_context():
        return [Story(**record).reference for _ in range(count)]


def test_the_newest_numbers_go_to_the_address_in_the_request(app, forgets):
    references = stories(app, MOST + 1)
    assert forgets("٠٥٠ ٠٠٠ ٠٠٠١").location == f"{FORGOTTEN}?sent=1"
    assert sorted(reminders(app)) == sorted((reference, "salma@example.org") for reference in references[1:])


def test_the_answer_is_the_same_whoever_asks(app, forgets):
    stories(app, 1)
    stories(app, 1, email="", for_whom="other")
    answers = [forgets(mobile) for mobile in ("0500000001", "0500000002", "0500000009")]
    assert {(answer.status_code, answer.location, answer.text) for answer in answers} == {
        (303, f"{FORGOTTEN}?sent=1", answers[0].text)
    }
    assert len(reminders(app)) == 1, "to no helper, and not without an address"
    assert len(events(app, "forgot")) == 3
    page = app.test_client().get(f"{FORGOTTEN}?sent=1").text
    assert "إن وجدنا لهذا الجوال طلبًا فيه بريد إلكتروني، أرسلنا رقمه إليه." in page


def test_what_is_no_mobile_is_said(app, forgets):
    answers = [forgets("12") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {422}
    assert set(errors(answers[0].text)) == {"mobile"}
    assert not events(app, "forgot")


def test_nobody_is_flooded_with_reminders(app, forgets):
    stories(app, 1)
    assert [forgets("0500000001").status_code for _ in range(4)] == [303, 303, 303, 429]
    assert forgets("0500000009").status_code == 303, "others are not held up"
    assert len(reminders(app)) == 3


def test_an_expired_token_keeps_the_mobile_and_sends_nothing(app):
    answer = app.test_client().post(FORGOTTEN, data={"mobile": "0500000001"})
    assert answer.status_code == 400
    assert 'value="0500000001"' in answer.text
    assert not events(app, "forgot")
