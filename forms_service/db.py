"""The only door to the database: the engine's set-up, the write transaction, and what models share.

SQLite: WAL, synchronous=FULL, foreign keys. Reading sessions cannot write. Every write begins IMMEDIATE and queues on a
lock file, because SQLite's own busy handler is unfair; one deadline covers lock file and database.
"""

import errno
import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, event
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from forms_service.crypto import Vault
from forms_service.errors import ConfigurationError, StorageUnavailable

WRITE_DEADLINE = 5.0
"""Seconds a write may wait for its turn, lock file and database together."""

_LOCK_POLL = 0.002
_WRITES = "writes"

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
    app.config["SQLALCHEMY_ENGINES"] = {"default": address}
    app.extensions["vault"] = vault
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        db.init_app(app)
    except (ArgumentError, ModuleNotFoundError) as error:  # the address may hold a password: it is not repeated
        raise ConfigurationError(f"The setting DATABASE_URL is wrong: {error}.") from None
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            _listen(engine)
            app.extensions["writers"] = _Writers(Path(f"{engine.url.database}.writers"))


def vault() -> Vault:
    """The cipher of the current app."""
    found: Vault = current_app.extensions["vault"]
    return found


@contextmanager
def transaction() -> Iterator[Session]:
    """One act: everything written in the block is stored together and durably when it ends, or not at all.

    Raises StorageUnavailable where the database cannot take the write before the deadline.
    """
    deadline = time.monotonic() + WRITE_DEADLINE
    writers: _Writers | None = current_app.extensions.get("writers")
    if writers is None:
        with _stored_or_said(), Session(db.engine) as session, session.begin():
            yield session
        return
    with writers.turn(deadline), _stored_or_said():
        left = max(1, int((deadline - time.monotonic()) * 1000))
        with Session(writing_engine(left)) as session, session.begin():
            yield session


def writing_engine(milliseconds: int = int(WRITE_DEADLINE * 1000)) -> Engine:
    """The engine whose transactions may write, and wait for the database at most so long. For `transaction` and migrations."""
    return db.engine.execution_options(**{_WRITES: milliseconds})


@contextmanager
def writers_turn() -> Iterator[None]:
    """A turn in the queue of writers, for work that is not one `transaction`. Raises StorageUnavailable."""
    writers: _Writers | None = current_app.extensions.get("writers")
    with writers.turn(time.monotonic() + WRITE_DEADLINE) if writers else nullcontext():
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


def _listen(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, below
        for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {line}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        left = connection.get_execution_options().get(_WRITES)
        if left is None:
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql(f"PRAGMA busy_timeout={int(left)}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
