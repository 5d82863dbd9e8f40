"""How events are bound: by everything they say, to the one before, in one spelling, with a key."""

import itertools
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from forms_service.audit.chain import BEGINNING, Said, link, spelled_moment
from forms_service.audit.walk import Break, walk
from forms_service.crypto import Keys, Vault
from forms_service.db import db, writing_engine

VAULT = Vault(Keys(bytes(32), {"d1": bytes(range(32))}, bytes(range(32))))
CHANGED = Break(3, 3, missing=False)
SAID = Said(7, "2026-11-22 08:00:00.000000", "staff:1", "read", "help_request", "482930571166")


def test_a_link_stays_what_it_is():
    """Every release must find yesterday's chain whole: a changed spelling would break all of them."""
    assert link(VAULT, BEGINNING, SAID).hex() == "7a1911f98b7b3eb89daa5f447d71a00541b83167558ac87db4b2aa3d1153ec55"


@pytest.mark.parametrize("name", Said._fields)
def test_everything_that_is_said_counts(name):
    other = 8 if name == "id" else f"{getattr(SAID, name)} "
    assert link(VAULT, BEGINNING, SAID._replace(**{name: other})) != link(VAULT, BEGINNING, SAID)


def test_what_is_said_in_one_column_is_not_said_in_the_next():
    one, other = SAID._replace(actor='a","b', act="c"), SAID._replace(actor="a", act='b","c')
    assert link(VAULT, BEGINNING, one) != link(VAULT, BEGINNING, other)


def test_the_one_before_counts():
    assert link(VAULT, link(VAULT, BEGINNING, SAID), SAID) != link(VAULT, BEGINNING, SAID)


def test_the_key_counts():
    other = Vault(Keys(bytes(32), {"d1": bytes(range(32))}, bytes(range(1, 33))))
    assert link(other, BEGINNING, SAID) != link(VAULT, BEGINNING, SAID)


def test_whatever_a_damaged_row_holds_is_bound():
    assert link(VAULT, BEGINNING, SAID._replace(at=b"\xff", actor=None)) != link(VAULT, BEGINNING, SAID)


def test_a_moment_has_one_spelling():
    riyadh = datetime(2026, 11, 22, 11, 0, 0, 5, tzinfo=timezone(timedelta(hours=3)))
    assert spelled_moment(riyadh) == spelled_moment(riyadh.astimezone(UTC)) == "2026-11-22 08:00:00.000005"
    with pytest.raises(ValueError, match="time zone"):
        spelled_moment(riyadh.replace(tzinfo=None))


def test_every_byte_of_a_row_is_held(five, intruder):
    """Of SQLite's file, where bytes can be changed to what is no text any more."""
    intruder(lambda _: None)
    for column in ("at", "actor", "act", "subject_kind", "subject", "chain_hash"):
        kept = bytes(db.session.scalar(text(f"SELECT CAST({column} AS BLOB) FROM events WHERE id = 3")))
        for place, bit in itertools.product(range(len(kept)), (0x01, 0x80)):
            broken = kept[:place] + bytes([kept[place] ^ bit]) + kept[place + 1 :]
            _write(column, broken)
            assert walk().broken == CHANGED, (column, broken)
        _write(column, kept)
        assert walk().broken is None


def _write(column: str, value: bytes) -> None:
    db.session.rollback()
    place = ":value" if column == "chain_hash" else "CAST(:value AS TEXT)"
    with writing_engine().begin() as connection:
        connection.execute(text(f"UPDATE events SET {column} = {place} WHERE id = 3"), {"value": value})


def test_a_text_that_became_bytes_is_found(five, intruder):
    intruder(lambda db: db.execute(text("UPDATE events SET actor = CAST(actor AS BLOB) WHERE id = 3")))
    assert walk().broken == CHANGED
