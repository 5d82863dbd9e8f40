"""Statements that every form asks: compiled once for each database and handed to its driver, in the session's own transaction.

What SQLAlchemy does around a statement costs ten times what SQLite needs for its answer (benchmarks/RESULTS.md), and a
submission asks seven. Everything else asks the session: it is checked there, and its objects are kept.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from sqlalchemy import Delete, Insert, Select, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Values = Mapping[str, Any]
_Write = Callable[[Any], Any]


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
        bound = session.bind
        connection = bound if isinstance(bound, Connection) else session.connection()
        key = (connection.dialect.name, *values)
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = _Form(self._said, connection.dialect, list(values))
        return ask_driver(connection, form.text, form.filled(values))


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


def ask_driver(connection: Connection, text: str, values: "Sequence[Any] | Mapping[str, Any]" = ()) -> Any:
    """What the driver answers to `text`, in its own words: a cursor. The connection's transaction has begun."""
    driver: Any = connection.connection.dbapi_connection
    try:
        return driver.execute(text, values)
    except connection.dialect.loaded_dbapi.Error as error:
        _say(connection, driver, text, error)


def _say(connection: Connection, driver: Any, text: str, error: Exception) -> NoReturn:
    """Raise what the session would have raised; without the values, which are people's."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type] # every driver's error is one
    if lost:
        connection.invalidate(error)
    raise DBAPIError.instance(
        text, None, error, dialect.loaded_dbapi.Error, connection_invalidated=lost, dialect=dialect
    ) from error


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
    return statement[session.get_bind().dialect.name].run(session, row) == 1


_NEW_ROWS: dict[Table, dict[str, Statement]] = {}
