import logging
import threading
from collections import Counter
from datetime import timedelta
from email import message_from_bytes

import pytest

from forms_service import clock
from forms_service.db import transaction
from forms_service.errors import StorageUnavailable
from forms_service.outbox import queue, sender
from forms_service.outbox.models import OutboxMessage
from forms_service.outbox.sender import Round, Sender, send_due
from tests.outbox.conftest import NOW, attempts, promise_mail, rows
from tests.outbox.servers import HANG_UP, SILENT, RealServer, ScriptedServer, free_port
from tests.support.postgres import both_databases

pytestmark = both_databases

MINUTE = timedelta(minutes=1)
A_WHILE = 30  # seconds: the longest wait for another thread or process; never waited out when all is well


def ids(letters):
    return Counter(message_from_bytes(letter)["Message-ID"] for letter in letters)


def states():
    return Counter(row.state for row in rows())


def test_what_was_promised_is_sent_once(app_with):
    with RealServer() as server:
        app_with(server)
        promised = [promise_mail() for _ in range(5)]
        assert send_due(now=NOW) == Round(sent=5)
        assert send_due(now=NOW + timedelta(days=3)) == Round()
        assert ids(server.inbox.letters) == Counter(promised)
    assert states() == {"sent": 5}
    assert attempts() == [("sent", "")] * 5


def test_a_round_ends_at_its_limit_and_when_it_is_asked_to(app_with):
    with RealServer() as server:
        app_with(server)
        for _ in range(5):
            promise_mail()
        assert send_due(now=NOW, limit=2).sent == 2
        assert send_due(now=NOW, stopping=lambda: True).sent == 0


def test_mail_refused_while_the_server_was_away_is_all_accepted_when_it_is_back(app_with):
    port = free_port()
    app_with(port)
    promised = [promise_mail() for _ in range(20)]
    for minutes in range(5):
        done = send_due(now=NOW + minutes * MINUTE)
        assert (done.sent, done.failed, done.server_away) == (0, 0, True)
    with RealServer(port=port) as server:
        assert send_due(now=NOW + timedelta(hours=3)) == Round(sent=20)
        assert ids(server.inbox.letters) == Counter(promised)
    assert states() == {"sent": 20}


def test_a_server_that_is_away_is_asked_once_a_round_not_once_a_message(app_with):
    with ScriptedServer({"GREETING": SILENT}) as server:
        app_with(server, smtp_timeout=0.3)
        for _ in range(10):
            promise_mail()
        assert send_due(now=NOW) == Round(later=1, server_away=True)
        assert server.connections == 1
    assert states() == {"queued": 10}


def test_451_is_tried_again_after_a_minute(app_with):
    with ScriptedServer({"RCPT": "451 4.7.1 greylisted"}, {}) as server:
        app_with(server)
        promise_mail()
        assert send_due(now=NOW) == Round(later=1)
        assert send_due(now=NOW + timedelta(seconds=59)) == Round()
        assert send_due(now=NOW + 2 * MINUTE) == Round(sent=1)
        assert len(server.taken) == 1
    assert attempts() == [("later", "451 4.7.1 greylisted"), ("sent", "")]


def test_550_fails_at_once_with_its_reason_and_without_the_person(app_with, caplog):
    caplog.set_level(logging.DEBUG)
    with ScriptedServer({"RCPT": "550 5.1.1 <salma.k@example.org> (Salma Khan, 0500000000) unknown"}) as server:
        app_with(server)
        promise_mail(to="salma.k@example.org", name="Salma Khan")
        assert send_due(now=NOW) == Round(failed=1)
        assert send_due(now=NOW + timedelta(hours=1)) == Round()
    [row] = rows()
    assert (row.state, row.next_try_at) == ("failed", None)
    assert row.last_error == attempts()[0][1]
    assert row.last_error.startswith("550 5.1.1 ")
    assert row.last_error.endswith(" unknown")
    for said in (row.last_error, caplog.text):
        assert not {"salma", "khan", "0500000000"} & {word.lower().strip("<>(),:") for word in said.split()}
        assert "salma" not in said.lower()


def test_an_address_that_is_none_fails_at_once(app_with):
    with ScriptedServer() as server:
        app_with(server)
        promise_mail(to="salma@example.org\r\nBcc: other@example.net")
        good = promise_mail()
        assert send_due(now=NOW) == Round(sent=1, failed=1)
        assert ids(server.taken) == Counter([good])
    assert "salma" not in rows()[0].last_error


def test_a_lost_reply_to_data_is_repeated_under_the_same_message_id(app_with):
    with ScriptedServer({"TAKEN": HANG_UP}, {}) as server:
        app_with(server)
        message_id = promise_mail()
        assert send_due(now=NOW) == Round(later=1)
        assert send_due(now=NOW + 2 * MINUTE) == Round(sent=1)
        assert ids(server.brought) == {message_id: 2}
        assert server.brought[0] == server.brought[1]


