"""Links that set a password: whose, how long, how often."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forms_service.accounts import links, service
from forms_service.accounts.links import LinkSpent
from forms_service.accounts.models import StaffLink
from forms_service.db import db, transaction
from tests.support.office import add_person, events
from tests.support.postgres import both_databases

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HUDA = "huda@example.org"


@pytest.fixture
def huda(context):
    add_person(context, HUDA, "reception")
    return HUDA


def new(good_for=links.RESET, now=NOW):
    with transaction() as session:
        return links.new_link(session, service.known(session, HUDA), good_for, now)


def holder(key, now=NOW):
    found = links.holder_of(db.session, key, now)
    db.session.rollback()
    return found and found.email


@pytest.mark.parametrize("good_for", [links.INVITATION, links.RESET, links.TERMINAL])
def test_a_link_is_good_until_its_time_is_over(huda, good_for):
    key = new(good_for)
    assert holder(key, NOW + good_for - timedelta(seconds=1)) == HUDA
    assert holder(key, NOW + good_for) is None


@both_databases
def test_a_link_is_good_once(context):
    add_person(context, HUDA, "reception")
    key = new()
    with transaction() as session:
        person = links.use_link(session, key, "$new", NOW)
        assert person.password == "$new"
    assert holder(key) is None
    with pytest.raises(LinkSpent), transaction() as session:
        links.use_link(session, key, "$other", NOW)
    assert service.known(db.session, HUDA).password == "$new"
    assert events(context, "set_password") == [("staff:1", "set_password", "staff", "1")]


def test_a_newer_link_ends_the_older(huda):
    older, newer = new(), new()
    assert (holder(older), holder(newer)) == (None, HUDA)


def test_a_link_of_somebody_disabled_opens_nothing(huda):
    key = new()
    with transaction() as session:
        service.disable_staff(session, HUDA, now=NOW, actor="terminal")
    assert holder(key) is None


def test_the_database_does_not_know_the_key(huda):
    key = new()
    assert key.encode() not in db.session.scalar(select(StaffLink.key_hash))


def test_an_hour_has_room_for_three(huda):
    asked = []
    for _ in range(4):
        asked.append(links.asked_too_often(db.session, 1, NOW))
        db.session.rollback()
        new()
    assert asked == [False, False, False, True]
    assert not links.asked_too_often(db.session, 1, NOW + timedelta(hours=1))


def test_the_address_is_ours():
    assert links.address_of("https://example.org", "abc") == "https://example.org/staff/link/abc"
