"""Walking along the chain: whatever was done to a row behind our back, the walk names it; and it never cries wolf."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from forms_service.audit import walk as walking
from forms_service.audit.chain import BEGINNING, Said, link
from forms_service.audit.models import Event, record_event
from forms_service.audit.walk import Break, note_walk, walk
from forms_service.crypto import Keys, Vault
from forms_service.db import db, transaction
from tests.support.chain import NOW
from tests.support.postgres import both_databases

pytestmark = both_databases

TEXTS = ("actor", "act", "subject_kind", "subject")
CHANGED = {
    **dict.fromkeys(TEXTS, "'staff:9'"),
    "id": "63",
    "at": "'2026-11-22 08:33:00.123457'",
    "chain_hash": "(SELECT chain_hash FROM events WHERE id = 2)",
}
CLOSED_UP = (
    "DELETE FROM events WHERE id = 3",
    "UPDATE events SET id = 3 WHERE id = 4",
    "UPDATE events SET id = 4 WHERE id = 5",
)
COPY_OF_THE_LAST = "SELECT 6, at, actor, act, subject_kind, subject, chain_hash FROM events WHERE id = 5"
FORGED = "INSERT INTO events (id, at, actor, act, subject_kind, subject, chain_hash) "


def changed(number: int) -> Break:
    return Break(number, number, missing=False)


def missing(first: int, last: int | None = None) -> Break:
    return Break(first, last or first, missing=True)


def swapped(one: int) -> list[str]:
    steps = ((one, 77), (one + 1, one), (77, one + 1))
    return [f"UPDATE events SET id = {new} WHERE id = {old}" for old, new in steps]


def test_a_chain_that_nobody_touched_is_whole(five):
    walked = walk()
    assert (walked.count, walked.last, walked.broken) == (5, 5, None)
    assert walked.head == db.session.get_one(Event, 5).chain_hash


def test_where_nothing_happened_the_chain_is_whole(context):
    walked = walk(meet=bytes(31) + b"1")
    assert (walked.count, walked.last, walked.head, walked.met, walked.broken) == (0, 0, BEGINNING, False, None)


def test_whatever_was_done_to_a_row_it_is_named(after):
    for column, value in CHANGED.items():
        found = after(f"UPDATE events SET {column} = {value} WHERE id = 3")
        assert found.broken == (missing(3) if column == "id" else changed(3)), column
        assert (found.count, found.last) == (2, 2)
    assert after("DELETE FROM events WHERE id = 3").broken == missing(3)
    assert after("DELETE FROM events WHERE id IN (1, 2, 3)").broken == missing(1, 3)
    assert after(*CLOSED_UP).broken == changed(3)
    for one in (1, 3, 4):
        assert after(*swapped(one)).broken == changed(one)
    assert after(f"{FORGED} {COPY_OF_THE_LAST}").broken == changed(6)


def test_a_chain_made_with_another_key_is_none_of_ours(five, intruder):
    """Who has the database and knows how it is chained, but not the key, cannot add to it."""
    own = Vault(Keys(bytes(32), {"d1": bytes(range(32))}, bytes(range(32))))
    said = Said(6, "2026-11-22 09:00:00.000000", "staff:1", "read", "help_request", "482930571166")
    head = link(own, walk().head, said)
    intruder(lambda db: db.execute(
        text(f"{FORGED} VALUES (6, '2026-11-22 09:00:00.000000+00', :a, :b, :c, :d, :hash)"
             if db.dialect.name == "postgresql" else
             f"{FORGED} VALUES (6, '2026-11-22 09:00:00.000000', :a, :b, :c, :d, :hash)"),
        dict(zip("abcd", said[2:], strict=True)) | {"hash": head},
    ))  # fmt: skip
    assert walk().broken == changed(6)


def test_what_was_cut_off_at_the_end_is_missed_by_who_noted_the_head(five, intruder):
    noted = walk().head
    intruder(lambda db: db.execute(text("DELETE FROM events WHERE id > 3")))
    cut = walk(meet=noted)
    assert (cut.count, cut.broken, cut.met) == (3, None, False)


def test_a_head_that_was_noted_is_met_for_ever(five):
    noted = walk().head
    for _ in range(3):
        with transaction() as session:
            record_event(session, at=NOW, actor="staff:1", act="read", kind="help_request", subject="482930571166")
        assert walk(meet=noted).met
    assert not walk(meet=bytes(32)[1:] + b"1").met


def test_the_newest_are_held_against_the_one_before_them(five, intruder):
    assert (walk(newest=2).count, walk(newest=5).count, walk(newest=99).count) == (2, 5, 5)
    intruder(lambda db: db.execute(text("UPDATE events SET actor = 'staff:9' WHERE id = 3")))
    assert walk(newest=2).broken is None
    assert walk(newest=3).broken == changed(3)
    intruder(lambda db: db.execute(text("UPDATE events SET chain_hash = :none WHERE id = 3"), {"none": b""}))
    assert walk(newest=2).broken == changed(4)


def test_it_walks_in_handfuls(five, monkeypatch):
    for handful in (1, 2, 5, 6):
        monkeypatch.setattr(walking, "HANDFUL", handful)
        assert walk().count == 5


def test_gaps_from_before_the_chain_are_no_break(five, intruder):
    """A transaction that failed on PostgreSQL used to leave a gap in the numbers; the migration chained across it."""
    known = five.extensions["vault"]

    def leave_a_gap(db):
        db.execute(text("DELETE FROM events WHERE id > 3"))
        rows = db.execute(text("SELECT * FROM events WHERE id = 3")).one()
        said = Said(9, "2026-11-22 09:00:00.000000", *rows[2:6])
        moment = f"{said.at}+00" if db.dialect.name == "postgresql" else said.at
        values = {"hash": link(known, bytes(rows.chain_hash), said), **said._asdict()}
        db.execute(text(f"{FORGED} VALUES (9, '{moment}', :actor, :act, :subject_kind, :subject, :hash)"), values)

    intruder(leave_a_gap)
    assert walk().broken is None
    with transaction() as session:
        record_event(session, at=NOW, actor="staff:1", act="read", kind="help_request", subject="482930571166")
    assert (walk().count, walk().last, walk().broken) == (5, 10, None)


def test_writers_side_by_side_make_one_chain(app):
    def write(number: int) -> None:
        with app.app_context(), transaction() as session:
            for _ in range(1 + number % 3):
                record_event(session, at=NOW, actor=f"staff:{number}", act="read", kind="help_request", subject="1")
            if number % 7 == 0:
                raise LookupError(number)

    def try_to_write(number: int) -> bool:
        try:
            write(number)
        except LookupError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(try_to_write, range(60)))
    with app.app_context():
        walked = walk()
    count = sum(1 + number % 3 for number, done in enumerate(stored) if done)
    assert stored.count(True) == 51
    assert (walked.count, walked.last, walked.broken) == (count, count, None)


def test_who_walks_while_others_write_sees_a_whole_chain(app, monkeypatch):
    monkeypatch.setattr(walking, "HANDFUL", 3)

    def write(number: int) -> None:
        with app.app_context(), transaction() as session:
            record_event(session, at=NOW, actor=f"staff:{number}", act="read", kind="help_request", subject="1")

    with ThreadPoolExecutor(4) as pool, app.app_context():
        writing = [pool.submit(write, number) for number in range(40)]
        found = [walk().broken]
        while not all(each.done() for each in writing):
            found.append(walk().broken)
    assert set(found) == {None}


def test_a_walk_is_an_event_itself(five, intruder):
    with transaction() as session:
        note_walk(session, walk(newest=2), by="staff:1", now=NOW)
    intruder(lambda db: db.execute(text("DELETE FROM events WHERE id = 2")))
    with transaction() as session:
        note_walk(session, walk(), by="terminal", now=NOW)
    rows = db.session.query(Event).where(Event.subject_kind == "audit").order_by(Event.id)
    assert [(row.actor, row.act, row.subject) for row in rows] == [
        ("staff:1", "verify", "4-5"),
        ("terminal", "verify_broken", "2"),
    ]
