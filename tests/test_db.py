"""The door to the database: what a write promises, and how writers wait for each other."""

import sqlite3
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError, StatementError

from forms_service import db as door
from forms_service.audit.models import Event
from forms_service.db import Model, db, transaction
from forms_service.errors import StorageUnavailable

pytestmark = pytest.mark.usefixtures("context")

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RIYADH = timezone(timedelta(hours=3))


def event(subject: str = "482930571166", at: datetime = NOON) -> Event:
    return Event(at=at, actor="public", act="submit", subject_kind="help_request", subject=subject)


def stored() -> int:
    return db.session.scalar(select(func.count()).select_from(Event))


@pytest.fixture
def database(context) -> Path:
    return Path(db.engine.url.database)


def test_a_write_is_there_for_other_processes_when_the_block_ends(database):
    with transaction() as session:
        session.add(event())
    with sqlite3.connect(database) as other:
        assert other.execute("SELECT subject FROM events").fetchall() == [("482930571166",)]


def test_all_or_nothing():
    def half() -> None:
        with transaction() as session:
            session.add(event())
            session.flush()
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        half()
    assert stored() == 0


def test_a_reading_session_cannot_write():
    db.session.add(event())
    with pytest.raises(OperationalError, match="readonly"):
        db.session.flush()


def test_a_connection_that_has_written_reads_only_again():
    with transaction() as session:
        session.add(event())
    with pytest.raises(OperationalError, match="readonly"):
        db.session.execute(text("DELETE FROM events"))


def test_what_was_read_before_does_not_stop_a_write():
    assert stored() == 0
    with transaction() as session:
        session.add(event())
    db.session.rollback()
    assert stored() == 1


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)], ids=["wal", "full", "keys"]
)
def test_the_database_is_set_up_to_lose_nothing(pragma, value):
    with transaction() as session:
        assert session.scalar(text(f"PRAGMA {pragma}")) == value
    assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


def test_the_folder_of_the_data_is_for_its_owner_only(settings):
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700


def test_writers_of_one_process_all_get_their_turn(app):
    def write(number: int) -> None:
        with app.app_context(), transaction() as session:
            session.add(event(f"{number:012}"))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(100)))
    assert stored() == 100


def test_a_second_process_that_holds_the_queue_is_waited_for_until_the_deadline(database, monkeypatch):
    monkeypatch.setattr(door, "WRITE_DEADLINE", 0.2)
    hold = (
        "import fcntl, sys; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, f"{database}.writers"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StorageUnavailable, match="other processes"), transaction():
            pytest.fail("the block must not run")
        holder.stdin.close()
        holder.wait(10)
    with transaction() as session:
        session.add(event())
    assert stored() == 1


def test_a_thread_that_holds_the_queue_is_waited_for_until_the_deadline(app, monkeypatch):
    monkeypatch.setattr(door, "WRITE_DEADLINE", 0.2)
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with app.app_context(), transaction():
            inside.set()
            leave.wait(10)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        assert inside.wait(10)
        with pytest.raises(StorageUnavailable, match="this process"), transaction():
            pytest.fail("the block must not run")
        leave.set()
        holding.result(10)


def test_a_program_that_locks_the_database_itself_is_waited_for_until_the_deadline(database, monkeypatch):
    monkeypatch.setattr(door, "WRITE_DEADLINE", 0.2)

    def write() -> None:
        with transaction() as session:
            session.add(event())

    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="locked"):
        write()
    other.execute("ROLLBACK")
    other.close()
    write()
    assert stored() == 1


def test_a_full_disk_is_said_and_nothing_is_stored():
    with transaction() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count={pages}"))

    def fill() -> None:
        with transaction() as session:
            session.add_all(event("x" * 30_000) for _ in range(200))

    with pytest.raises(StorageUnavailable, match="full"):
        fill()
    assert stored() == 0


def test_a_moment_comes_back_aware_and_in_utc():
    with transaction() as session:
        session.add(event(at=datetime(2026, 11, 22, 15, tzinfo=RIYADH)))
    found = db.session.scalar(select(Event.at))
    assert found == NOON
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_time_zone_is_refused():
    def write() -> None:
        with transaction() as session:
            session.add(event(at=datetime(2026, 11, 22, 12)))  # noqa: DTZ001 - the mistake under test

    with pytest.raises(StatementError, match="needs its time zone"):
        write()
    assert stored() == 0


def test_every_constraint_has_a_name_for_migrations():
    unnamed = [str(each) for table in Model.metadata.tables.values() for each in table.constraints if not each.name]
    assert unnamed == []
