"""Statements that go to the driver: in the session's transaction, with the errors of the session, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from forms_service.db import db, transaction
from forms_service.outbox.models import OutboxMessage
from forms_service.statements import Statement, insert_unless_known, line_of
from tests.support.postgres import both_databases

pytestmark = [both_databases, pytest.mark.usefixtures("context")]

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROW = {"message_id": "<one>", "about": "one", "template": "t", "sealed_payload": b"", "created_at": NOON}
LETTERS = OutboxMessage.__table__
ADD = Statement(insert(LETTERS).inline())
ABOUT = Statement(select(LETTERS.c.about).where(LETTERS.c.created_at == bindparam("moment")))


def abouts():
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage.about).order_by(OutboxMessage.id)).all()


def fails_after(act):
    with transaction() as session:
        act(session)
        raise RuntimeError("power cut")


def test_what_is_written_is_stored_with_the_transaction_and_only_then():
    with pytest.raises(RuntimeError, match="power cut"):
        fails_after(lambda session: ADD.run(session, ROW))
    assert abouts() == []
    with transaction() as session:
        assert ADD.run(session, ROW) == 1
    assert abouts() == ["one"]


def test_it_writes_and_finds_moments_as_the_models_do():
    with transaction() as session:
        ADD.run(session, {**ROW, "created_at": NOON.astimezone(timezone(timedelta(hours=3)))})
    assert db.session.scalar(select(OutboxMessage.created_at)) == NOON
    assert ABOUT.scalar(db.session, {"moment": NOON}) == "one"
    assert ABOUT.scalar(db.session, {"moment": NOON + timedelta(seconds=1)}) is None


def test_it_finds_the_first_row_as_the_driver_reads_it():
    row = Statement(select(LETTERS.c.about, LETTERS.c.sealed_payload).order_by(LETTERS.c.id))
    assert row.first(db.session, {}) is None
    db.session.rollback()
    with transaction() as session:
        ADD.run(session, ROW)
        ADD.run(session, {**ROW, "message_id": "<two>", "about": "two"})
        assert tuple(row.first(session, {})) == ("one", b"")


def test_it_counts_the_rows_that_it_touched():
    rename = Statement(update(LETTERS).where(LETTERS.c.template == bindparam("which")))
    erase = Statement(delete(LETTERS).where(LETTERS.c.template == bindparam("which")))
    with transaction() as session:
        for about in ("one", "two"):
            ADD.run(session, {**ROW, "message_id": about, "about": about})
        assert rename.run(session, {"which": "s", "last_error": "system"}) == 0
        assert rename.run(session, {"which": "t", "last_error": "system"}) == 2
        assert erase.run(session, {"which": "t"}) == 2
    assert abouts() == []


def test_what_a_column_says_where_nothing_is_given_is_written():
    row = {"message_id": "<a@b>", "about": "1", "template": "t", "sealed_payload": b"\x00\xff", "created_at": NOON}
    with transaction() as session:
        Statement(insert(OutboxMessage.__table__).inline()).run(session, row)
    kept = db.session.scalars(select(OutboxMessage)).one()
    assert (kept.state, kept.attempts, kept.sealed_payload) == ("queued", 0, b"\x00\xff")
    sealed = Statement(select(OutboxMessage.__table__.c.sealed_payload))
    assert sealed.scalar(db.session, {}) == b"\x00\xff"


def test_it_may_be_asked_with_other_columns_than_before():
    add = Statement(insert(LETTERS).inline())
    with transaction() as session:
        add.run(session, ROW)
        add.run(session, {"id": 70, **ROW, "message_id": "<70>", "about": "seventy"})
    assert abouts() == ["one", "seventy"]


def test_a_value_that_is_missing_is_an_error_and_nothing_is_stored():
    with pytest.raises(KeyError, match="moment"):
        ABOUT.scalar(db.session, {"another": NOON})


def test_a_broken_rule_of_a_table_is_said_as_by_the_session_without_the_values():
    def twice(session):
        ADD.run(session, {"id": 7, **ROW})
        ADD.run(session, {"id": 7, **ROW, "about": "of salma"})

    with pytest.raises(IntegrityError) as broken:
        fails_after(twice)
    assert "salma" not in str(broken.value).partition("DETAIL")[0]
    assert abouts() == []


def test_a_reading_session_cannot_write():
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        ADD.run(db.session, ROW)


def test_a_value_that_is_there_already_is_not_inserted():
    row = {"id": 7, **ROW}
    with transaction() as session:
        assert insert_unless_known(session, LETTERS, row)
        assert not insert_unless_known(session, LETTERS, {**row, "about": "two"})
    assert abouts() == ["one"]


def test_a_session_that_only_said_statements_was_never_made_and_one_that_is_asked_as_one_is():
    with transaction() as session:
        ADD.run(session, ROW)
        assert "identity_map" not in vars(session)
        kept = session.scalars(select(OutboxMessage)).one()
        kept.about = "two"
        assert session.get_bind().dialect.name == line_of(session).dialect.name
        ADD.run(session, {**ROW, "message_id": "<three>", "about": "three"})
        with pytest.raises(AttributeError, match="nothing_like_it"):
            session.nothing_like_it  # noqa: B018
    assert abouts() == ["two", "three"]
    assert kept.about == "two"


def test_what_a_session_was_asked_as_one_is_not_stored_where_the_act_fails():
    with pytest.raises(RuntimeError, match="power cut"):
        fails_after(lambda session: session.add(OutboxMessage(**ROW)))
    with pytest.raises(RuntimeError, match="power cut"):
        fails_after(lambda session: session.execute(insert(OutboxMessage), ROW))
    assert abouts() == []
