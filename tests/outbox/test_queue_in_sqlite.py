"""The queue in SQLite's own file: what stands in it, and how a claim finds its way."""

import sqlite3

from tests.outbox.conftest import REFERENCE, promise_mail


def test_neither_recipient_nor_facts_stand_in_the_clear(context, settings):
    promise_mail(to="salma@example.org", name="سلمى القحطاني")
    kept = b"".join(path.read_bytes() for path in settings.data_dir.glob("service.sqlite3*"))
    assert REFERENCE.encode() in kept
    assert b"salma" not in kept
    assert "القحطاني".encode() not in kept


def test_a_claim_never_walks_over_what_was_sent(context, settings):
    with sqlite3.connect(settings.data_dir / "service.sqlite3") as file:
        plan = file.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM outbox_messages WHERE next_try_at <= '2026' ORDER BY next_try_at, id LIMIT 1"
        ).fetchall()
    file.close()
    assert [row[3] for row in plan] == [
        "SEARCH outbox_messages USING COVERING INDEX ix_outbox_messages_next_try_at (next_try_at<?)"
    ]
