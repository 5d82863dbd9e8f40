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


def keep(key="one", answers=ANSWERS, now=NOW, days=7):
    with transaction() as session:
        drafts.keep(session, "help_request", key, answers, now=now, days=days)


def load(key="one", now=NOW, form="help_request"):
    with Session(db.engine) as session:
        return drafts.load(session, form, key, now)


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
    keep(answers={**ANSWERS, "done": ["you", "contact"]})
    assert load()["done"] == ["you", "contact"]
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
    assert [row.key_hash for row in rows()] == [drafts.key_hash("help_request", "new")]


def test_a_draft_can_be_destroyed():
    keep()
    with transaction() as session:
        drafts.destroy(session, "help_request", "one")
    assert rows() == []


def test_a_draft_moved_to_another_key_does_not_open_and_is_begun_anew():
    keep("one")
    keep("two")
    with transaction() as session:
        found = session.get(Draft, drafts.key_hash("help_request", "one"))
        session.get(Draft, drafts.key_hash("help_request", "two")).sealed_answers = found.sealed_answers
    assert load("two") is None
    keep("two")
    assert load("two") == ANSWERS


def test_keys_cannot_be_guessed_and_never_repeat():
    keys = {drafts.new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert min(map(len, keys)) >= 22


def test_a_fresh_key_kept_at_eight_places_at_once_is_one_draft(context):
    all_at_once(context, 8, lambda number: keep(answers={**ANSWERS, "done": [str(number)]}))
    assert len(rows()) == 1
    assert load()["done"][0] in "01234567"
