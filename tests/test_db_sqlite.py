"""The door to the database on SQLite: how the file is set up, and how writers wait for each other."""

import sqlite3
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from forms_service import db as door
from forms_service.db import db, transaction
from forms_service.errors import StorageUnavailable
from tests.test_db import letter, stored

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def database(context) -> Path:
    return Path(db.engine.url.database)


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)], ids=["wal", "full", "keys"]
)
def test_the_database_is_set_up_to_lose_nothing(pragma, value):
    with transaction() as session:
        assert session.scalar(text(f"PRAGMA {pragma}")) == value
    assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


def test_the_folder_of_the_data_is_for_its_owner_only(settings):
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700


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
        session.add(letter())
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


def test_what_is_not_worth_the_whole_wait_says_how_long_it_waits(app):
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with app.app_context(), transaction():
            inside.set()
            leave.wait(10)

    with ThreadPoolExecutor(1) as pool, app.app_context():
        holding = pool.submit(hold)
        assert inside.wait(10)
        began = time.monotonic()
        with pytest.raises(StorageUnavailable), transaction(within=0.05):
            pytest.fail("the block must not run")
        assert time.monotonic() - began < door.WRITE_DEADLINE
        leave.set()
        holding.result(10)


def test_a_program_that_locks_the_database_itself_is_waited_for_until_the_deadline(database, monkeypatch):
    monkeypatch.setattr(door, "WRITE_DEADLINE", 0.2)

    def write() -> None:
        with transaction() as session:
            session.add(letter())

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
            session.add_all(letter("x" * 30_000) for _ in range(200))

    with pytest.raises(StorageUnavailable, match="full"):
        fill()
    assert stored() == 0
