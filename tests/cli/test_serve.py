"""`flask serve` as people meet it: one clear line for what is wrong, a banner that says what is where, a stop that loses nothing."""

import fcntl
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from forms_service.association import load_association
from forms_service.crypto import load_keys
from forms_service.settings import ROOT
from tests.support.browser import Browser
from tests.support.forms import HELP, Person, token
from tests.support.server import Service

LINE = re.compile(r"(?:Error|Cannot start): [^\n]+\.")


@pytest.fixture(scope="module")
def has_run(tmp_path_factory):
    """An installation that has run and was stopped."""
    with Service(tmp_path_factory.mktemp("has_run")) as service:
        assert service.stop() == 0
    return service


@pytest.fixture
def installation(has_run, tmp_path):
    """A copy of it that a test may spoil."""
    service = Service(tmp_path)
    shutil.copytree(has_run.data, service.data)
    return service


def refused(tmp_path: Path, **settings: object) -> str:
    """Start with these settings; the one line that says why it does not."""
    result = Service(tmp_path, **settings).runs("serve")
    return one_line(result)


def one_line(result: "subprocess.CompletedProcess[str]") -> str:
    said = result.stdout + result.stderr
    assert result.returncode == 1, said
    assert LINE.fullmatch(said.strip()), said
    return said.strip()


def files_of(service: Service) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in service.data.rglob("*") if path.is_file()}


# What is wrong


def test_a_taken_port_is_said_with_what_to_do(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused(tmp_path, listen_port=port)
    assert said == (f"Error: The address 127.0.0.1:{port} is taken by another program. Stop it, or set LISTEN_PORT.")


def test_a_second_service_on_the_same_port_hurts_nobody(tmp_path):
    with Service(tmp_path) as first:
        assert "is taken by another program" in one_line(first.runs("serve"))
        assert first.is_well()


@pytest.mark.parametrize(
    ("name", "value"), [("LISTEN_PORT", "eight"), ("PUBLIC_URL", "example.org"), ("ENVIRONMENT", "test")]
)
def test_a_wrong_setting_is_named(tmp_path, name, value):
    assert refused(tmp_path, **{name.lower(): value}).startswith(f"Cannot start: The setting {name} is wrong: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "nonsense"),
        ("database_url", "nowhere://teller:secret@127.0.0.1/cases"),
        ("limits_url", "nowhere://teller:secret@127.0.0.1"),
    ],
)
def test_a_wrong_address_of_a_store_is_named_and_not_repeated(installation, tmp_path, name, value):
    said = refused(tmp_path, **{name: value})
    assert said.startswith(f"Cannot start: The setting {name.upper()} ")
    assert "secret" not in said
    assert installation.data.exists()  # keys are there: what is wrong is the address alone


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda text: text.replace("quorum: 3", "quorum: many"), "committee › quorum"),
        (lambda text: text + "\n  - ][", "association.yml"),
    ],
    ids=["wrong value", "no YAML"],
)
def test_wrong_facts_are_named(tmp_path, change, named):
    wrong = tmp_path / "association.yml"
    wrong.write_text(change((ROOT / "association.yml").read_text(encoding="utf-8")), encoding="utf-8")
    assert named in refused(tmp_path, association_file=wrong)


def test_missing_facts_are_named(tmp_path):
    assert "nowhere.yml" in refused(tmp_path, association_file=tmp_path / "nowhere.yml")


@pytest.mark.parametrize("name", ["data", "session", "hash"])
def test_a_missing_key_is_said_and_never_made_anew(installation, name):
    key = installation.data / "secrets" / name
    key.unlink()
    before = files_of(installation)
    assert one_line(installation.runs("serve")) == (
        f"Cannot start: The key file {key} is missing. Restore it from the backup (a new installation: make keys)."
    )
    assert files_of(installation) == before


def test_keys_that_are_all_gone_are_not_made_anew_beside_a_database(installation):
    for key in (installation.data / "secrets").iterdir():
        key.unlink()
    (installation.data / "secrets").rmdir()
    assert " is missing. Restore it from the backup (a new installation: make keys)." in one_line(
        installation.runs("serve")
    )
    assert not (installation.data / "secrets").exists()


@pytest.mark.parametrize(
    ("name", "text"), [("session", "AAAA" * 10 + "AAA="), ("hash", "c2hvcnQ="), ("data", "d1:c2hvcnQ=")]
)
def test_a_weak_key_is_refused(installation, name, text):
    key = installation.data / "secrets" / name
    key.write_text(text + "\n")
    assert one_line(installation.runs("serve")) == (
        f"Cannot start: The key in {key} is weak: 32 random bytes are needed."
    )


def test_a_production_without_keys_does_not_make_any(tmp_path):
    said = refused(tmp_path, environment="production", staff_totp="required")
    assert said.startswith("Cannot start: The key file ")
    assert " is missing" in said
    assert not (tmp_path / "var" / "secrets").exists()