def test_a_server_slow_after_data_is_repeated_under_the_same_message_id(app_with):
    with ScriptedServer({"TAKEN": SILENT}, {}) as server:
        app_with(server, smtp_timeout=0.3)
        message_id = promise_mail()
        assert send_due(now=NOW) == Round(later=1)
        assert send_due(now=NOW + 2 * MINUTE) == Round(sent=1)
        assert ids(server.brought) == {message_id: 2}


@pytest.mark.parametrize(
    "poison",
    [
        {"template": "help_requests/unheard_of"},
        {"template": "help_requests/received", "name": "سلمى القحطاني"},
        {"template": "help_requests/received", "received_at": "yesterday"},
    ],
)
def test_a_message_that_cannot_be_made_delays_no_other_and_fails_in_the_end(app_with, poison, caplog):
    with ScriptedServer() as server:
        app_with(server)
        promise_mail(**poison, now=NOW - MINUTE)
        good = promise_mail()
        assert send_due(now=NOW) == Round(sent=1, later=1)
        assert ids(server.taken) == Counter([good])
        for hours in range(1, 60):
            send_due(now=NOW + timedelta(hours=2 * hours))
    assert states() == {"failed": 1, "sent": 1}
    assert rows()[0].last_error.startswith("could not be made: ")
    assert "القحطاني" not in rows()[0].last_error + caplog.text


def test_a_row_that_does_not_open_delays_no_other(app_with):
    with ScriptedServer() as server:
        app_with(server)
        promise_mail(now=NOW - MINUTE)
        promise_mail()
        with transaction() as session:
            session.get(OutboxMessage, 1).sealed_payload = b"changed"
        assert send_due(now=NOW) == Round(sent=1, later=1)
    assert "SealBroken" in rows()[0].last_error


def test_a_wrong_sender_address_fails_no_message(app_with):
    with ScriptedServer() as server:
        app = app_with(server)
        # Settings refuse it at start; whatever reaches the sender all the same costs no message.
        app.extensions["settings"] = app.extensions["settings"].model_copy(update={"mail_from": "nobody"})
        promise_mail()
        assert send_due(now=NOW) == Round(later=1)
    assert "ConfigurationError" in rows()[0].last_error


def test_a_letter_that_was_taken_is_marked_even_if_the_database_was_busy(app_with, monkeypatch):
    with ScriptedServer() as server:
        app_with(server)
        promise_mail()
        real, busy = queue.mark_sent, iter([True, True])

        def mark_sent(*args, **how):
            if next(busy, False):
                raise StorageUnavailable("busy")
            real(*args, **how)

        monkeypatch.setattr(queue, "mark_sent", mark_sent)
        monkeypatch.setattr(sender.time, "sleep", lambda seconds: None)
        assert send_due(now=NOW) == Round(sent=1)
        assert len(server.taken) == 1
    assert states() == {"sent": 1}


@pytest.fixture
def patient(monkeypatch):
    """No look at the queue without being woken; says when the sender has nothing left to do and waits."""

    class Watched(threading.Event):
        idle = threading.Event()

        def wait(self, timeout=None):
            self.idle.set()
            return super().wait(timeout)

    monkeypatch.setattr(sender, "LOOK_EVERY", 3600.0)
    monkeypatch.setattr(queue, "promised", Watched())
    return queue.promised.idle


def test_the_sender_of_a_serving_process_sends_at_once_what_was_promised(app_with, patient):
    with RealServer() as server:
        working = Sender(app_with(server))
        working.start()
        try:
            assert patient.wait(A_WHILE)
            message_id = promise_mail(now=clock.now())
            assert server.inbox.received.wait(A_WHILE)
        finally:
            assert working.stop(A_WHILE)
        assert ids(server.inbox.letters) == {message_id: 1}
    assert states() == {"sent": 1}


def test_the_sender_outlives_errors_and_says_nothing_personal(app_with, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    troubles = iter([StorageUnavailable("busy"), RuntimeError("salma@example.org"), KeyError("سلمى")])
    real = send_due

    def troubled(**how):
        for trouble in troubles:
            raise trouble
        return real(**how)

    monkeypatch.setattr(sender, "send_due", troubled)
    monkeypatch.setattr(sender, "LOOK_EVERY", 0.01)
    with RealServer() as server:
        app = app_with(server)
        promise_mail(now=clock.now())
        working = Sender(app)
        working.start()
        try:
            assert server.inbox.received.wait(A_WHILE)
        finally:
            assert working.stop(A_WHILE)
    assert "the database is busy" in caplog.text
    assert "RuntimeError at test_sender.py" in caplog.text
    assert "salma" not in caplog.text
    assert "سلمى" not in caplog.text


def test_a_sender_that_never_began_can_be_stopped(app_with):
    assert Sender(app_with(9)).stop()
