import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.audit.models import Event
from forms_service.cli.outbox import outbox
from forms_service.db import db, transaction
from forms_service.outbox import queue
from forms_service.outbox.message import Message
from forms_service.settings import ROOT
from tests.outbox.servers import RealServer

REFERENCE = "482930571162"
FACTS = {"staff_url": "https://example.org/staff/help-requests/482930571162"}


def promise(context):
    with transaction() as session:
        message = Message("help_requests/for_staff", "staff@example.org", REFERENCE, FACTS)
        queue.promise(session, message, now=clock.now() - timedelta(minutes=90))


def fail(context, detail="550 no such user"):
    with transaction() as session:
        now = clock.now()
        claimed = queue.claim(session, now=now, owner="one", lease=timedelta(minutes=5))
        queue.mark_failed(session, claimed, now=now, detail=detail)


@pytest.fixture
def flask_outbox(context):
    """flask_outbox("status"): the command's answer."""
    return lambda *words: context.test_cli_runner().invoke(outbox, words)


def test_run_once_sends_what_is_due_and_counts(context, flask_outbox, settings):
    promise(context)
    promise(context)
    said = flask_outbox("run", "--once")
    assert (said.exit_code, said.output) == (0, "sent 2, put off 0, failed 0\n")
    assert len([*settings.mail_folder.glob("*.eml")]) == 2


def test_run_once_says_that_the_server_could_not_be_used(context, flask_outbox, settings):
    settings.mail_folder.write_text("a file where the folder should be")
    promise(context)
    said = flask_outbox("run", "--once")
    assert said.exit_code == 1
    assert "sent 0, put off 1, failed 0" in said.output
    assert "could not be used" in said.output


def test_status_counts_and_names_the_oldest_and_the_last_trouble_without_the_person(context, flask_outbox):
    promise(context)
    fail(context)
    promise(context)
    lines = flask_outbox("status").output.splitlines()
    assert [line.split() for line in lines[:4]] == [["queued", "1"], ["sending", "0"], ["sent", "0"], ["failed", "1"]]
    assert lines[4:6] == ["oldest waiting  1 h 30 min", "next try        now"]
    assert lines[6].endswith("4829-3057-1162  failed: 550 no such user")
    assert "staff@example.org" not in "".join(lines)


def test_status_of_an_empty_outbox_is_four_noughts(flask_outbox):
    assert [line.split()[1] for line in flask_outbox("status").output.splitlines()] == ["0"] * 4


@pytest.mark.parametrize("words", [["4829-3057-1162"], ["٤٨٢٩ ٣٠٥٧ ١١٦٢"], ["--failed"]])
def test_what_failed_is_sent_again_and_that_is_written_down(context, flask_outbox, settings, words):
    promise(context)
    fail(context)
    assert flask_outbox("retry", *words).output == "1 due again\n"
    with Session(db.engine) as session:
        [event] = session.scalars(select(Event)).all()
    assert (event.actor, event.act, event.subject) == ("terminal", "outbox_retried", REFERENCE)
    assert flask_outbox("run", "--once").output == "sent 1, put off 0, failed 0\n"
    assert flask_outbox("retry", *words).output == "Nothing to send again.\n"


@pytest.mark.parametrize("words", [[], ["4829-3057-1162", "--failed"], ["4829-3057-1163"], ["12"]])
def test_a_retry_that_names_nothing_clear_is_refused(flask_outbox, words):
    assert flask_outbox("retry", *words).exit_code == 2


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_run_sends_until_it_is_told_to_stop_and_ends_well(context, flask_outbox, settings, stop):
    command = [sys.executable, "-m", "flask", "outbox", "run"]
    with RealServer() as server:
        smtp = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port), "SMTP_SECURITY": "none"}
        environment = os.environ | smtp | {"DATA_DIR": str(settings.data_dir)}
        promise(context)
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout.readline() == "Sending promised mails. Stop with Ctrl-C.\n"
            assert server.inbox.received.wait(30)
            running.send_signal(stop)
            assert running.stdout.read() == "Stopped.\n"
        assert running.returncode == 0
    assert flask_outbox("status").output.splitlines()[2].split() == ["sent", "1"]
