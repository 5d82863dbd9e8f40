"""Doubtful submissions: stored, promised and mailed like any other, with the doubt for staff to see."""

from datetime import UTC, datetime, timedelta

import limits
import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from forms_service.db import db, transaction
from forms_service.formkit import drafts
from forms_service.help_requests.models import HelpRequest
from forms_service.outbox.models import OutboxMessage
from forms_service.volunteers.models import Volunteer
from forms_service.web import doubts
from forms_service.web import limits as web_limits
from tests.support.forms import HELP, VOLUNTEER, Person

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PAGES = 2  # a volunteer's pages after the first, the last one included
SLOWLY = timedelta(seconds=60)
ENOUGH = timedelta(seconds=doubts.SECONDS_A_PAGE * PAGES)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def volunteers(app: Flask, clock, taking: timedelta = SLOWLY, address: str = "127.0.0.1") -> Person:
    """Somebody volunteers, from first page to last in this time."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    person = Person(client, VOLUNTEER)
    person.goes_on_to("charter")
    clock.shift(taking)
    assert person.answers_page("charter").status_code == 303
    return person


def doubts_of(app: Flask, kind: type[HelpRequest | Volunteer] = Volunteer) -> list[str | None]:
    with app.app_context():
        return list(db.session.scalars(select(kind.doubt).order_by(kind.id)))


@pytest.mark.parametrize(
    ("taking", "doubt"),
    [(timedelta(0), "fast"), (ENOUGH - timedelta(milliseconds=1), "fast"), (ENOUGH, None), (timedelta(days=6), None)],
)
def test_who_is_faster_than_people_is_doubted(app, clock, taking, doubt):
    volunteers(app, clock, taking)
    assert doubts_of(app) == [doubt]


@pytest.mark.parametrize(
    ("for_whom", "signed", "pages"), [("self", "سلمى عبده", 5), ("other", "خالد أحمد", 6)], ids=["self", "other"]
)
def test_a_longer_journey_takes_people_longer(app, clock, for_whom, signed, pages):
    for seconds in (doubts.SECONDS_A_PAGE * pages - 0.1, doubts.SECONDS_A_PAGE * pages):
        person = Person(app.test_client(), HELP)
        person.answers["service"] = {**person.answers["service"], "for_whom": for_whom}
        person.answers["declaration"] = {**person.answers["declaration"], "signed_name": signed}
        person.goes_on_to("declaration")
        clock.shift(timedelta(seconds=seconds))
        assert person.answers_page("declaration").status_code == 303
    assert doubts_of(app, HelpRequest) == ["fast", None]


def test_a_draft_that_an_older_release_began_is_not_doubted(app, clock):
    person = Person(app.test_client(), VOLUNTEER)
    person.goes_on_to("charter")
    with person.client.session_transaction() as session:
        key = session["journeys"]["volunteer"]
    with app.app_context(), transaction() as session:
        found = drafts.key_hash("volunteer", key)
        seen = drafts.find(session, found, NOON)
        kept = drafts.opened(seen, found)
        del kept["started_at"]
        drafts.keep(session, "volunteer", found, drafts.seal(kept, found), seen=seen, now=NOON, days=7)
    assert person.answers_page("charter").status_code == 303
    assert person.reads_reference()
    assert doubts_of(app) == [None]


def test_the_twenty_first_form_of_an_hour_from_one_address_is_doubted(app, clock):
    for _ in range(21):
        volunteers(app, clock, ENOUGH)
    volunteers(app, clock, address="192.0.2.7")
    assert doubts_of(app) == [None] * 20 + ["many", None]


def test_a_form_that_is_sent_again_is_counted_once(app, clock, monkeypatch):
    monkeypatch.setattr(web_limits, "SENT_FROM_ONE_ADDRESS", limits.parse("2 per hour"))
    first = volunteers(app, clock)
    for _ in range(3):
        assert first.client.post(f"{VOLUNTEER}/charter", data={"charter": "yes"}).status_code == 303
    volunteers(app, clock)
    volunteers(app, clock)
    assert doubts_of(app) == [None, None, "many"]


@pytest.mark.parametrize("shown", ["أُرسل أسرع من المعتاد", "أُرسل مع نماذج كثيرة من عنوان واحد"])
def test_staff_are_mailed_and_see_the_doubt(app, colleague, monkeypatch, shown):
    if "أسرع" not in shown:
        monkeypatch.setattr(doubts, "SECONDS_A_PAGE", 0)
        monkeypatch.setattr(web_limits, "SENT_FROM_ONE_ADDRESS", limits.parse("1 per hour"))
        Person(app.test_client(), VOLUNTEER).submits()
    reference = Person(app.test_client(), VOLUNTEER).submits()
    with app.app_context():
        found = db.session.scalars(select(OutboxMessage.template).where(OutboxMessage.about == reference))
        assert sorted(found) == ["volunteers/for_staff", "volunteers/welcome"]
        assert db.session.scalar(select(func.count()).where(Volunteer.doubt.is_not(None))) == 1
    for page in ("/staff/volunteers/", f"/staff/volunteers/{reference}"):
        assert f'<span class="badge draft">{shown}</span>' in colleague.opens(page).text


def test_a_reference_is_shown_like_any_other(app):
    person = Person(app.test_client(), VOLUNTEER)
    assert person.submits()
    assert "أسرع" not in person.opens("done").text
