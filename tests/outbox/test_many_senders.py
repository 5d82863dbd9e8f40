"""Several senders on one database, as threads and as processes, and one that is killed in the middle."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from email import message_from_bytes

from forms_service import clock
from forms_service.outbox.retries import lease_for
from forms_service.outbox.sender import Round, send_due
from forms_service.settings import ROOT
from tests.outbox.conftest import NOW, attempts, promise_mail, rows
from tests.outbox.servers import SILENT, RealServer, ScriptedServer
from tests.support.postgres import both_databases

pytestmark = both_databases

A_WHILE = 30  # seconds: the longest wait for another thread or process; never waited out when all is well


def ids(letters):
    return Counter(message_from_bytes(letter)["Message-ID"] for letter in letters)


def test_two_senders_send_a_hundred_messages_once_each(app_with):
    with RealServer() as server:
        app = app_with(server)
        promised = [promise_mail() for _ in range(100)]
        start, counts = threading.Barrier(2, timeout=A_WHILE), []

        def work():
            with app.app_context():
                start.wait()
                counts.append(send_due(now=NOW).sent)

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(A_WHILE * 2)
        assert ids(server.inbox.letters) == Counter(promised)
    assert sum(counts) == 100
    assert len(attempts()) == 100


PROCESS = """
import sys
from forms_service.app import create_app
from forms_service.outbox.sender import send_due
app = create_app()
with app.app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    print(send_due().sent, flush=True)
"""


def process(app):
    settings = app.extensions["settings"]
    names = ("data_dir", "database_url", "public_url", "smtp_host", "smtp_port", "smtp_security", "smtp_timeout")
    environment = os.environ | {name.upper(): str(getattr(settings, name)) for name in names}
    environment["SECRETS_DIR"] = str(settings.secrets)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", PROCESS], cwd=ROOT, env=environment, **pipes)


def test_two_processes_send_a_hundred_messages_once_each(app_with):
    with RealServer() as server:
        app = app_with(server)
        promised = [promise_mail(now=clock.now()) for _ in range(100)]
        with process(app) as one, process(app) as two:
            assert [each.stdout.readline() for each in (one, two)] == ["ready\n"] * 2
            for each in (one, two):
                each.stdin.write("go\n")
                each.stdin.flush()
            counts = [int(each.stdout.readline()) for each in (one, two)]
        assert ids(server.inbox.letters) == Counter(promised)
    assert sum(counts) == 100
    assert Counter(row.state for row in rows()) == {"sent": 100}


def test_what_a_killed_sender_held_is_sent_when_its_lease_ends(app_with):
    with ScriptedServer({"TAKEN": SILENT}, {}) as server:
        app = app_with(server)
        message_id = promise_mail(now=clock.now())
        with process(app) as killed:
            killed.stdout.readline()
            killed.stdin.write("go\n")
            killed.stdin.flush()
            assert server.arrived.wait(A_WHILE)
            killed.send_signal(signal.SIGKILL)
        now, lease = clock.now(), lease_for(20)
        assert send_due(now=now + lease / 2) == Round()
        assert send_due(now=now + lease) == Round(sent=1)
        assert ids(server.brought) == {message_id: 2}
    assert [outcome for outcome, _ in attempts()] == ["lost", "sent"]
