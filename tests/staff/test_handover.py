"""Whoever leaves leaves no case behind."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from forms_service.accounts import service
from forms_service.accounts.models import Staff
from forms_service.accounts.roles import HANDLE_CASES, ROLES
from forms_service.db import db, transaction
from forms_service.help_requests import casework
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.procedure import Actor
from forms_service.help_requests.queue import UNASSIGNED, Wanted, page_of
from forms_service.help_requests.statuses import ENDED, STATES
from forms_service.staff.handover import HandedOver, assigned_cases, hand_over, heirs_of
from tests.support.casework import Story, objections_are_open
from tests.support.office import add_help_request, add_person
from tests.support.postgres import both_databases

BY = Actor("staff:1", frozenset({"admin"}))
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def leaves(leaver, heir=None):
    with transaction() as session:
        to = service.by_number(session, heir) if heir else None
        return hand_over(session, service.by_number(session, leaver), to, by=BY, now=NOW)


def heirs(leaver):
    db.session.rollback()  # what was read before does not count
    return [each.id for each in heirs_of(db.session, service.by_number(db.session, leaver))]


def works_on_one(context, number, branch=None):
    reference = add_help_request(context)
    with transaction() as session:
        case = update(HelpRequest).where(HelpRequest.reference == reference)
        session.execute(case.values(assignee_id=number, branch=branch))
    return reference


def unassigned():
    db.session.rollback()
    return [case.reference for case in page_of(db.session, Wanted(1, NOW, UNASSIGNED))]


@both_databases
def test_everything_that_has_not_ended_goes_over(context):
    for email in ("leaver@example.org", "heir@example.org", "third@example.org"):
        add_person(context, email, "reception")
    for state in STATES:
        reference = add_help_request(context)
        with transaction() as session:
            session.execute(
                update(HelpRequest).where(HelpRequest.reference == reference).values(state=state, assignee_id=1)
            )
    handed = leaves(1, heir=2)
    assert handed == HandedOver(given=len(STATES) - len(ENDED), left=0)
    assert [assigned_cases(db.session, number) for number in (1, 2, 3)] == [0, handed.given, 0]
    left = db.session.scalars(select(HelpRequest.state).where(HelpRequest.assignee_id == 1)).all()
    assert set(left) == ENDED


def test_what_goes_to_nobody_stands_where_everybody_sees_what_nobody_works_on(context):
    add_person(context, "leaver@example.org", "reception")
    reference = works_on_one(context, 1)
    assert unassigned() == []
    assert leaves(1) == HandedOver(given=0, left=1)
    assert unassigned() == [reference]


def test_an_objection_whose_party_the_heir_is_goes_to_nobody_and_the_rest_to_the_heir(office):
    objections_are_open(office)
    objection = Story().is_refused().is_objected_to()
    objection.act(casework.assign, 8)
    other = works_on_one(office, 8)
    assert leaves(8, heir=1) == HandedOver(given=1, left=1)
    assert unassigned() == [objection.reference]
    assert db.session.scalars(select(HelpRequest.assignee_id).where(HelpRequest.reference == other)).one() == 1


@pytest.mark.parametrize("role", ROLES)
def test_an_heir_may_handle_requests(context, role):
    add_person(context, "leaver@example.org", "reception")
    add_person(context, "heir@example.org", role)
    works_on_one(context, 1)
    is_able = HANDLE_CASES in ROLES[role].rights and not ROLES[role].branch_only
    assert heirs(1) == ([2] if is_able else [])


def test_a_delegate_inherits_what_is_all_of_the_own_branch(context):
    add_person(context, "leaver@example.org", "reception")
    add_person(context, "north@example.org", "delegate")
    add_person(context, "gone@example.org", "reception")
    with transaction() as session:
        session.execute(update(Staff).where(Staff.id == 2).values(branch="north"))
        session.execute(update(Staff).where(Staff.id == 3).values(active=False))
    works_on_one(context, 1, "north")
    assert heirs(1) == [2]
    works_on_one(context, 1, "south")
    assert heirs(1) == []
