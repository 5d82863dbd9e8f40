"""Answers on their way: kept, found, expired, destroyed; nothing readable in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.db import db, transaction
from forms_service.formkit import drafts
from forms_service.formkit.drafts import Draft
from tests.support.postgres import both_databases
from tests.support.threads import all_at_once

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANSWERS = {"values": {"full_name": "سلمى عبده"}, "notes": {}, "done": ["you"], "doubt": None}


def named(key, form="help_request"):
    return drafts.key_hash(form, key)


def seen(key="one", now=NOW):
    with Session(db.engine) as session:
        return drafts.find(session, named(key), now)


def keep(key="one", answers=ANSWERS, now=NOW, days=7, *, instead_of=None):
    found = named(key)
    sealed = drafts.seal(answers, found)
    with transaction() as session:
        return drafts.keep(session, "help_request", found, sealed, seen=instead_of, now=now, days=days)


def load(key="one", now=NOW, form="help_request"):
    with Session(db.engine) as session:
        return drafts.load(session, named(key, form), now)


def rows():
    with Session(db.engine) as session:
        return session.scalars(select(Draft)).all()


pytestmark = [both_databases, pytest.mark.usefixtures("context")]


def test_what_was_kept_is_found_by_its_key_and_form_alone():
    keep()
    assert load() == ANSWERS
    assert load("two") is None
    assert load(form="volunteer") is None


def test_keeping_again_replaces():
    keep()
    assert keep(answers={**ANSWERS, "done": ["you", "contact"]}, instead_of=seen())
    assert load()["done"] == ["you", "contact"]
    assert len(rows()) == 1


def test_nothing_is_kept_in_place_of_what_was_changed_meanwhile():
    keep()
    before = seen()
    assert keep(answers={**ANSWERS, "done": ["you", "contact"]}, instead_of=before)
    assert not keep(instead_of=before)
    assert not keep()
    assert load()["done"] == ["you", "contact"]


def test_nothing_is_kept_in_place_of_what_was_erased_meanwhile():
    keep()
    before = seen()
    with transaction() as session:
        drafts.destroy(session, named("one"))
    assert not keep(instead_of=before)
    assert rows() == []


def test_a_draft_whose_days_are_over_gives_way_to_a_new_one():
    keep()
    later = NOW + timedelta(days=7)
    assert keep(answers={**ANSWERS, "done": ["contact"]}, now=later, instead_of=seen(now=later))
    assert load(now=later)["done"] == ["contact"]
    assert len(rows()) == 1


def test_a_draft_is_gone_after_its_days():
    keep()
    assert load(now=NOW + timedelta(days=7, seconds=-1)) == ANSWERS
    assert load(now=NOW + timedelta(days=7)) is None


def test_expired_drafts_are_erased():
    keep("old")
    keep("new", now=NOW + timedelta(days=8))
    with transaction() as session:
        assert drafts.destroy_expired(session, NOW + timedelta(days=8)) == 1
    assert [row.key_hash for row in rows()] == [named("new")]


def test_a_draft_can_be_destroyed():
    keep()
    with transaction() as session:
        drafts.destroy(session, named("one"))
    assert rows() == []


def test_only_what_was_seen_is_destroyed():
    keep()
    before = seen()
    keep(answers={**ANSWERS, "done": ["you", "contact"]}, instead_of=before)
    for stands, what in ((False, before), (True, seen()), (False, before)):
        with transaction() as session:
            assert drafts.destroy_seen(session, named("one"), what) is stands
    assert rows() == []


def test_a_draft_moved_to_another_key_does_not_open_and_is_begun_anew():
    keep("one")
    keep("two")
    with transaction() as session:
        found = session.get(Draft, named("one"))
        session.get(Draft, named("two")).sealed_answers = found.sealed_answers
    assert load("two") is None
    keep("two", instead_of=seen("two"))
    assert load("two") == ANSWERS


def test_keys_cannot_be_guessed_and_never_repeat():
    keys = {drafts.new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert min(map(len, keys)) >= 22


def test_a_fresh_key_kept_at_eight_places_at_once_is_one_draft(context):
    first = []
    all_at_once(context, 8, lambda number: keep(answers={**ANSWERS, "done": [number]}) and first.append(number))
    assert len(rows()) == 1
    assert [load()["done"]] == [first]
