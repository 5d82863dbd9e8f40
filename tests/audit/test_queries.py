"""Reading events: newest first, by what is chosen, page after page."""

from datetime import timedelta

import pytest
from flask import Flask

from forms_service.audit.models import record_event
from forms_service.audit.queries import Chosen, last_walk, page_of
from forms_service.audit.walk import note_walk, walk
from forms_service.db import db, transaction
from tests.support.chain import NOW
from tests.support.postgres import both_databases

pytestmark = both_databases


def found(chosen: Chosen = Chosen(), before: int | None = None, size: int = 9) -> list[int]:  # noqa: B008 - frozen
    return [event.id for event in page_of(db.session, before, size, chosen)]


@pytest.fixture
def six(five: Flask) -> Flask:
    """The five, and a sixth that is unlike them."""
    with transaction() as session:
        record_event(
            session, at=NOW + timedelta(days=1), actor="public", act="submit", kind="volunteer", subject="482930571161"
        )
    return five


def test_events_are_found_by_whatever_is_chosen_the_newest_first(six: Flask) -> None:
    assert found() == [6, 5, 4, 3, 2, 1]
    assert found(Chosen(actor="staff:2")) == [2]
    assert found(Chosen(act="read", kind="help_request")) == [5, 4, 3, 2, 1]
    assert found(Chosen(act="read", kind="volunteer")) == []
    assert found(Chosen(subject="482930571161")) == [6, 1]
    assert found(Chosen(since=NOW + timedelta(minutes=2), until=NOW + timedelta(minutes=4))) == [3, 2]
    assert found(Chosen(since=NOW + timedelta(minutes=5))) == [6, 5]
    assert (found(size=2), found(before=5, size=2), found(before=1)) == ([6, 5], [4, 3], [])


def test_the_last_walk_is_found_whatever_it_found(six: Flask) -> None:
    assert last_walk(db.session) is None
    for broken in (None, walk(newest=0)):
        with transaction() as session:
            note_walk(session, broken or walk(), by="terminal", now=NOW)
    db.session.rollback()
    event = last_walk(db.session)
    assert event is not None
    assert (event.id, event.act) == (8, "verify")
