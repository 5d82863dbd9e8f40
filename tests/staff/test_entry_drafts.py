"""Unfinished requests of a colleague: found again by nobody else, newest first, gone with their time."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from forms_service.db import db, transaction
from forms_service.formkit.journey import Progress
from forms_service.staff import entry_drafts
from tests.support.postgres import both_databases

pytestmark = both_databases

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
HUDA, NOOR = "staff:1", "staff:2"


def keeps(key, who=HUDA, now=NOW, **values):
    with transaction() as session:
        entry_drafts.keep(session, who, key, Progress(values, done=["you"]), now=now, days=7)


def unfinished(who=HUDA, now=NOW):
    with Session(db.engine) as session:
        return [(key, progress.values) for key, progress in entry_drafts.unfinished(session, who, now)]


def test_what_was_begun_last_comes_first_and_only_to_its_writer(context):
    keeps("a" * 22, full_name="سلمى")
    keeps("b" * 22, full_name="Tesfaye")
    keeps("a" * 22, full_name="سلمى عبده")
    assert unfinished() == [("a" * 22, {"full_name": "سلمى عبده"}), ("b" * 22, {"full_name": "Tesfaye"})]
    assert unfinished(NOOR) == []
    with Session(db.engine) as session:
        assert entry_drafts.find(session, NOOR, "a" * 22, NOW) is None
        assert entry_drafts.form_key(NOOR, "a") != entry_drafts.form_key(HUDA, "a")


def test_what_was_stored_or_grew_old_is_no_longer_unfinished(context):
    keeps("a" * 22)
    keeps("b" * 22, now=NOW + timedelta(days=3))
    with transaction() as session:
        entry_drafts.destroy(session, HUDA, "b" * 22)
    assert [key for key, _values in unfinished()] == ["a" * 22]
    assert unfinished(now=NOW + timedelta(days=8)) == []
    keeps("c" * 22, now=NOW + timedelta(days=8))
    assert [key for key, _values in unfinished(now=NOW + timedelta(days=8))] == ["c" * 22]
