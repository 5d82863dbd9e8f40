"""The mail server is away: people are served all the same, and when it is back every promised mail arrives, none forgotten."""

import json
import sqlite3
import time
from collections import Counter
from contextlib import closing, contextmanager
from email import message_from_bytes, policy

import pytest

from tests.outbox.servers import RealServer
from tests.support.browser import Browser
from tests.support.forms import HELP, VOLUNTEER, Person
from tests.support.server import Service, free_port

STAFF = "officers@example.org"
WITHIN = 60.0
"""Seconds a queue of a few mails may take on a busy machine."""


@pytest.fixture
def port():
    """A port where the mail server will be; nothing listens there yet."""
    return free_port()


@pytest.fixture
def service(tmp_path, port):
    mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "staff_mail_to": STAFF}
    with Service(tmp_path, **mail) as running:
        yield running


def submits(service: Service, journey: str, email: str | None) -> str:
    person = Person(Browser(service.url), journey)
    page = "contact" if journey == HELP else "you"
    person.answers[page] = {**person.answers[page], "email": email}
    return person.submits()


def some_submissions(service: Service) -> tuple[list[str], list[str]]:
    """Six people send a form. Returns their references, and to whom a mail is owed."""
    people = [(HELP, "a@example.org"), (VOLUNTEER, "b@example.org"), (HELP, None), (VOLUNTEER, None)]
    people += [(HELP, "a@example.org"), (HELP, "c@example.org")]
    references = [submits(service, journey, email) for journey, email in people]
    return references, sorted([STAFF] * len(people) + [email for _, email in people if email])


def promises(service: Service) -> dict[str, str]:
    """State of each promised mail, by Message-ID."""
    with closing(sqlite3.connect(f"file:{service.database}?mode=ro", uri=True)) as database:
        return dict(database.execute("SELECT message_id, state FROM outbox_messages"))


def about_unsent(service: Service) -> list[str]:
    """The references about which mails still wait to be sent."""
    with closing(sqlite3.connect(f"file:{service.database}?mode=ro", uri=True)) as database:
        question = "SELECT DISTINCT about FROM outbox_messages WHERE state <> 'sent'"
        return [about for (about,) in database.execute(question)]


def outcomes(service: Service) -> list[str]:
    with closing(sqlite3.connect(f"file:{service.database}?mode=ro", uri=True)) as database:
        return [outcome for (outcome,) in database.execute("SELECT outcome FROM outbox_attempts ORDER BY id")]


@contextmanager
def soon(what: str):
    """Yields a check that is asked again and again: it fails when the time is over."""
    deadline = time.monotonic() + WITHIN

    def still() -> bool:
        assert time.monotonic() < deadline, what
        time.sleep(0.05)
        return True

    yield still


def wait_until(what: str, is_so) -> None:
    with soon(what) as still:
        while not is_so():
            still()


def arrived(server: RealServer) -> tuple[list[str], list[str]]:
    """Message-ID and recipient of everything that the server took."""
    letters = [message_from_bytes(letter, policy=policy.default) for letter in server.inbox.letters]
    return [str(letter["Message-ID"]) for letter in letters], [to for (to,) in server.inbox.recipients]


def everyone_got_their_mail(service: Service, server: RealServer, owed: list[str]) -> None:
    ids, recipients = arrived(server)
    promised = promises(service)
    assert set(promised.values()) == {"sent"}
    assert len(promised) == len(owed)  # a Message-ID for each promise
    assert set(ids) == set(promised)
    to = dict(zip(ids, recipients, strict=True))
    assert sorted(to.values()) == owed
    repeats = {each for each, count in Counter(ids).items() if count > 1}
    assert all(len({who for each, who in zip(ids, recipients, strict=True) if each == one}) == 1 for one in repeats)


def test_people_are_served_while_mail_is_refused(service):
    references, owed = some_submissions(service)
    assert len(set(references)) == len(references)
    wait_until("nothing was tried", lambda: outcomes(service))
    assert set(outcomes(service)) == {"later"}
    wait_until("a mail is stuck or given up", lambda: set(promises(service).values()) == {"queued"})
    assert len(promises(service)) == len(owed)
    said = service.runs("outbox", "status")
    assert said.returncode == 0
    assert f"queued   {len(owed):>6}" in said.stdout
    assert "ConnectionRefusedError" in said.stdout
    once = service.runs("outbox", "run", "--once")
    assert once.returncode == 1
    assert once.stderr.splitlines()[-1] == "Error: The mail server could not be used; `flask outbox status` says why."
    assert "Traceback" not in once.stderr + service.output
    assert [json.loads(line)["status"] for line in service.output.splitlines() if '"ms"' in line].count(500) == 0


def test_every_mail_arrives_by_hand_once_the_server_is_back(service, port):
    _, owed = some_submissions(service)
    wait_until("nothing was tried", lambda: outcomes(service))
    with RealServer(port=port) as server, soon("mails still wait") as still:
        # The service's own sender rests or sends beside: no mail is taken up by both.
        while about_unsent(service) and still():
            once = service.runs("outbox", "run", "--once")
            assert once.returncode == 0, once.stderr
            for reference in about_unsent(service):
                assert service.runs("outbox", "retry", reference).returncode == 0
        everyone_got_their_mail(service, server, owed)
    assert len(arrived(server)[0]) == len(owed), "nothing was lost on the way, so nothing was repeated"


def test_a_restart_finds_every_mail_that_waits(service, port):
    _, owed = some_submissions(service)
    wait_until("nothing was tried", lambda: outcomes(service))
    service.kill()
    with RealServer(port=port) as server:
        service.start()
        tried = outcomes(service).count("later")
        wait_until("what was not tried yet still waits", lambda: len(server.inbox.letters) >= len(owed) - tried)
        for reference in about_unsent(service):
            service.runs("outbox", "retry", reference)  # what was tried rests for a minute: now, please
        wait_until("mails still wait", lambda: set(promises(service).values()) == {"sent"})
        everyone_got_their_mail(service, server, owed)
