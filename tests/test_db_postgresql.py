"""The door to the database on PostgreSQL: what is said when the server is slow, away, locked, read-only or full."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from forms_service import db as door
from forms_service.app import create_app
from forms_service.db import db, take_turn, transaction, writers_turn, writing_engine
from forms_service.errors import StorageUnavailable
from forms_service.outbox.models import OutboxMessage
from forms_service.statements import line_of
from tests.support.server import free_port
from tests.test_db import A_WHILE, letter, stored

pytestmark = [
    pytest.mark.parametrize("store", ["postgresql"], indirect=True),
    pytest.mark.usefixtures("context"),
]


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(door, "WRITE_DEADLINE", 0.2)


def write(statement: str) -> None:
    with transaction() as session:
        session.execute(text(statement))


@pytest.fixture
def someone_holds(app):
    """someone_holds(act): another thread has done `act(session)` and stays in its transaction until the test ends."""
    inside, leave = threading.Event(), threading.Event()

    def hold(act) -> None:
        with app.app_context(), transaction() as session:
            act(session)
            inside.set()
            assert leave.wait(A_WHILE)

    def start(act) -> None:
        started.append(pool.submit(hold, act))
        assert inside.wait(A_WHILE)

    started = []
    with ThreadPoolExecutor(1) as pool:
        yield start
        leave.set()
        for each in started:
            each.result(A_WHILE)


def test_a_locked_row_is_waited_for_until_the_deadline(impatient, someone_holds):
    with transaction() as session:
        session.add(letter())
    someone_holds(lambda session: session.execute(update(OutboxMessage).values(template="first")))
    with pytest.raises(StorageUnavailable, match=r"lock timeout|statement timeout"):
        write("UPDATE outbox_messages SET template = 'second'")
    assert stored() == 1


def test_a_turn_is_waited_for_until_the_deadline(impatient, someone_holds):
    someone_holds(lambda session: take_turn(session, b"somebody's journey"))

    def store() -> None:
        with transaction() as session:
            take_turn(session, b"somebody's journey")
            session.add(letter())

    with pytest.raises(StorageUnavailable, match=r"lock timeout|statement timeout"):
        store()
    assert stored() == 0


def test_nobody_waits_for_the_turn_of_another_journey(someone_holds):
    someone_holds(lambda session: take_turn(session, b"somebody's journey"))
    with transaction() as session:
        take_turn(session, b"another journey")
        session.add(letter())
    assert stored() == 1


def test_migrations_take_turns(impatient, app):
    inside, leave = threading.Event(), threading.Event()

    def migrate() -> None:
        with app.app_context(), writers_turn():
            inside.set()
            assert leave.wait(A_WHILE)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(migrate)
        assert inside.wait(A_WHILE)
        with pytest.raises(StorageUnavailable), writers_turn():
            pytest.fail("the block must not run")
        leave.set()
        first.result(A_WHILE)
    with writers_turn():
        pass


def test_a_statement_that_takes_too_long_is_stopped(impatient):
    with pytest.raises(StorageUnavailable, match="statement timeout"):
        write("SELECT pg_sleep(60)")


def test_a_migration_may_take_longer_than_a_request_waits(impatient):
    with writing_engine().begin() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(0.4)")


def test_of_two_who_wait_for_each_other_one_goes_on(app):
    with transaction() as session:
        session.add_all([letter("1"), letter("2")])
    both_hold_one = threading.Barrier(2, timeout=A_WHILE)

    def take(first: str, second: str) -> str:
        try:
            with app.app_context(), transaction() as session:
                session.execute(
                    update(OutboxMessage).where(OutboxMessage.about == first).values(template=f"from {first}")
                )
                both_hold_one.wait()
                session.execute(
                    update(OutboxMessage).where(OutboxMessage.about == second).values(template=f"from {first}")
                )
        except StorageUnavailable as error:
            return str(error).partition("\n")[0]
        return "stored"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, "12", "21")) == ["deadlock detected", "stored"]
    assert len(set(db.session.scalars(select(OutboxMessage.template)))) == 1


@pytest.mark.parametrize("trouble", ["disk_full", "serialization_failure", "admin_shutdown", "out_of_memory"])
def test_troubles_of_the_server_are_said_as_such(trouble):
    with pytest.raises(StorageUnavailable, match="trouble"):
        write(f"DO $$ BEGIN RAISE EXCEPTION 'trouble' USING ERRCODE = '{trouble}'; END $$")


def test_a_read_only_server_is_read_and_not_written(postgresql):
    postgresql.runs(f"ALTER DATABASE {db.engine.url.database} SET default_transaction_read_only = on")
    db.engine.dispose()
    with pytest.raises(StorageUnavailable, match="read-only"):
        write("DELETE FROM outbox_messages")
    assert stored() == 0


def test_connections_that_the_server_has_cut_are_made_anew(postgresql):
    assert stored() == 0
    db.session.rollback()
    name = db.engine.url.database
    postgresql.runs(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    with transaction() as session:
        session.add(letter())
    assert stored() == 1


def test_a_server_that_is_away_is_said_and_asked_for_patience(settings):
    away = {"database_url": f"postgresql://nobody@127.0.0.1:{free_port()}/nowhere"}
    app = create_app(settings.model_copy(update=away))
    with app.app_context(), pytest.raises(StorageUnavailable, match="refused"):
        write("SELECT 1")
    assert app.test_client().get("/healthz").status_code == 503


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_both_ways_to_name_the_server_are_taken(settings, scheme):
    _, _, rest = settings.database_url.partition("://")
    app = create_app(settings.model_copy(update={"database_url": f"{scheme}://{rest}"}))
    with app.app_context():
        assert db.engine.driver == "psycopg"
        assert stored() == 0


def test_a_connection_that_the_server_cut_is_said_and_not_used_again():
    with Session(db.engine) as session:
        own = session.scalar(select(func.pg_backend_pid()))
        with db.engine.connect() as other:
            other.execute(select(func.pg_terminate_backend(own)))
        with pytest.raises(OperationalError) as cut:
            line_of(session).ask("SELECT 1")
        assert cut.value.connection_invalidated
    assert stored() == 0