def test_a_newer_database_is_refused_and_left_alone(installation):
    with closing(sqlite3.connect(installation.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999_of_tomorrow'")
    assert one_line(installation.runs("serve")) == (
        "Error: The database is not ready: The database is of a newer release than this program."
        " Install that release again."
    )
    with closing(sqlite3.connect(installation.database)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999_of_tomorrow",)]


@pytest.mark.parametrize("inside", ["var", "var/deeper"])
def test_a_data_folder_that_cannot_be_is_said(tmp_path, inside):
    tmp_path.joinpath("var").write_text("a letter")
    said = refused(tmp_path, data_dir=tmp_path / inside)
    assert said.startswith(f"Cannot start: {tmp_path / 'var'}")


def test_an_address_that_is_none_is_said(tmp_path):
    assert refused(tmp_path, listen_host="a..b").startswith("Error: The address a..b cannot be used")


def test_a_file_that_is_no_database_is_said(installation):
    for rest in ("-wal", "-shm"):  # what stands in the log would be read instead
        installation.database.with_name(installation.database.name + rest).unlink(missing_ok=True)
    installation.database.write_bytes(b"This is a letter, not a database. " * 100)
    assert one_line(installation.runs("serve")) == "Error: The database is not ready: file is not a database."


# What is right


def test_the_first_start_makes_keys_that_only_the_owner_reads(installation):
    keys = sorted((installation.data / "secrets").iterdir())
    assert [key.name for key in keys] == ["data", "hash", "session"]
    assert {key.stat().st_mode & 0o777 for key in keys} == {0o600}
    assert load_keys(installation.data / "secrets", create=False)
    assert load_association(ROOT / "association.yml")


def test_the_banner_says_what_is_where_and_how_to_stop(tmp_path):
    with Service(tmp_path, staff_mail_to="officers@example.org", mail_from="no-reply@example.org") as service:
        said = service.output
    assert "Traceback" not in said
    for name, what in (
        ("Site and forms", service.url),
        ("Staff pages", f"{service.url}/staff/"),
        ("Staff mail to", "officers@example.org"),
        ("Mail from", "no-reply@example.org"),
        ("Mails go to", f"files in {service.data / 'mail'}"),
        ("Data", str(service.data)),
        ("Stop", r"Ctrl+C"),
    ):
        assert re.search(rf"^ +{name} +{re.escape(what)}( |$)", said, re.MULTILINE), name


def test_the_banner_names_the_mail_server_and_who_sends(tmp_path):
    smtp = {"smtp_host": "mail.example.org", "smtp_port": 2525, "send_in_process": False}
    with Service(tmp_path, **smtp) as service:
        assert re.search(
            r"Mails go to +mail\.example\.org:2525, sent by `flask outbox run`$", service.output, re.MULTILINE
        )


def test_a_second_start_keeps_keys_submissions_and_drafts(tmp_path):
    with Service(tmp_path) as service:
        sent, drafting = Person(Browser(service.url)), Person(Browser(service.url))
        reference = sent.submits()
        drafting.goes_on_to("contact")
        keys = {path: path.read_bytes() for path in (service.data / "secrets").iterdir()}
        assert service.stop() == 0
        service.start()
        assert sent.reads_reference() == reference
        assert "سلمى عبده" in drafting.opens("you").text
        tracker = Browser(service.url)
        lookup = {
            "reference": reference,
            "mobile": "0500000001",
            "csrf_token": token(tracker.get("/forms/track/").text),
        }
        assert tracker.post("/forms/track/", lookup).status_code == 303
        assert {path: path.read_bytes() for path in (service.data / "secrets").iterdir()} == keys


# How it stops


@pytest.mark.parametrize("signals", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
def test_it_stops_when_asked_and_says_so(tmp_path, signals):
    with Service(tmp_path) as service:
        os.kill(service.pid, signals)
        assert service.wait() == 0
    assert service.output.rstrip().endswith("Stopped.")
    assert "Traceback" not in service.output


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="sees a running request through /proc, which Linux has")
def test_a_request_that_runs_when_it_is_stopped_is_finished(tmp_path):
    with Service(tmp_path, send_in_process=False) as service, ThreadPoolExecutor(1) as pool:
        person = Person(Browser(service.url))
        person.goes_on_to("declaration")
        with nobody_may_write(service):
            sending = pool.submit(person.answers_page, "declaration")
            wait_until_it_waits_to_write(service)
            service.terminate()
            with pytest.raises(subprocess.TimeoutExpired):
                service._running().wait(0.5)  # it waits for the person, not the person for it
        answer = sending.result(30)
        assert (answer.status_code, answer.location) == (303, f"{HELP}/done")
        assert service.wait() == 0
        service.start()
        assert person.reads_reference()


@contextmanager
def nobody_may_write(service: Service):
    """Hold the first place in the queue of writers, so that whoever wants to store something waits."""
    with Path(f"{service.database}.writers").open("w") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield


def wait_until_it_waits_to_write(service: Service) -> None:
    deadline = time.monotonic() + 30
    opened = Path(f"/proc/{service.pid}/fd")
    while f"{service.database}.writers" not in {os.path.realpath(each) for each in opened.iterdir()}:
        assert time.monotonic() < deadline
        time.sleep(0.005)
