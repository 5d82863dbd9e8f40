"""Nobody works on an objection who handled the first request or voted on it, in whatever role."""

import pytest

from forms_service.accounts.models import Staff
from forms_service.db import db, transaction
from forms_service.help_requests import casework, corrections, meeting
from forms_service.help_requests.case_file import Check
from forms_service.help_requests.from_applicant import mark_seen
from forms_service.help_requests.independence import bound_by, parties_of
from forms_service.help_requests.meeting import MEMBER
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MOVES, OFFICER, SECRETARY
from forms_service.help_requests.procedure import Actor
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession
from forms_service.help_requests.statuses import CHECKING, COMMITTEE, RECEIVED, SIGNED, WAITING
from tests.support.casework import (
    HER,
    HIM,
    MEMBERS,
    SECRETARY_OF,
    Story,
    join,
    objections_are_open,
    refusal,
)

FIRST = {f"staff:{number}" for number in (1, 2, 4, 5, 6)}
"""Officer, secretary and the three who voted."""
OTHERS = (7, 9, 10)
"""Members who did not vote on the first request."""


@pytest.fixture
def story(office):
    objections_are_open(office)
    join(9, 10, roles=(MEMBER,))
    return Story().is_refused().is_objected_to()


def seen(story):
    """Its officer has read what the person wrote."""
    story.act(mark_seen)
    return story


def test_parties_are_those_who_acted_or_voted_and_none_of_an_ordinary_request(story):
    objection = story.case
    first = db.session.get(type(objection), objection.other_id)
    assert parties_of(db.session, first) == FIRST == bound_by(db.session, objection)
    assert bound_by(db.session, first) == frozenset()


def test_a_party_is_not_given_an_objection_and_does_not_check_it(story):
    assert refusal(story.act, casework.assign, 1) == "was_party"
    assert refusal(story.act, casework.mark, "matching", "name", is_met=True, by=HER) == "was_party"
    assert refusal(story.act, casework.take_declaration, casework.Signed("phone", "سلمى", "1"), by=HER) == "was_party"
    need = story.case.answers
    assert refusal(story.act, corrections.correct, need, "need", "سبب", by=HER) == "was_party"
    story.act(casework.assign, 8)
    story.act(casework.mark, "matching", "name", is_met=True)
    db.session.rollback()
    assert [mark.actor for mark in db.session.query(Check).filter_by(case_id=story.case.id)] == ["staff:8"]
    story.act(casework.assign, 8, by=HER)  # a party hands it to somebody else


def test_no_move_before_the_committee_is_a_partys(story):
    words = {"public": "نعتذر", "reason": "سبب", "code": "out_of_scope", "other_reference": "482930571166"}
    story.act(casework.assign, 8)
    moves = [(source, target) for (source, target), move in MOVES.items() if OFFICER in move.by and target != COMMITTEE]
    moves = [(source, target) for source, target in moves if source in (RECEIVED, CHECKING, WAITING, SIGNED)]
    assert len(moves) > 10
    for source, target in moves:
        with transaction() as session:
            session.get_one(HelpRequest, story.case.id).state = source
        for party in sorted(FIRST):
            why = refusal(story.goes, target, by=Actor(party, HIM.roles), **words)
            assert why in ("was_party", "unmatched"), "what is missing may be said first; nothing moves either way"
        assert story.case.state == source


def test_members_who_voted_on_the_first_have_stepped_aside_from_the_objection(story):
    seen(story.is_checked().goes("signed")).goes("committee").is_on_the_agenda((*MEMBERS, 9))
    for number in MEMBERS[:3]:
        assert refusal(story.votes, number, "accept") == "stepped_aside"
    story.votes(7, "accept").votes(9, "accept")
    assert refusal(story.is_recorded) == "no_quorum"
    with transaction() as session:
        held = session.query(CommitteeSession).order_by(CommitteeSession.id.desc()).first()
        meeting.note_arrival(session, held, [10], by=SECRETARY_OF, now=story.now)
    story.votes(10, "accept").is_recorded()
    assert story.case.result == "accept"


def test_whoever_handled_the_first_and_became_a_member_since_does_not_vote(story):
    present = (*OTHERS, 1)
    seen(story.is_checked().goes("signed")).goes("committee").is_on_the_agenda(present)
    assert refusal(story.votes, 1, "accept") == "was_party"
    for number in OTHERS:
        story.votes(number, "refuse")
    assert story.is_recorded().case.result == "refuse"


def test_a_member_who_handled_the_first_is_aside_from_the_beginning(story):
    with transaction() as session:
        session.get_one(Staff, 1).role_names = [MEMBER, OFFICER]
    seen(story.is_checked().goes("signed")).goes("committee").is_on_the_agenda((*OTHERS, 1))
    aside = story.in_session(lambda _session, item: sorted(each.staff_id for each in item.recusals))
    assert aside == [1, 4, 5, 6]


def test_an_objection_is_heard_in_another_session_than_the_first(story):
    seen(story.is_checked().goes("signed")).goes("committee")
    with transaction() as session:
        first = session.get_one(CommitteeSession, 1)
        refused = refusal(meeting.put_on_agenda, session, first, story.reference, by=SECRETARY_OF, now=story.now)
    assert refused == "first_session"
    story.is_on_the_agenda(OTHERS)
    with transaction() as session:
        assert session.query(AgendaItem).filter_by(case_id=story.case.id).one().session_id != 1


def test_raising_and_recording_are_the_secretarys_though_she_recorded_the_first(story):
    seen(story.is_checked().goes("signed")).goes("committee", by=SECRETARY_OF).is_on_the_agenda(OTHERS)
    for number in OTHERS:
        story.votes(number, "accept")
    both = Actor("staff:2", frozenset({SECRETARY}))
    story.is_recorded(by=both).days_pass(14).goes("accepted", by=both)
    assert story.case.state == "accepted"
