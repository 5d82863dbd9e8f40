"""People of the staff, below the terminal: what the service promises whoever calls it."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from forms_service.accounts import service
from forms_service.accounts.models import Staff
from forms_service.db import db, transaction
from tests.support.office import add_person

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def _create(email: str, *roles: str) -> None:
    with transaction() as session:
        service.create_staff(
            session, email=email, name="أمل", password_hash="$x", roles=roles, now=NOW, actor="terminal"
        )  # fmt: skip


def test_a_person_is_found_in_whatever_case_the_address_is_given(context: Flask) -> None:
    _create(" Officer@Example.org", "reception")
    found = service.by_email(db.session, "OFFICER@example.org ")
    assert found is not None
    assert (found.email, found.actor, found.active, found.created_at) == ("officer@example.org", "staff:1", True, NOW)


def test_the_same_address_twice_is_refused_and_nothing_is_stored(context: Flask) -> None:
    _create("officer@example.org", "reception")
    with pytest.raises(service.AlreadyOnStaff):
        _create("OFFICER@example.org", "manager")
    assert [person.role_names for person in service.everyone(db.session)] == [["reception"]]


def test_roles_are_read_from_the_table_and_a_dropped_one_gives_nothing(context: Flask) -> None:
    _create("officer@example.org", "manager", "reception", "manager", "king")
    person = service.everyone(db.session)[0]
    assert [role.name for role in person.roles] == ["reception", "manager"]
    assert person.may("read_cases")
    assert not person.may("king")


@pytest.mark.parametrize("act", [service.disable_staff, service.enable_staff])
def test_nobody_unknown_is_shut_out_or_let_in(context: Flask, act) -> None:
    with pytest.raises(service.NotOnStaff), transaction() as session:
        act(session, "nobody@example.org", now=NOW, actor="terminal")


def test_every_person_has_a_mark_of_their_own(app: Flask) -> None:
    add_person(app, "a@example.org", "reception")
    add_person(app, "b@example.org", "reception")
    with app.app_context():
        marks = {person.fs_uniquifier for person in db.session.query(Staff)}
    assert len(marks) == 2
    assert {len(mark) for mark in marks} == {64}
