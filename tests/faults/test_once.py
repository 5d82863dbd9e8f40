"""One journey is one submission: a storm of clicks, two tabs, Back, a restart, a page that was left open. Nobody is scolded."""

import http.client
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine, text

from tests.support.browser import TIME_OUT, Browser
from tests.support.forms import HELP, VOLUNTEER, Person, token
from tests.support.postgres import store_of
from tests.support.server import Service

CLICKS = 50
FINAL = {HELP: "declaration", VOLUNTEER: "charter"}
TABLE = {HELP: "help_requests", VOLUNTEER: "volunteers"}
MAILS = 2  # to staff, and to the person, who gave an e-mail


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def service(request, tmp_path_factory):
    with store_of(request) as store, Service(tmp_path_factory.mktemp("once"), **store) as running:
        yield running


@pytest.fixture(scope="module")
def database(service):
    engine = create_engine(service.database_url)
    yield engine
    engine.dispose()


@pytest.fixture(params=[HELP, VOLUNTEER])
def person(request, service):
    """Somebody who has answered everything but the last page."""
    somebody = Person(Browser(service.url), request.param)
    somebody.goes_on_to(FINAL[somebody.journey])
    return somebody


@pytest.fixture
def stored(database, person):
    """How much this test has stored: (submissions, mails, events)."""

    def count() -> tuple[int, int, int]:
        tables = (TABLE[person.journey], "outbox_messages", "events WHERE act = 'submit'")
        with database.connect() as reading:
            return tuple(reading.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables)

    before = count()
    return lambda: tuple(now - then for now, then in zip(count(), before, strict=True))


def last_page(person: Person) -> bytes:
    """The body that sends the last page."""
    final = FINAL[person.journey]
    return urlencode({"csrf_token": token(person.opens(final).text), **person.answers[final]}).encode()


def test_fifty_clicks_at_once_make_one_submission_and_fifty_equal_replies(service, person, stored):
    body, cookie = last_page(person), "; ".join(f"{each.name}={each.value}" for each in person.client.cookies)
    together = threading.Barrier(CLICKS)

    def click(_number):
        line = http.client.HTTPConnection("127.0.0.1", service.port, timeout=TIME_OUT)
        with closing(line):
            line.connect()
            together.wait(TIME_OUT)
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            line.request("POST", f"{person.journey}/{FINAL[person.journey]}", body, headers)
            reply = line.getresponse()
            return reply.status, reply.headers["Location"], reply.read()

    with ThreadPoolExecutor(CLICKS) as pool:
        replies = Counter(pool.map(click, range(CLICKS)))
    assert [(status, where, count) for (status, where, _), count in replies.items()] == [
        (303, f"{person.journey}/done", CLICKS)
    ]
    assert stored() == (1, MAILS, 1)
    with ThreadPoolExecutor(8) as pool:
        tabs = [Person(person.client.another_tab(), person.journey) for _ in range(CLICKS)]
        assert len(set(pool.map(Person.reads_reference, tabs))) == 1
    assert stored() == (1, MAILS, 1)


def test_the_second_of_two_tabs_shows_the_reference_of_the_first(person, stored):
    body = last_page(person)
    other = Person(person.client.another_tab(), person.journey)
    other_body = last_page(other)
    earlier = {"csrf_token": token(other.opens("you").text), **other.answers["you"]}
    address = f"{person.journey}/{FINAL[person.journey]}"
    assert person.client.post(address, body).location == f"{person.journey}/done"
    reference = person.reads_reference()
    assert other.client.post(address, other_body).location == f"{person.journey}/done"
    assert other.reads_reference() == reference
    # A tab that stood on an earlier page is told the same, and makes no draft that could be sent again.
    assert other.client.post(f"{person.journey}/you", earlier).location == f"{person.journey}/done"
    assert other.reads_reference() == reference
    assert stored() == (1, MAILS, 1)


def test_a_restart_between_two_clicks_changes_nothing(service, person, stored):
    body, address = last_page(person), f"{person.journey}/{FINAL[person.journey]}"
    assert person.client.post(address, body).status_code == 303
    reference = person.reads_reference()
    assert service.stop() == 0
    service.start()
    assert person.client.post(address, body).location == f"{person.journey}/done"
    assert person.reads_reference() == reference
    assert stored() == (1, MAILS, 1)


@pytest.mark.parametrize("stale", ["", "another-token", None])
def test_a_late_repeat_with_a_stale_token_shows_the_confirmation(person, stored, stale):
    body, address = last_page(person), f"{person.journey}/{FINAL[person.journey]}"
    assert person.client.post(address, body).status_code == 303
    reference = person.reads_reference()
    late = {"csrf_token": stale, **person.answers[FINAL[person.journey]]}
    reply = person.client.post(address, {name: value for name, value in late.items() if value is not None})
    assert (reply.status_code, reply.location) == (303, f"{person.journey}/done")
    assert person.reads_reference() == reference
    assert stored() == (1, MAILS, 1)


def test_back_and_refresh_after_sending_show_the_same_reference(person, stored):
    person.answers_page(FINAL[person.journey])
    reference = person.reads_reference()
    assert person.opens("done").status_code == 200  # refresh
    for page in ("review", FINAL[person.journey]):  # Back
        reply = person.opens(page)
        assert (reply.status_code, reply.location) == (303, f"{person.journey}/done"), page
    assert person.reads_reference() == reference
    assert stored() == (1, MAILS, 1)


def test_another_journey_of_the_same_browser_is_another_submission(person, stored):
    person.answers_page(FINAL[person.journey])
    first = person.reads_reference()
    begin = "service" if person.journey == HELP else "you"
    assert person.opens(begin).status_code == 303  # a fresh start
    assert person.submits() != first
    assert stored() == (2, 2 * MAILS, 2)
