"""Events: what is written down, and that it is part of the act it tells about."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from forms_service.audit.models import Event, record_event
from forms_service.db import db, transaction

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_an_event_says_who_did_what_to_which_record_and_when(context: Flask) -> None:
    with transaction() as session:
        record_event(session, at=NOW, actor="staff:1", act="read", kind="help_request", subject="482930571166")
    (row,) = db.session.query(Event)
    assert (row.at, row.actor, row.act, row.subject_kind, row.subject) == (
        NOW, "staff:1", "read", "help_request", "482930571166"
    )  # fmt: skip


def test_an_act_that_fails_leaves_no_event(context: Flask) -> None:
    def fail() -> None:
        with transaction() as session:
            record_event(session, at=NOW, actor="staff:1", act="read", kind="help_request", subject="482930571166")
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert db.session.query(Event).count() == 0


def test_an_event_needs_an_aware_moment(context: Flask) -> None:
    with pytest.raises(Exception, match="time zone"), transaction() as session:
        record_event(session, at=NOW.replace(tzinfo=None), actor="public", act="submit", kind="x", subject="y")


def test_the_events_of_one_act_follow_each_other_and_come_last(context: Flask) -> None:
    with transaction() as session:
        for number in range(3):
            record_event(session, at=NOW, actor="staff:1", act="read", kind="help_request", subject=str(number))
        assert session.query(Event).count() == 0
    assert [(row.id, row.subject) for row in db.session.query(Event).order_by(Event.id)] == [
        (1, "0"),
        (2, "1"),
        (3, "2"),
    ]


REFUSED = {
    "UPDATE events SET actor = 'staff:9' WHERE id = 3": ("sqlite", "postgresql"),
    "DELETE FROM events WHERE id = 3": ("sqlite", "postgresql"),
    "DELETE FROM events": ("sqlite", "postgresql"),
    "INSERT OR REPLACE INTO events SELECT * FROM events WHERE id = 3": ("sqlite",),
    "TRUNCATE events": ("postgresql",),
    "INSERT INTO events SELECT * FROM events WHERE id = 3 ON CONFLICT (id) DO UPDATE SET act = 'other'": (
        "postgresql",
    ),
}


@pytest.mark.parametrize(
    ("store", "how"), [(store, how) for how, stores in REFUSED.items() for store in stores], indirect=["store"]
)
def test_the_database_refuses_to_change_and_to_remove(five: Flask, how: str) -> None:
    def write() -> None:
        with transaction() as session:
            session.execute(text(how))

    before = kept()
    db.session.rollback()
    with pytest.raises(DBAPIError, match="append-only"):
        write()
    db.session.rollback()
    assert kept() == before


def kept() -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(select(Event.__table__).order_by(Event.id))]


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_who_writes_an_event_holds_no_one_up_before_the_end(app: Flask) -> None:
    """Two acts at once that each wrote an event first, and then need what the other one holds, would wait for ever."""
    both_inside = threading.Barrier(2, timeout=30)

    def act(number: int) -> None:
        with app.app_context(), transaction() as session:
            record_event(session, at=NOW, actor=f"staff:{number}", act="read", kind="help_request", subject="1")
            both_inside.wait()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, (1, 2)))
    with app.app_context():
        assert db.session.query(Event).count() == 2
