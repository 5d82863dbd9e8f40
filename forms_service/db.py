"""The only door to the database: the engine's set-up, the write transaction, and what models share.

Reading sessions cannot write. SQLite: WAL, synchronous=FULL, foreign keys; every write begins IMMEDIATE and queues on a
lock file, because SQLite's own busy handler is unfair; one deadline covers lock file and database. PostgreSQL: writers
work side by side, and those who must not take turns on a key; the same deadline bounds every wait and every statement.
"""

import errno
import fcntl
import inspect
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, event, func, select
from sqlalchemy.engine import URL, Connection, Dialect, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, InternalError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from forms_service.crypto import Vault
from forms_service.errors import ConfigurationError, StorageUnavailable
from forms_service.statements import BEGUN, LightSession, Line, line_of

WRITE_DEADLINE = 5.0
"""Seconds a write may wait for its turn, lock file and database together."""

_LOCK_POLL = 0.0003  # seconds; tried from 0.0001 to 0.002: docs/decisions/0006
_WRITES, _READ_ONLY = "writes", "read-only"
_AT_LAST, _AFTERWARDS = "at last", "afterwards"
_READ_ONLY_SERVER = "25006"
_MIGRATIONS = 7_263_310_418
"""The advisory lock under which a PostgreSQL database is migrated: any number that nobody else uses."""

_POSTGRESQL: dict[str, Any] = {
    "isolation_level": "READ COMMITTED",  # who waited for a turn must see what was stored meanwhile
    "pool_pre_ping": True,  # after a restart of the server no request pays for a dead connection
    "connect_args": {
        "connect_timeout": int(WRITE_DEADLINE),
        # A server that vanished without a word is noticed; a silent network would hold a request for hours.
        "tcp_user_timeout": int(WRITE_DEADLINE * 1000),
        "keepalives_idle": int(WRITE_DEADLINE),
        "keepalives_interval": 2,
        "keepalives_count": 2,
    },
}

db = SQLAlchemy()


