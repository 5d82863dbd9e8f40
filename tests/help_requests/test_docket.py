"""What the committee has before it and behind it."""

from forms_service.db import db, transaction
from forms_service.help_requests import docket, meeting
from forms_service.help_requests.committee import ACCEPT
from forms_service.help_requests.sessions import CommitteeSession
from tests.support.casework import SECRETARY_OF, START, Story
from tests.support.postgres import both_databases

pytestmark = both_databases


def closes(number: int) -> None:
    with transaction() as session:
        meeting.close_session(session, session.get_one(CommitteeSession, number), by=SECRETARY_OF, now=START)


def test_sessions_come_newest_first_the_closed_ones_page_by_page(office):
    for _ in range(4):
        Story().is_raised().is_on_the_agenda()
    for number in (1, 2, 3):
        closes(number)
    db.session.rollback()
    assert [each.id for each in docket.open_sessions(db.session)] == [4]
    assert [each.id for each in docket.closed_sessions(db.session, size=2)] == [3, 2]
    assert [each.id for each in docket.closed_sessions(db.session, before=2, size=2)] == [1]


def test_a_session_is_found_with_its_requests(office):
    story = Story().is_decided(ACCEPT)
    found = docket.session_of(db.session, 1)
    assert [len(item.votes) for item in found.agenda] == [3]
    assert [case.reference for case in docket.cases_on(db.session, found).values()] == [story.reference]
    assert docket.item_numbered(db.session, found.agenda[0].id) is found.agenda[0]
    assert docket.session_of(db.session, 9) is docket.item_numbered(db.session, 9) is None


def test_only_undecided_places_in_open_sessions_keep_a_request_off_other_agendas(office):
    decided, waiting, left = (Story().is_raised().is_on_the_agenda() for _ in range(3))
    for number in (4, 5, 6):
        decided.votes(number, ACCEPT)
    decided.is_recorded()
    closes(3)
    db.session.rollback()
    assert list(docket.on_open_agendas(db.session)) == [waiting.case.id]
    assert left.case.state == "committee"


def test_what_was_raised_is_unanswered_until_the_reply_leaves_oldest_raise_first(office):
    later = Story().days_pass(3).is_raised()
    first = Story().is_decided(ACCEPT)
    db.session.rollback()
    assert [case.reference for case in docket.unanswered(db.session)] == [first.reference, later.reference]
    first.days_pass(14).goes("accepted")
    db.session.rollback()
    assert [case.reference for case in docket.unanswered(db.session)] == [later.reference]
