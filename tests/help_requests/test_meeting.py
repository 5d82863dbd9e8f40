"""لجنة البحث at work: quorum, stepping aside, one vote each, and only what is on the agenda of an open session."""

import pytest

from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.help_requests import meeting
from forms_service.help_requests.committee import ACCEPT, MORE_INFORMATION, REFUSE
from forms_service.help_requests.meeting import NoSuchSession
from forms_service.help_requests.moves import SECRETARY
from forms_service.help_requests.procedure import Actor
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession
from tests.support.casework import HER, MEMBERS, SECRETARY_OF, START, Story, member, refusal
from tests.support.postgres import both_databases

pytestmark = both_databases


def test_a_committee_without_quorum_with_one_aside_and_with_a_tie_decides_nothing(office):
    few = Story().is_raised().is_on_the_agenda(MEMBERS[:2]).votes(4, ACCEPT).votes(5, ACCEPT)
    assert refusal(few.is_recorded) == "no_quorum"
    story = Story().is_raised().is_on_the_agenda(MEMBERS)
    story.in_session(lambda session, item: meeting.step_aside(session, item, 7, by=member(7), now=story.now))
    assert refusal(story.votes, 7, ACCEPT) == "stepped_aside"
    assert refusal(story.votes, 8, ACCEPT) == "not_present"
    story.votes(4, ACCEPT).votes(5, REFUSE)
    assert refusal(story.votes, 4, REFUSE) == "has_voted"
    assert refusal(story.is_recorded) == "no_majority"
    story.votes(6, ACCEPT).is_recorded()
    assert story.case.result == ACCEPT
    assert refusal(story.votes, 6, REFUSE) == "voting_is_over"


def test_only_what_was_raised_comes_on_the_agenda_and_only_once(office):
    story = Story()
    assert refusal(story.is_on_the_agenda) == "not_raised"
    story.is_raised()
    db.session.rollback()
    assert [case.reference for case in meeting.raised(db.session)] == [story.reference]
    db.session.rollback()
    with transaction() as session:
        opened = meeting.open_session(session, today_in_riyadh(START), MEMBERS, by=SECRETARY_OF, now=START)
        first = meeting.put_on_agenda(session, opened, story.reference, by=SECRETARY_OF, now=START)
        assert meeting.put_on_agenda(session, opened, story.reference, by=SECRETARY_OF, now=START) is first
    assert db.session.query(AgendaItem).count() == 1


def test_only_the_secretary_opens_and_records_and_only_members_vote(office):
    story = Story().is_raised()
    with transaction() as session:
        assert refusal(meeting.open_session, session, today_in_riyadh(START), MEMBERS, by=HER, now=START) == "not_yours"
    story.is_on_the_agenda()
    vote = lambda session, item: meeting.vote(session, item, 1, ACCEPT, by=HER, now=START)  # noqa: E731
    assert refusal(story.in_session, vote) == "not_yours"
    record = lambda session, item: meeting.record(session, item, public="", by=member(4), now=START)  # noqa: E731
    assert refusal(story.in_session, record) == "not_yours"


def test_a_closed_session_takes_nothing_more(office):
    story = Story().is_raised().is_on_the_agenda().votes(4, REFUSE)
    with transaction() as session:
        opened = session.get_one(CommitteeSession, 1)
        meeting.close_session(session, opened, by=SECRETARY_OF, now=story.now)
    with pytest.raises(NoSuchSession):
        story.votes(5, REFUSE)
    assert story.case.state == "committee", "it waits for another session"
    story.is_on_the_agenda().votes(4, ACCEPT).votes(5, ACCEPT).votes(6, ACCEPT).is_recorded()
    assert story.case.result == ACCEPT


def test_a_request_stands_on_one_open_agenda_only(office):
    story = Story().is_raised().is_on_the_agenda()
    with transaction() as session:
        second = meeting.open_session(session, today_in_riyadh(START), MEMBERS, by=SECRETARY_OF, now=START)
        kept = meeting.put_on_agenda(session, second, story.reference, by=SECRETARY_OF, now=START)
        assert (kept.session_id, second.id) == (1, 2)


def test_a_request_that_came_back_is_seen_in_another_session(office):
    story = Story().is_decided(MORE_INFORMATION)
    story.days_pass(1).goes("signed").goes("committee")
    with transaction() as session:
        first = session.get_one(CommitteeSession, 1)
        assert (
            refusal(meeting.put_on_agenda, session, first, story.reference, by=SECRETARY_OF, now=START)
            == "seen_in_session"
        )
    assert story.is_on_the_agenda().votes(4, ACCEPT).case.state == "committee"


def test_whoever_stepped_aside_does_not_record_as_secretary_either(office):
    both = Actor("staff:7", frozenset({SECRETARY, meeting.MEMBER}))
    story = Story().is_raised().is_on_the_agenda()
    story.in_session(lambda session, item: meeting.step_aside(session, item, 7, by=both, now=story.now))
    for number in (4, 5, 6):
        story.votes(number, ACCEPT)
    assert refusal(story.is_recorded, by=both) == "not_impartial"
    assert story.is_recorded().case.result == ACCEPT


def test_nobody_votes_or_steps_aside_once_the_request_is_gone_or_decided(office):
    gone = Story().is_raised().is_on_the_agenda().goes("withdrawn", reason="طلب الإلغاء")
    assert refusal(gone.votes, 4, ACCEPT) == "not_raised"
    decided = Story().is_decided(ACCEPT)
    aside = lambda session, item: meeting.step_aside(session, item, 7, by=member(7), now=START)  # noqa: E731
    assert refusal(decided.in_session, aside) == "voting_is_over"


def test_a_member_who_comes_later_votes(office):
    story = Story().is_raised().is_on_the_agenda(MEMBERS[:2])
    assert refusal(story.votes, 6, ACCEPT) == "not_present"
    with transaction() as session:
        meeting.note_arrival(session, session.get_one(CommitteeSession, 1), [6], by=SECRETARY_OF, now=START)
    story.votes(4, ACCEPT).votes(6, ACCEPT).is_recorded()
    assert story.case.result == ACCEPT


def test_a_presence_that_was_a_mistake_is_taken_back_unless_the_member_voted(office):
    story = Story().is_raised().is_on_the_agenda(MEMBERS[:3]).votes(4, ACCEPT)

    def leaves(number, by=SECRETARY_OF):
        with transaction() as session:
            meeting.note_absence(session, session.get_one(CommitteeSession, 1), number, by=by, now=START)

    assert refusal(leaves, 4) == "voted_here"
    assert refusal(leaves, 5, member(4)) == "not_yours"
    leaves(5)
    assert refusal(story.votes, 5, ACCEPT) == "not_present"
    story.votes(6, ACCEPT)
    assert refusal(story.is_recorded) == "no_quorum", "who was not there does not make the quorum"
