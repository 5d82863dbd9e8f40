"""A seeded installation has everything in it that staff ever meet, and nothing that did not go through the services."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from forms_service.accounts.service import by_email
from forms_service.app import create_app
from forms_service.audit.models import Event
from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.feedback import statuses as feedback_statuses
from forms_service.feedback.kinds import NAMES, OBJECTION
from forms_service.feedback.models import Feedback
from forms_service.help_requests import committee
from forms_service.help_requests.case_file import Answering, Declaration, Question
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import CommitteeSession
from forms_service.help_requests.standing import item_of, standing_of
from forms_service.help_requests.statuses import STATES
from forms_service.outbox.models import FAILED, LATER, QUEUED, SENT, OutboxAttempt, OutboxMessage
from forms_service.seed.applicants import APPLICANTS
from forms_service.seed.begun import KEY, writings
from forms_service.seed.letters import LETTERS, letters
from forms_service.seed.meetings import MEETINGS, meetings
from forms_service.seed.offers import OFFERS, volunteers
from forms_service.seed.people import PEOPLE
from forms_service.seed.post import STILL_WAITING, deliver
from forms_service.seed.service import NotEmpty, fill, is_empty, reference_of
from forms_service.seed.stage import Stage
from forms_service.seed.telling import help_requests
from forms_service.staff.entry_drafts import unfinished
from forms_service.volunteers.models import Volunteer
from forms_service.volunteers.statuses import STATES as VOLUNTEER_STATES
from tests.conftest import make_settings
from tests.support.postgres import both_databases
from tests.support.seeded import seeded

AT_NIGHT = datetime(2026, 11, 29, 22, 10, tzinfo=UTC)
"""Ten past one in Riyadh: a day that has hardly begun."""


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """An app context of an installation that was seeded at night."""
    app = seeded(create_app(make_settings(tmp_path_factory.mktemp("seeded"))), AT_NIGHT)
    with app.app_context():
        yield app


def rows(kind):
    return db.session.scalars(select(kind).order_by(kind.id)).all()


def case(story):
    return db.session.scalars(select(HelpRequest).where(HelpRequest.reference == reference_of(db.session, story))).one()


def test_every_state_of_everything_is_there(stored):
    assert {row.state for row in rows(HelpRequest)} == set(STATES)
    assert {row.state for row in rows(Volunteer)} == set(VOLUNTEER_STATES)
    assert {row.state for row in rows(Feedback)} == set(feedback_statuses.STATES)


def test_every_kind_of_message_and_each_way_to_close_one(stored):
    takes = stored.extensions["association"].committee.objections
    assert {row.sort for row in rows(Feedback)} == set(NAMES) - (set() if takes else {OBJECTION})
    assert {row.closing for row in rows(Feedback)} - {None} == set(feedback_statuses.CLOSINGS)
    assert any(row.is_internal for row in rows(Feedback))
    assert any(row.case_id and row.assignee_id for row in rows(Feedback))


def test_some_were_written_down_for_people_without_a_mobile_and_one_of_them_to_the_end(stored):
    written = [row for row in rows(HelpRequest) if row.entered_by]
    assert {row.origin for row in written} == {"requested", "outreach"}
    assert [row.state for row in written if row.origin == "outreach" and not row.reachable] == ["closed", "signed"]
    assert any(row.letter for row in written)
    huda = by_email(db.session, "huda@example.org")
    assert [key for key, _progress in unfinished(db.session, huda.actor, AT_NIGHT)] == [KEY]
    assert len(writings(AT_NIGHT)) == 1


def test_every_doubt_is_there(stored):
    assert {row.doubt for kind in (HelpRequest, Volunteer) for row in rows(kind)} >= {None, "honeypot", "fast", "many"}


def test_one_waits_for_tomorrow_and_others_have_waited_too_long(stored):
    days = {
        story: (standing_of(db.session, case(story), AT_NIGHT).reply_not_before - today_in_riyadh(AT_NIGHT)).days
        for story in ("fatima", "zayd", "rashid", "anwar")
    }
    assert days["fatima"] == days["zayd"] == 1
    assert days["rashid"] < 0
    assert days["anwar"] < 0


def test_the_committee_met_with_and_without_enough_members_split_and_stepped_aside(stored):
    held = rows(CommitteeSession)
    assert len(held) == len(MEETINGS)
    assert [meeting.closed_at is None for meeting in held].count(True) == 1
    assert any(len(meeting.present) < meeting.quorum for meeting in held)
    tie = item_of(db.session, case("maryam"))
    assert tie.votes
    assert committee.result_of([vote.choice for vote in tie.votes]) is None
    assert item_of(db.session, case("layla")).recusals


def test_referrals_are_open_and_answered_and_some_wrote_again(stored):
    referred = [row.answered_at is None for row in rows(Question) if row.is_referral]
    assert set(referred) == {True, False}
    assert {row.kind for row in rows(Answering)} == {"answer", "correction", "question", "receipt", "withdrawal"}
    assert any(row.method == "phone" for row in rows(Declaration))


def test_mails_were_sent_refused_and_wait(stored):
    messages = rows(OutboxMessage)
    counts = Counter(row.state for row in messages)
    assert counts[SENT] > 100
    assert (counts[FAILED], counts[QUEUED]) == (4, 2)
    assert {row.outcome for row in rows(OutboxAttempt)} == {SENT, LATER, FAILED}


def test_nothing_lies_in_the_future_and_events_follow_each_other(stored):
    moments = [row.at for row in rows(Event)]
    assert max(moments) <= AT_NIGHT
    assert moments == sorted(moments)


def test_no_mail_was_handed_to_anybody(stored):
    assert not (stored.extensions["settings"].data_dir / "mail").exists()


@both_databases
def test_the_same_people_in_the_same_order_on_both_databases(context):
    assert is_empty(db.session)
    db.session.rollback()
    with transaction() as session:
        fill(session, AT_NIGHT)
    named = [row.answers.value("full_name") for row in rows(HelpRequest)]
    assert named[0] == APPLICANTS["ayub"]["full_name"]
    assert len(named) == len(APPLICANTS)
    assert [row.answers.value("full_name") for row in rows(Volunteer)][-1] == OFFERS[0].typed["full_name"]
    db.session.rollback()
    with pytest.raises(NotEmpty), transaction() as session:
        fill(session, AT_NIGHT)


def test_what_is_told_is_in_the_tables():
    assert len(list(meetings(AT_NIGHT))) == len(MEETINGS)
    assert len(list(volunteers(AT_NIGHT))) == len(OFFERS)
    assert len({act.at for act in help_requests(AT_NIGHT)}) > len(APPLICANTS)
    taken = list(letters(AT_NIGHT, objections=True))
    assert len(taken) - len(list(letters(AT_NIGHT, objections=False))) == 1
    assert len(taken) == len(LETTERS) + sum(len(letter.deeds) for letter in LETTERS)


def test_only_what_was_due_is_settled(context):
    with transaction() as session:
        deliver(Stage(session, AT_NIGHT + STILL_WAITING, None, {}))
    assert rows(OutboxAttempt) == []
    assert {each.key for each in PEOPLE} >= {meeting_member for each in MEETINGS for meeting_member in each.present}
