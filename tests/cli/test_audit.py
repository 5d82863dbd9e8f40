"""`flask audit verify`: one clear line, the head to note, and a status that a machine can act on."""

import pytest
from flask import Flask
from sqlalchemy import text

from forms_service.audit.models import Event
from forms_service.db import db, writing_engine


@pytest.fixture
def verify(context: Flask):
    """verify(*words): the lines that it prints, and its status."""

    def run(*words: str) -> tuple[list[str], int]:
        db.session.rollback()
        result = context.test_cli_runner().invoke(args=["audit", "verify", *words])
        return result.output.splitlines(), result.exit_code

    return run


def head_of(lines: list[str]) -> str:
    return lines[1].split()[1]


def test_a_whole_chain_is_said_with_its_head(five, verify):
    lines, status = verify()
    kept = db.session.get_one(Event, 5).chain_hash.hex()
    assert (lines, status) == (["ok    5 events, each as it was written", f"head  {kept}  (event 5)"], 0)


def test_a_head_that_was_noted_is_looked_for(five, verify, intruder):
    noted = head_of(verify()[0])
    assert verify("--head", f" {noted.upper()} ")[1] == 0
    intruder(lambda db: db.execute(text("DELETE FROM events WHERE id > 3")))
    lines, status = verify("--head", noted)
    assert status == 1
    assert lines[0] == "ok    3 events, each as it was written"
    assert lines[-1] == "Error: The head that was asked for is not among them: events were cut off, or written anew."


def test_what_is_no_head_is_refused(five, verify):
    lines, status = verify("--head", "12ab")
    assert status == 2
    assert lines[-1].endswith("a head has 64 digits from 0 to f, as `flask audit verify` prints it.")


CHANGE = "UPDATE events SET subject = '482930571164' WHERE id = 3"


def test_the_first_break_is_named(five, verify, intruder):
    intruder(lambda db: db.execute(text(CHANGE)))
    assert verify() == (
        ["Error: Event 3 is not what was written: it was changed, moved or added. 2 before hold."], 1
    )  # fmt: skip
    intruder(lambda db: db.execute(text("DELETE FROM events WHERE id = 2")))
    assert verify() == (["Error: Event 2 is missing. 1 before hold."], 1)
    intruder(lambda db: db.execute(text("DELETE FROM events WHERE id = 1")))
    assert verify() == (["Error: Events 1 to 2 are missing. 0 before hold."], 1)


def test_that_it_was_asked_is_written_down(five, verify, intruder):
    verify()
    intruder(lambda db: db.execute(text("DELETE FROM events WHERE id = 2")))
    verify()
    rows = db.session.query(Event).where(Event.subject_kind == "audit").order_by(Event.id)
    assert [(row.actor, row.act, row.subject) for row in rows] == [
        ("terminal", "verify", "1-5"),
        ("terminal", "verify_broken", "2"),
    ]


def test_it_is_said_also_where_it_cannot_be_written_down(five, verify, disk_full):
    with disk_full():
        lines, status = verify()
    assert status == 0
    assert [line for line in lines if line.startswith("ok ")] == ["ok    5 events, each as it was written"]
    assert any(line.startswith("That it was asked could not be written down (") for line in lines)


def test_events_that_cannot_be_read_are_said(five, verify):
    with writing_engine().begin() as connection:
        connection.execute(text("ALTER TABLE events RENAME TO elsewhere"))
    lines, status = verify()
    assert (lines, status) == (["Error: The events could not be read: no such table: events"], 1)
