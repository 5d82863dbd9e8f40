"""Another process holds what writers need: for a moment people wait, for long they are told, and nothing is lost or doubled.

Held is the place at the head of the queue, or the database itself, as by a program that knows nothing of the queue.
"""

import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from forms_service.db import WRITE_DEADLINE
from tests.support.browser import Browser
from tests.support.forms import HELP, VOLUNTEER, Person, token
from tests.support.server import Service

QUEUE = """
import fcntl, sys
file = open(sys.argv[1] + ".writers", "w")
fcntl.flock(file, fcntl.LOCK_EX)
"""
DATABASE = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
"""
UNTIL_TOLD = """
print("held", flush=True)
sys.stdin.readline()
"""
A_WHILE = 2.0
"""Seconds of a wait that people notice and that is not too long."""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with Service(tmp_path_factory.mktemp("locks"), send_in_process=False) as running:
        yield running


@pytest.fixture(params=[QUEUE, DATABASE], ids=["queue", "database"])
def held(request, service):
    """A block in which another process holds the lock; calling what it yields lets go of it earlier."""

    @contextmanager
    def hold():
        command = [sys.executable, "-c", request.param + UNTIL_TOLD, str(service.database)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, **pipes) as other:
            assert other.stdout.readline() == "held\n"
            yield lambda: other.communicate("let go\n")
            if other.poll() is None:
                other.communicate("let go\n")
        assert other.returncode == 0

    return hold


def stored(service: Service) -> dict[str, int]:
    tables = ("help_requests", "volunteers", "outbox_messages", "drafts", "events")
    with closing(sqlite3.connect(f"file:{service.database}?mode=ro", uri=True)) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def more(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {table: after[table] - before[table] for table in before if after[table] != before[table]}


@pytest.mark.parametrize(("journey", "final"), [(HELP, "declaration"), (VOLUNTEER, "charter")])
def test_a_held_lock_is_waited_for_and_the_form_is_stored(service, held, journey, final):
    person = Person(Browser(service.url), journey)
    person.goes_on_to(final)
    before = stored(service)
    with ThreadPoolExecutor(1) as pool, held() as let_go:
        sending = pool.submit(person.answers_page, final)
        time.sleep(A_WHILE)  # this is the fault: a lock that is held so long
        assert not sending.done()
        assert Browser(service.url).get(f"{journey}/").status_code == 200, "reading needs no lock"
        let_go()
        answer = sending.result(WRITE_DEADLINE * 2)
    assert (answer.status_code, answer.location) == (303, f"{journey}/done")
    assert person.reads_reference()
    room = {HELP: "help_requests", VOLUNTEER: "volunteers"}[journey]
    assert more(before, stored(service)) == {room: 1, "outbox_messages": 2, "drafts": -1, "events": 1}


def test_a_lock_held_too_long_is_said_in_time_and_what_was_typed_stays(service, held):
    person = Person(Browser(service.url))
    person.goes_on_to("need")
    last = Person(Browser(service.url), VOLUNTEER)
    last.goes_on_to("charter")
    page = {"csrf_token": token(person.opens("need").text), **person.answers["need"], "need": "بطانيات لأربعة أطفال"}
    charter = {"csrf_token": token(last.opens("charter").text), **last.answers["charter"]}
    before = stored(service)
    with held(), ThreadPoolExecutor(2) as pool:
        asked = time.monotonic()
        sending = [
            pool.submit(person.client.post, f"{HELP}/need", page),
            pool.submit(last.client.post, f"{VOLUNTEER}/charter", charter),
        ]
        answers = [each.result() for each in sending]
        waited = time.monotonic() - asked
        assert person.opens("you").status_code == 200, "reading needs no lock"
    for answer in answers:
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "الخدمة مشغولة الآن. ما كتبته باقٍ في هذه الصفحة" in answer.text
    assert "بطانيات لأربعة أطفال" in answers[0].text
    assert 'value="yes" checked' in " ".join(answers[1].text.split())
    assert WRITE_DEADLINE <= waited < WRITE_DEADLINE * 2, "one deadline for both, however many wait"
    assert more(before, stored(service)) == {}
    # The same page, sent again once the lock is free, does what it should have done.
    again = person.client.post(f"{HELP}/need", {**page, "csrf_token": token(answers[0].text)})
    assert again.status_code == 303
    assert "بطانيات لأربعة أطفال" in person.opens("need").text
    assert last.client.post(f"{VOLUNTEER}/charter", charter).location == f"{VOLUNTEER}/done"
    assert more(before, stored(service)) == {"volunteers": 1, "outbox_messages": 2, "drafts": -1, "events": 1}
    assert last.reads_reference()
