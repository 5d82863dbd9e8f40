"""A chain of five events, and somebody who gets past the triggers to change it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, delete, insert, select, text

from forms_service.audit.models import Event, record_event
from forms_service.audit.walk import Walked, walk
from forms_service.db import db, transaction, writing_engine

NOW = datetime(2026, 11, 22, 8, 30, 0, 123456, tzinfo=UTC)
TRIGGERS = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'events'"

Intrusion = Callable[[Callable[[Connection], Any]], None]


@pytest.fixture
def five(context: Flask) -> Flask:
    """The app, with five events."""
    write_five()
    return context


def write_five() -> None:
    """Five people read five requests, a minute apart."""
    for number in range(1, 6):
        with transaction() as session:
            record_event(
                session,
                at=NOW + timedelta(minutes=number),
                actor=f"staff:{number}",
                act="read",
                kind="help_request",
                subject=f"48293057116{number}",
            )


@pytest.fixture
def intruder() -> Intrusion:
    """intruder(act): `act(connection)` is done by somebody who may do everything to the database, and has no key."""

    def intrude(act: Callable[[Connection], Any]) -> None:
        db.session.rollback()
        with writing_engine().begin() as connection:
            _without_triggers(connection)
            act(connection)

    return intrude


@pytest.fixture
def after(five: Flask, intruder: Intrusion) -> Callable[..., Walked]:
    """after(*statements): what a walk finds when the intruder has done these to the five; then all is as it was."""

    def put_back(connection: Connection, rows: list[dict[str, Any]]) -> None:
        connection.execute(delete(Event))
        connection.execute(insert(Event), rows)

    def find(*statements: str) -> Walked:
        db.session.rollback()
        rows = [dict(row) for row in db.session.execute(select(Event.__table__)).mappings()]
        intruder(lambda db: [db.execute(text(statement)) for statement in statements])
        found = walk()
        intruder(lambda db: put_back(db, rows))
        assert walk().broken is None
        return found

    return find


def _without_triggers(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE events DISABLE TRIGGER USER"))
        return
    for name in connection.scalars(text(TRIGGERS)).all():
        connection.execute(text(f"DROP TRIGGER {name}"))
