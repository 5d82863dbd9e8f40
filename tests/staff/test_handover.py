"""Whoever leaves leaves no case behind."""

from datetime import UTC, datetime

from sqlalchemy import select, update

from forms_service.accounts import service
from forms_service.db import db, transaction
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.procedure import Actor
from forms_service.help_requests.statuses import ENDED, STATES
from forms_service.staff.handover import assigned_cases, hand_over
from tests.support.office import add_help_request, add_person
from tests.support.postgres import both_databases

BY = Actor("staff:1", frozenset({"admin"}))


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
    with transaction() as session:
        leaver, heir = service.by_number(session, 1), service.by_number(session, 2)
        moved = hand_over(session, leaver, heir, by=BY, now=datetime(2026, 11, 22, tzinfo=UTC))
    assert moved == len(STATES) - len(ENDED)
    assert [assigned_cases(db.session, number) for number in (1, 2, 3)] == [0, moved, 0]
    left = db.session.scalars(select(HelpRequest.state).where(HelpRequest.assignee_id == 1)).all()
    assert set(left) == ENDED
