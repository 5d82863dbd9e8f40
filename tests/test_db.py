"""The door to the database: what a write promises, on SQLite and on PostgreSQL alike."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from secrets import token_hex

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from forms_service.db import Model, before_storing, db, reading, take_turn, transaction, when_stored
from forms_service.outbox.models import OutboxMessage
from tests.support.postgres import both_databases

pytestmark = [both_databases, pytest.mark.usefixtures("context")]

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RIYADH = timezone(timedelta(hours=3))
READ_ONLY = "readonly|read-only"
A_WHILE = 30  # seconds: the longest wait for another thread; never waited out when all is well


def letter(about: str = "482930571166", at: datetime = NOON) -> OutboxMessage:
    return OutboxMessage(message_id=token_hex(), about=about, template="t", sealed_payload=b"", created_at=at)


def stored() -> int:
    db.session.rollback()  # what this session has read before is read anew
    return db.session.scalar(select(func.count()).select_from(OutboxMessage))


def test_a_write_is_there_for_other_processes_when_the_block_ends():
    with transaction() as session:
        session.add(letter())
    elsewhere = create_engine(db.engine.url)
    with elsewhere.connect() as other:
        assert other.execute(text("SELECT about FROM outbox_messages")).scalars().all() == ["482930571166"]
    elsewhere.dispose()


def test_all_or_nothing():
    def half() -> None:
        with transaction() as session:
            session.add(letter())
            session.flush()
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        half()
    assert stored() == 0


def test_a_reading_session_cannot_write():
    db.session.add(letter())
    with pytest.raises(DBAPIError, match=READ_ONLY):
        db.session.flush()


def test_a_connection_that_has_written_reads_only_again():
    with transaction() as session:
        session.add(letter())
    with pytest.raises(DBAPIError, match=READ_ONLY):
        db.session.execute(text("DELETE FROM outbox_messages"))


def test_a_connection_that_has_read_can_write_again():
    for _ in range(2):
        assert stored() == 0
        db.session.rollback()
    with transaction() as session:
        session.add(letter())
    assert stored() == 1


def test_a_look_ends_with_its_block_and_leaves_its_connection_to_the_write_that_follows():
    used = []
    for open_session in (reading, transaction, reading):
        with open_session() as session:
            session.scalar(select(func.count()).select_from(OutboxMessage))
            used.append(session.connection().connection.dbapi_connection)
    assert used[0] is used[1] is used[2]


def test_what_comes_last_finds_all_the_rest_written_and_is_stored_with_it():
    found = []

    def look_and_write(session) -> None:
        found.append(session.scalar(select(func.count()).select_from(OutboxMessage)))
        session.add(letter("last"))
        session.flush()

    with transaction() as session:
        before_storing(session, lambda: look_and_write(session))
        session.add(letter())
        assert found == []
    assert found == [1]
    assert stored() == 2


def test_what_fails_at_last_leaves_nothing():
    def fail() -> None:
        raise RuntimeError("power cut")

    def write() -> None:
        with transaction() as session:
            session.add(letter())
            before_storing(session, fail)

    with pytest.raises(RuntimeError, match="power cut"):
        write()
    assert stored() == 0


def test_nothing_comes_last_in_a_session_that_only_reads():
    with reading() as session, pytest.raises(KeyError):
        before_storing(session, lambda: None)


def test_what_waits_for_the_storing_is_done_after_it_and_never_where_nothing_was_stored():
    seen = []

    def write_then_look(*, fails: bool) -> None:
        with transaction() as session:
            when_stored(session, lambda: seen.append(stored()))
            session.add(letter())
            assert seen == []
            if fails:
                raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write_then_look(fails=True)
    assert seen == []
    write_then_look(fails=False)
    assert seen == [1]


def test_what_was_read_before_does_not_stop_a_write():
    assert stored() == 0
    with transaction() as session:
        session.add(letter())
    assert stored() == 1


def test_writers_of_one_process_all_get_their_turn(app):
    def write(number: int) -> None:
        with app.app_context(), transaction() as session:
            session.add(letter(f"{number:012}"))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(100)))
    assert stored() == 100


def test_every_serving_thread_may_read_and_write_at_once(app):
    """Forty threads that read, and only then write: none waits for a connection that another one holds."""
    all_have_read = threading.Barrier(40, timeout=A_WHILE)

    def read_then_write(number: int) -> None:
        with app.app_context():
            db.session.scalar(select(func.count()).select_from(OutboxMessage))
            all_have_read.wait()
            with transaction() as session:
                session.add(letter(f"{number:012}"))

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(read_then_write, range(40)))
    assert stored() == 40


def test_who_waited_for_a_turn_sees_what_was_stored_before(app):
    """Four look whether something is there, leave the others time to look too, and store it if not: it is stored once."""
    together = threading.Barrier(4, timeout=A_WHILE)
    all_have_looked = threading.Barrier(4, timeout=0.5)

    def store_once(_number: int) -> bool:
        with app.app_context():
            together.wait()
            with transaction() as session:
                take_turn(session, b"journey of one person")
                found = session.scalar(select(func.count()).select_from(OutboxMessage))
                with suppress(threading.BrokenBarrierError):  # in turns they never look together
                    all_have_looked.wait()
                if not found:
                    session.add(letter())
                return bool(found)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(store_once, range(4))) == [False, True, True, True]
    assert stored() == 1


def test_a_broken_rule_of_a_table_is_no_trouble_of_the_storage():
    def store_twice() -> None:
        with transaction() as session:
            one, other = letter("1"), letter("2")
            other.message_id = one.message_id
            session.add_all([one, other])

    with pytest.raises(IntegrityError):
        store_twice()
    assert stored() == 0


def test_a_moment_comes_back_aware_and_in_utc():
    with transaction() as session:
        session.add(letter(at=datetime(2026, 11, 22, 15, tzinfo=RIYADH)))
    found = db.session.scalar(select(OutboxMessage.created_at))
    assert found == NOON
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_time_zone_is_refused():
    def write() -> None:
        with transaction() as session:
            session.add(letter(at=datetime(2026, 11, 22, 12)))  # noqa: DTZ001 - the mistake under test

    with pytest.raises(StatementError, match="needs its time zone"):
        write()
    assert stored() == 0


def test_every_constraint_has_a_name_for_migrations():
    unnamed = [str(each) for table in Model.metadata.tables.values() for each in table.constraints if not each.name]
    assert unnamed == []
