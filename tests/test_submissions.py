"""What is alike in everything people submit: one row for one form key, under a reference nobody else has."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from forms_service import submissions
from forms_service.audit.models import Event
from forms_service.db import db, transaction
from forms_service.formkit.answers import Answer, AnswersRecord, Section
from forms_service.outbox.models import OutboxMessage
from forms_service.submissions import find_reference, store, tell_person, tell_staff
from forms_service.volunteers import messages
from forms_service.volunteers.models import Volunteer
from tests.support.postgres import both_databases

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
RECORD = AnswersRecord("volunteer", (Section("you", "أنت", (Answer("full_name", "الاسم", "سلمى", "سلمى"),)),))

pytestmark = [both_databases, pytest.mark.usefixtures("context")]


def columns(key):
    return {"form_key": key, "state": "applied", "locality": "تبوك", "folded_name": "", "mobile_hash": b"0" * 32,
            "guardian_mobile_hash": None, "doubt": None}  # fmt: skip


def stores(key):
    with transaction() as session:
        return store(session, Volunteer, RECORD, columns(key), now=NOW)


def rows(model):
    return db.session.scalars(select(model)).all()


def test_a_form_key_is_stored_once_with_one_event_and_answers_its_reference_again():
    first, is_new = stores(b"k" * 32)
    assert is_new
    assert stores(b"k" * 32) == (first, False)
    [kept] = rows(Volunteer)
    assert (kept.reference, kept.answers, kept.received_at) == (first, RECORD, NOW)
    assert [(event.act, event.subject_kind, event.subject) for event in rows(Event)] == [("submit", "volunteer", first)]
    assert find_reference(db.session, Volunteer, b"k" * 32) == first


def test_a_reference_that_somebody_has_is_drawn_again(monkeypatch):
    taken, _ = stores(b"a" * 32)
    drawn = iter([taken, taken, "482930571166"])
    monkeypatch.setattr(submissions, "new_reference", lambda: next(drawn))
    assert stores(b"b" * 32) == ("482930571166", True)
    assert [kept.answers for kept in rows(Volunteer)] == [RECORD, RECORD]
    assert len(rows(Event)) == 2


def test_staff_are_always_told_and_the_person_where_there_is_an_address():
    answers = RECORD.sections[0].answers
    with_mail = replace(RECORD, sections=(Section("you", "أنت", (*answers, Answer("email", "", "s@example.org", ""))),))
    with transaction() as session:
        tell_staff(session, Volunteer, "482930571166", messages.for_staff, now=NOW)
        tell_person(session, RECORD, "482930571166", messages.welcome, now=NOW)
        tell_person(session, with_mail, "482930571166", messages.welcome, now=NOW)
    assert [(row.template, row.message.recipient) for row in rows(OutboxMessage)] == [
        ("volunteers/for_staff", "staff@localhost"),
        ("volunteers/welcome", "s@example.org"),
    ]
    assert rows(OutboxMessage)[1].message.facts["name"] == "سلمى"
