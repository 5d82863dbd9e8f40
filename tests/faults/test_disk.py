"""The disk is full, or read-only: people read and track, who writes is told and keeps what was typed, and no record is half."""

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.disks import Disk, small_disk
from tests.support.browser import Browser, Reply
from tests.support.forms import HELP, VOLUNTEER, Person, token
from tests.support.server import Service

PASSWORD = "بيت قديم فيه نافذة"
NEED = "بطانيات لأربعة أطفال، فالبيت بارد"
SPACE = {"full": Disk.full, "read-only": Disk.read_only}


@dataclass
class House:
    """A service on a small disk of its own."""

    service: Service
    disk: Disk


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with small_disk(tmp_path / "var", "8m") as disk, Service(tmp_path, send_in_process=False) as service:
        yield House(service, disk)


def rows(service: Service, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{service.database}?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()


def everything_is_whole(service: Service, references: set[str]) -> None:
    """Exactly these are stored, each with its messages and its event."""
    assert rows(service, "PRAGMA integrity_check") == [("ok",)]
    stored = rows(service, "SELECT reference FROM help_requests UNION ALL SELECT reference FROM volunteers")
    assert sorted(stored) == sorted((reference,) for reference in references)
    told = rows(service, "SELECT about FROM outbox_messages WHERE template LIKE '%/for_staff'")
    assert sorted(told) == sorted(stored)
    assert sorted(rows(service, "SELECT subject FROM events WHERE act = 'submit'")) == sorted(stored)


def tracks(service: Service, reference: str) -> Reply:
    browser = Browser(service.url)
    lookup = {"reference": reference, "mobile": "0500000001"}
    found = browser.post("/forms/track/", {"csrf_token": token(browser.get("/forms/track/").text), **lookup})
    return browser.get(found.headers["Location"])


def signs_in(service: Service) -> Browser:
    create = ("staff", "create", "officer@example.org", "--name", "موظفة العلاقات", "--role", "reception")
    assert service.runs(*create, "--password-stdin", stdin=PASSWORD).returncode == 0
    officer = Browser(service.url)
    page = officer.get("/staff/sign-in").text
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    form = {"csrf_token": csrf, "email": "officer@example.org", "password": PASSWORD}
    assert officer.post("/staff/sign-in", form).status_code == 302
    return officer


def is_told_and_keeps_what_was_typed(answer: Reply, typed: str) -> None:
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "ما كتبته باقٍ في هذه الصفحة، ولم يُرسل بعد" in answer.text
    assert typed in answer.text


@pytest.mark.parametrize("trouble", SPACE)
def test_reading_works_writing_waits_and_all_is_well_again(house, trouble):
    service = house.service
    reference = Person(Browser(service.url)).submits()
    officer = signs_in(service)
    typing, sending = Person(Browser(service.url)), Person(Browser(service.url), VOLUNTEER)
    typing.goes_on_to("need")
    sending.goes_on_to("charter")
    page = {"csrf_token": token(typing.opens("need").text), **typing.answers["need"], "need": NEED}

    with SPACE[trouble](house.disk):
        for address in ("/healthz", f"{HELP}/", f"{VOLUNTEER}/", f"{HELP}/service", "/forms/track/", "/staff/sign-in"):
            assert Browser(service.url).get(address).status_code == 200, address
        assert "سلمى عبده" in typing.opens("you").text
        assert "مستلَم" in tracks(service, reference).text
        is_told_and_keeps_what_was_typed(typing.client.post(f"{HELP}/need", page), NEED)
        is_told_and_keeps_what_was_typed(sending.answers_page("charter"), 'name="charter"')
        assert Person(Browser(service.url)).answers_page("service").status_code == 503
        # A record is not shown where the look at it cannot be written down.
        assert officer.get(f"/staff/help-requests/{reference}").status_code == 503
        with ThreadPoolExecutor(8) as pool:  # connections that are opened now, read-only, may not stay so
            seen = pool.map(lambda _: typing.client.another_tab().get(f"{HELP}/you").status_code, range(32))
        assert set(seen) == {200}
        everything_is_whole(service, {reference})

    assert typing.client.post(f"{HELP}/need", page).status_code == 303
    assert NEED in typing.opens("need").text
    references = {reference, *(Person(Browser(service.url)).submits() for _ in range(4))}
    assert sending.answers_page("charter").location == f"{VOLUNTEER}/done"
    references.add(sending.reads_reference())
    assert officer.get(f"/staff/help-requests/{reference}").status_code == 200
    everything_is_whole(service, references)
    assert service.stop() == 0
    assert "Traceback" not in service.output


def test_what_is_answered_while_the_disk_fills_up_is_stored(house):
    """Nobody knows which write is the first that does not fit: each is either shown and stored, or neither."""
    service = house.service
    people = [Person(Browser(service.url), VOLUNTEER) for _ in range(12)]
    for person in people:
        person.goes_on_to("charter")
    pages = [{"csrf_token": token(person.opens("charter").text), "charter": "yes"} for person in people]
    free = house.disk.path / "ballast"
    free.write_bytes(b"\0" * 4096 * 80)
    with house.disk.full():
        free.unlink()  # room for a few, not for all
        answers = [person.client.post(f"{VOLUNTEER}/charter", page) for person, page in zip(people, pages, strict=True)]
        shown = {person.reads_reference() for person, each in zip(people, answers, strict=True) if each.location}
        assert {each.status_code for each in answers} == {303, 503}
        everything_is_whole(service, shown)
    for person, page in zip(people, pages, strict=True):
        assert person.client.post(f"{VOLUNTEER}/charter", page).location == f"{VOLUNTEER}/done"
    everything_is_whole(service, {person.reads_reference() for person in people})


def test_a_full_mail_folder_delays_mail_and_nothing_else(tmp_path):
    with Service(tmp_path, send_in_process=False) as service, small_disk(service.data / "mail", "64k") as disk:
        with disk.full():
            references = [Person(Browser(service.url), journey).submits() for journey in (HELP, VOLUNTEER)]
            once = service.runs("outbox", "run", "--once")
            assert once.stdout == "sent 0, put off 1, failed 0\n"
            assert "mail folder: No space left on device" in service.runs("outbox", "status").stdout
            everything_is_whole(service, set(references))
        assert set(rows(service, "SELECT state FROM outbox_messages")) == {("queued",)}
        service.runs("outbox", "retry", references[0])  # the one that was tried rests for a minute: now, please
        assert service.runs("outbox", "run", "--once").stdout == "sent 4, put off 0, failed 0\n"
        assert sorted(file.suffix for file in disk.path.iterdir()) == [".eml"] * 4
