"""Events: what is written down, and that it is part of the act it tells about."""

from datetime import UTC, datetime

import pytest
from flask import Flask

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
