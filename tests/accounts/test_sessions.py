"""Rows of sessions: open, alive, revoked, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from forms_service.accounts import sessions
from forms_service.accounts.models import Staff, StaffSession
from forms_service.db import db, transaction
from tests.support.office import add_person

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def person(app: Flask) -> int:
    return add_person(app, "officer@example.org", "reception")


def _open(app: Flask, person: int, now: datetime = NOW) -> str:
    with app.app_context(), transaction() as session:
        return sessions.open_session(session, person, now)


def _is_alive(app: Flask, key: str, now: datetime = NOW) -> bool:
    with app.app_context():
        uniquifier = db.session.scalar(select(Staff.fs_uniquifier))
        return sessions.signed_in(db.session, key, uniquifier, now) is not None


@pytest.mark.parametrize(("after", "alive"), [
    (timedelta(0), True),
    (sessions.IDLE - timedelta(seconds=1), True),
    (sessions.IDLE, False),
    (sessions.LIFETIME, False),
])  # fmt: skip
def test_how_long_a_session_lives_without_a_request(app: Flask, person: int, after: timedelta, alive: bool) -> None:
    assert _is_alive(app, _open(app, person), NOW + after) is alive


def test_a_session_belongs_to_one_person(app: Flask, person: int) -> None:
    key = _open(app, person)
    with app.app_context():
        assert sessions.signed_in(db.session, key, "somebody else", NOW) is None


def test_a_session_of_somebody_inactive_is_dead_even_if_nobody_revoked_it(app: Flask, person: int) -> None:
    key = _open(app, person)
    with app.app_context(), transaction() as session:
        session.execute(update(Staff).values(active=False))
    assert not _is_alive(app, key)


def test_an_unknown_key_is_nobodys(app: Flask, person: int) -> None:
    _open(app, person)
    assert not _is_alive(app, "x" * 43)


def test_revoking_one_session_leaves_the_others(app: Flask, person: int) -> None:
    office, phone = _open(app, person), _open(app, person)
    with app.app_context(), transaction() as session:
        sessions.revoke(session, office, NOW)
    assert (_is_alive(app, office), _is_alive(app, phone)) == (False, True)


def test_revoking_all_ends_every_session_of_that_person_only(app: Flask, person: int) -> None:
    other = _open(app, add_person(app, "manager@example.org", "manager"))
    mine = [_open(app, person), _open(app, person)]
    with app.app_context(), transaction() as session:
        sessions.revoke_all(session, person, NOW)
    with app.app_context():
        alive = db.session.scalar(select(func.count()).where(StaffSession.revoked_at.is_(None)))
    assert not any(_is_alive(app, key) for key in mine)
    assert alive == 1
    assert other


def test_the_moment_of_the_first_revocation_stays(app: Flask, person: int) -> None:
    key = _open(app, person)
    for hour in (1, 2):
        with app.app_context(), transaction() as session:
            sessions.revoke(session, key, NOW + timedelta(hours=hour))
    with app.app_context():
        assert db.session.scalar(select(StaffSession.revoked_at)) == NOW + timedelta(hours=1)


def test_rows_that_ended_by_age_are_dropped_at_the_next_sign_in(app: Flask, person: int) -> None:
    _open(app, person)
    _open(app, person, NOW + sessions.LIFETIME)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(StaffSession)) == 1


def test_a_sign_of_life_is_written_at_most_once_a_minute(app: Flask, person: int) -> None:
    key = _open(app, person)
    with app.app_context():
        uniquifier = db.session.scalar(select(Staff.fs_uniquifier))
        found = sessions.signed_in(db.session, key, uniquifier, NOW)
    assert found is not None
    assert not found.is_due(NOW + timedelta(seconds=59))
    assert found.is_due(NOW + timedelta(seconds=60))