class Model(DeclarativeBase):
    """The base of every table; constraint names are stable, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def init_db(app: Flask, address: str, vault: Vault) -> None:
    """Attach the database at `address` (an SQLAlchemy URL) and the cipher to the app. Raises ConfigurationError."""
    app.extensions["vault"] = vault
    try:
        app.config["SQLALCHEMY_ENGINES"] = {"default": _engine_options(make_url(address))}
        db.init_app(app)
        _keep_to_one_thread(app)
    except (ArgumentError, ModuleNotFoundError) as error:  # the address may hold a password: it is not repeated
        raise ConfigurationError(f"The setting DATABASE_URL is wrong: {error}.") from None
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            _listen_sqlite(engine)
            app.extensions["writers"] = _Writers(Path(f"{engine.url.database}.writers"))
        _listen(engine)


def _keep_to_one_thread(app: Flask) -> None:
    # The extension also closes asyncio sessions, which we never open: a thread and an event loop for every request.
    app.teardown_appcontext_funcs[:] = [
        close for close in app.teardown_appcontext_funcs if not inspect.iscoroutinefunction(close)
    ]


def _engine_options(url: URL) -> dict[str, Any]:
    # The threads that serve are the limit; each holds at most one connection that reads and one that writes.
    # Who was used last comes first: what SQLite remembers of the file is lost in a connection that sat idle meanwhile.
    options = {"url": url, "max_overflow": -1, "pool_use_lifo": True}
    if url.get_backend_name() == "postgresql":
        return options | _POSTGRESQL
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return options
    raise ArgumentError("it names neither a file of SQLite nor a PostgreSQL server")


def vault() -> Vault:
    """The cipher of the current app."""
    found: Vault = current_app.extensions["vault"]
    return found


@contextmanager
def reading() -> Iterator[Session]:
    """A look at what is stored that ends with the block, unlike `db.session`: a write that follows finds the same connection
    free, and what SQLite remembers of the file in it.
    """
    with _session(None) as session:
        yield session


@contextmanager
def _session(left: int | None) -> Iterator[LightSession]:
    """A session whose transaction has begun: to read, or to write within so many milliseconds."""
    session = LightSession(db.engine)
    try:
        session.line.begin(left, left)
        yield session
    finally:
        session.end()


@contextmanager
def transaction(within: float | None = None) -> Iterator[Session]:
    """One act: everything written in the block is stored together and durably when it ends, or not at all.

    Raises StorageUnavailable where the database cannot take the write before the deadline: `within` seconds, for what is
    not worth the whole wait.
    """
    deadline = time.monotonic() + (WRITE_DEADLINE if within is None else within)
    writers: _Writers | None = current_app.extensions.get("writers")
    with (
        writers.turn(deadline) if writers else nullcontext(),
        _stored_or_said(),
        _session(max(1, int((deadline - time.monotonic()) * 1000))) as session,
    ):
        session.info[_AT_LAST], session.info[_AFTERWARDS] = [], []
        yield session
        session.write()
        for act in session.info[_AT_LAST]:
            act()
        session.line.commit()
    for act in session.info[_AFTERWARDS]:
        act()


def before_storing(session: Session, act: Callable[[], None]) -> None:
    """Have `act` write what must be written last in this `transaction`: whatever it makes others wait for, they wait only
    until the storing. It finds all the rest written.
    """
    session.info[_AT_LAST].append(act)


def when_stored(session: Session, act: Callable[[], None]) -> None:
    """Have `act` done once what is written in this `transaction` is stored; never, where it is not."""
    session.info[_AFTERWARDS].append(act)


def take_turn(session: Session, key: bytes) -> None:
    """From here to the end of this transaction nobody else is at work who took a turn on the same key (≥ 8 bytes).

    What they stored before is seen. On SQLite every transaction is such a turn already.
    """
    line = line_of(session)
    if line.dialect.name == "postgresql":
        number = int.from_bytes(key[:8], signed=True)  # equal numbers of unequal keys only wait for each other
        line.ask("SELECT pg_advisory_xact_lock(%s)", (number,))


def writing_engine() -> Engine:
    """The engine whose transactions may write for as long as they need, but wait for others no longer than the deadline."""
    return db.engine.execution_options(**{_WRITES: int(WRITE_DEADLINE * 1000)})


@contextmanager
def writers_turn() -> Iterator[None]:
    """A turn in the queue of writers, for work that is not one `transaction`: migrations. Raises StorageUnavailable."""
    writers: _Writers | None = current_app.extensions.get("writers")
    if writers:
        with writers.turn(time.monotonic() + WRITE_DEADLINE):
            yield
        return
    with _stored_or_said(), writing_engine().begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(_MIGRATIONS)))
        yield


class _Writers:
    """The queue of writers: threads of one process wait on a lock, processes on a locked file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()

    @contextmanager
    def turn(self, deadline: float) -> Iterator[None]:
        if not self._threads.acquire(timeout=max(0, deadline - time.monotonic())):
            raise StorageUnavailable("writers' queue in this process")
        try:
            file = self._open()
            try:
                self._lock(file, deadline)
                yield
            finally:
                os.close(file)
        finally:
            self._threads.release()

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StorageUnavailable(errno.errorcode.get(error.errno or 0, "lock file")) from error

    @staticmethod
    def _lock(file: int, deadline: float) -> None:
        while True:
            try:
                return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise StorageUnavailable("writers' queue of other processes") from None
                time.sleep(_LOCK_POLL)


@contextmanager
def _stored_or_said() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StorageUnavailable(str(error.orig)) from error
    except InternalError as error:
        if getattr(error.orig, "sqlstate", None) != _READ_ONLY_SERVER:
            raise
        raise StorageUnavailable(str(error.orig)) from error


def _listen_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info[_READ_ONLY] = not os.access(str(engine.url.database), os.W_OK)
        connection.isolation_level = None  # BEGIN is ours, below
        for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {line}")

    @event.listens_for(engine, "checkout")
    def _open_anew(_connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        # A connection that was opened while the disk was read-only stays so for ever: once it is not, another is made.
        if record.info.get(_READ_ONLY) and os.access(str(engine.url.database), os.W_OK):
            raise DisconnectionError


def _listen(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get(BEGUN):
            left = options.get(_WRITES)
            Line(connection.dialect, connection.connection).begin(left, None)
