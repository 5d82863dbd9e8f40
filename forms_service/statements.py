"""Statements that every form asks: compiled once for each database and handed to its driver, in the session's own transaction.

What SQLAlchemy does around a statement costs ten times what SQLite needs for its answer (benchmarks/RESULTS.md), and a
submission asks seven. Everything else asks the session: it is checked there, and its objects are kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import Delete, Engine, Insert, Select, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import PoolProxiedConnection

Values = Mapping[str, Any]
_Write = Callable[[Any], Any]


@dataclass(frozen=True)
class Line:
    """A connection of the pool, as its driver knows it."""

    dialect: Dialect
    pooled: PoolProxiedConnection

    def begin(self, left: int | None, most: int | None) -> None:
        """Begin to read; or to write, waiting for others no longer than `left` milliseconds, and for each statement than `most`."""
        if self.dialect.name == "postgresql":
            driver: Any = self.pooled.dbapi_connection
            driver.read_only = True if left is None else None  # said with the BEGIN; None: as the server is set up
            if left is not None:
                self.ask(f"SET LOCAL lock_timeout={left}; SET LOCAL statement_timeout={most or 0}")
        elif left is None:
            self.ask("PRAGMA query_only=ON")
            self.ask("BEGIN")
        else:
            self.ask("PRAGMA query_only=OFF")
            self.ask(f"PRAGMA busy_timeout={left}")
            self.ask("BEGIN IMMEDIATE")

    def ask(self, text: str, values: "Sequence[Any] | Values | None" = None) -> Any:
        """What the driver answers to `text`, in its own words: a cursor. Errors are SQLAlchemy's."""
        driver: Any = self.pooled.dbapi_connection
        try:
            return driver.execute(text) if values is None else driver.execute(text, values)
        except self.dialect.loaded_dbapi.Error as error:
            self._say(text, error)

    def commit(self) -> None:
        """Store what was written since the transaction began."""
        try:
            self.pooled.commit()
        except self.dialect.loaded_dbapi.Error as error:
            self._say("COMMIT", error)

    def _say(self, text: str, error: Exception) -> NoReturn:
        """Raise what the session would have raised; without the values, which are people's."""
        lost = self.dialect.is_disconnect(error, self.pooled, None)  # type: ignore[arg-type] # every driver's error is one
        if lost:
            self.pooled.invalidate(error)
        raise _error(self.dialect, text, error, lost=lost) from error


def _error(dialect: Dialect, text: str, error: Exception, *, lost: bool = False) -> DBAPIError:
    kind = dialect.loaded_dbapi.Error
    return DBAPIError.instance(text, None, error, kind, connection_invalidated=lost, dialect=dialect)  # type: ignore[return-value]


class LightSession(Session):
    """A session on a line whose transaction has begun. It becomes one when it is first asked as one: most acts say statements
    only, and what a session costs is many times what SQLite needs for them.
    """

    def __init__(self, engine: Engine) -> None:
        """On a connection of this engine's pool. Raises DBAPIError where none can be had."""
        try:
            self.line = Line(engine.dialect, engine.raw_connection())
        except engine.dialect.loaded_dbapi.Error as error:
            raise _error(engine.dialect, "connect", error) from error
        self._engine = engine
        self._connection: Connection | None = None

    def __getattr__(self, name: str) -> Any:
        if self._connection is not None:
            raise AttributeError(name)
        self._connection = Connection(self._engine, self.line.pooled).execution_options(**{BEGUN: True})
        self._connection.begin()
        super().__init__(self._connection)
        return getattr(self, name)

    def write(self) -> None:
        """Write what it was given as a session, if it was."""
        if self._connection is not None:
            self.flush()

    def end(self) -> None:
        """Give the line back; what was not stored is undone."""
        if self._connection is not None:
            self.close()
            self._connection.close()
        self.line.pooled.close()


BEGUN = "begun"
"""The option of a connection whose transaction has begun before SQLAlchemy heard of it."""


def line_of(session: Session) -> Line:
    """Where the session's statements go; its transaction has begun."""
    if isinstance(session, LightSession):
        return session.line
    connection = session.connection()
    return Line(connection.dialect, connection.connection)


class Statement:
    """One statement. What it writes and binds is given with each call, by name, unless its text has a value for it; an INSERT
    adds its columns' constant defaults.

    Rows that a session has not flushed are not seen. Errors are SQLAlchemy's, as from the session.
    """

    def __init__(self, said: "Select[Any] | Insert | Update | Delete") -> None:
        self._said = said
        self._forms: dict[tuple[str, ...], _Form] = {}

    def scalar(self, session: Session, values: Values) -> Any:
        """The first column of the first row, as the driver reads it (text, bytes, whole numbers), or None."""
        row = self.first(session, values)
        return None if row is None else row[0]

    def first(self, session: Session, values: Values) -> Sequence[Any] | None:
        """The first row, as the driver reads it, or None."""
        cursor = self._ask(session, values)
        row: Sequence[Any] | None = cursor.fetchone()
        cursor.close()
        return row

    def run(self, session: Session, values: Values) -> int:
        """Write; how many rows were touched."""
        cursor = self._ask(session, values)
        count = int(cursor.rowcount)
        cursor.close()
        return count

    def _ask(self, session: Session, values: Values) -> Any:
        line = line_of(session)
        key = (line.dialect.name, *values)
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = _Form(self._said, line.dialect, list(values))
        return line.ask(form.text, form.filled(values))


class _Form:
    """A statement as one driver takes it."""

    def __init__(self, said: "Select[Any] | Insert | Update | Delete", dialect: Dialect, names: list[str]) -> None:
        compiled = said.compile(dialect=dialect, column_keys=names)
        self.text = str(compiled)
        self._by_place = compiled.positional
        order = compiled.positiontup if self._by_place else list(compiled.binds)
        self._binds = [(name, _writer(compiled.binds[name].type, dialect)) for name in order or ()]
        self._defaults = _defaults(said.table) if isinstance(said, Insert) else {}
        self._defaults |= {name: bind.value for name, bind in compiled.binds.items() if bind.value is not None}

    def filled(self, values: Values) -> Sequence[Any] | Mapping[str, Any]:
        """The values as the driver wants them. Raises KeyError for one that is not given."""
        values = {**self._defaults, **values} if self._defaults else values
        written = ((name, write(values[name]) if write else values[name]) for name, write in self._binds)
        return tuple(value for _, value in written) if self._by_place else dict(written)


def _defaults(table: Any) -> dict[str, Any]:
    return {column.name: column.default.arg for column in table.c if column.default and column.default.is_scalar}


def _writer(kind: Any, dialect: Dialect) -> _Write | None:
    writer: _Write | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return writer


def insert_unless_known(session: Session, table: Table, row: Values) -> bool:
    """Insert the row unless one of its UNIQUE values is there already; whether it was inserted.

    Who inserts the same value at this moment is waited for.
    """
    statement = _NEW_ROWS.get(table)
    if statement is None:
        statement = _NEW_ROWS[table] = {
            "sqlite": Statement(sqlite.insert(table).inline().on_conflict_do_nothing()),
            "postgresql": Statement(postgresql.insert(table).inline().on_conflict_do_nothing()),
        }
    return statement[line_of(session).dialect.name].run(session, row) == 1


_NEW_ROWS: dict[Table, dict[str, Statement]] = {}
