"""Nobody handles a complaint about a request that they handled or voted on (policy, preamble)."""

import pytest

from forms_service.audit.models import record_event
from forms_service.db import db, transaction
from forms_service.feedback import queries
from forms_service.feedback.independence import NotIndependent, check_independent, people_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession, Vote
from tests.support.office import LONG_AGO, add_feedback, add_help_request, add_person


@pytest.fixture
def known(app):
    """A request with somebody who read it, one who acted on it, one who leads it, one who voted."""
    people = [add_person(app, f"{name}@example.org", "reception") for name in ("reads", "acts", "leads", "votes")]
    reads, acts, leads, votes = people
    case = add_help_request(app)
    with app.app_context(), transaction() as session:
        for number, act in ((reads, "read"), (reads, "list"), (reads, "print"), (acts, "note")):
            record_event(session, at=LONG_AGO, actor=f"staff:{number}", act=act, kind="help_request", subject=case)
        row = session.query(HelpRequest).filter_by(reference=case).one()
        row.assignee_id = leads
        meeting = CommitteeSession(
            held_on=LONG_AGO.date(), present=[votes], quorum=1, opened_by="staff:1", opened_at=LONG_AGO
        )
        session.add(meeting)
        session.flush()
        item = AgendaItem(session_id=meeting.id, case_id=row.id, added_at=LONG_AGO)
        session.add(item)
        session.flush()
        session.add(Vote(item_id=item.id, staff_id=votes, choice="refuse", at=LONG_AGO))
    return case, people


@pytest.mark.parametrize("sort", ["complaint", "objection"])
def test_who_acted_led_or_voted_is_a_party_and_who_only_read_is_not(app, known, sort):
    case, (reads, *parties) = known
    reference = add_feedback(app, sort=sort, about=case)
    with app.app_context():
        sent = queries.by_reference(db.session, reference)
        assert people_of(db.session, sent) == {f"staff:{number}" for number in parties}
        check_independent(db.session, sent, f"staff:{reads}")
        with pytest.raises(NotIndependent):
            check_independent(db.session, sent, f"staff:{parties[-1]}")


@pytest.mark.parametrize(("sort", "named"), [("suggestion", True), ("thanks", True), ("complaint", False)])
def test_other_messages_bind_nobody(app, known, sort, named):
    reference = add_feedback(app, sort=sort, about=known[0] if named else "")
    with app.app_context():
        assert people_of(db.session, queries.by_reference(db.session, reference)) == frozenset()
