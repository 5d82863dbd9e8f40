"""The procedure on a real database: the whole way to the end, and everything that must hold on it."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from forms_service.association import Committee
from forms_service.audit.models import Event
from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.errors import RuleBroken
from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Question, Step
from forms_service.help_requests.committee import ACCEPT, CHOICES, MORE_INFORMATION, REFUSE
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MOVES, MoveRefused, Words
from forms_service.help_requests.procedure import Actor, ChangedMeanwhile, NoSuchRequest, move
from forms_service.help_requests.statuses import STATES
from forms_service.outbox.models import OutboxMessage
from tests.support.casework import (
    HER,
    MEMBERS,
    SECRETARY_OF,
    START,
    THE_MANAGER,
    Story,
    delegate,
    letters_about,
    member,
    refusal,
)
from tests.support.postgres import both_databases


@both_databases
def test_a_request_goes_all_the_way_and_is_delivered_in_two_parts(office):
    story = Story().is_decided(ACCEPT).days_pass(14).goes("accepted", public="أحضر أصل وثيقتك.")
    assert story.case.reply_sent_at == story.now
    assert refusal(story.goes("registration").goes, "delivering") == "unregistered"
    story.is_registered().goes("delivering")
    first = story.act(casework.plan_delivery, "كتب", "3")
    second = story.act(casework.plan_delivery, "مواد", "2")
    story.act(casework.hand_over, first, "استلمها بنفسه", "interview")
    assert refusal(story.goes, "delivered") == "undelivered"
    story.act(casework.hand_over, second, "استلمها بنفسه", "interview")
    assert refusal(story.goes("delivered").goes, "closed") == "no_survey"
    story.act(casework.settle_survey, "no_way")
    story.goes("closed")
    db.session.rollback()
    steps = db.session.scalars(select(Step).order_by(Step.id)).all()
    assert [step.target for step in steps] == [
        "checking", "signed", "committee", "decided", "accepted", "registration", "delivering", "delivered", "closed",
    ]  # fmt: skip
    assert letters_about(story.reference) == ["received", "raised", "accepted", "delivered"]


@both_databases
def test_two_officers_at_once_and_the_second_is_told(office):
    story = Story()
    seen = story.case.revision
    story.act(casework.assign, 1)
    with pytest.raises(ChangedMeanwhile), transaction() as session:
        move(session, story.reference, "checking", by=HER, now=story.now, seen=seen)
    assert (story.case.state, story.case.assignee_id) == ("received", 1)


def test_a_refusal_waits_for_its_reason_and_for_the_floor(office):
    story = Story().is_raised().is_on_the_agenda()
    for number in MEMBERS[:3]:
        story.votes(number, REFUSE)
    assert refusal(story.is_recorded, public=" ") == "no_public_reason"
    story.is_recorded("لا تقدّم الجمعية هذه الخدمة.")
    assert (story.case.state, story.case.result) == ("decided", REFUSE)
    assert refusal(story.days_pass(13).goes, "refused") == "too_early"
    assert letters_about(story.reference) == ["received", "raised"]
    story.days_pass(1).goes("refused")
    db.session.rollback()
    letter = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first().message
    assert letter.facts["public"] == "لا تقدّم الجمعية هذه الخدمة."


def test_the_manager_lets_a_reply_leave_early_with_a_reason(office):
    story = Story().is_decided(ACCEPT).days_pass(3)
    assert refusal(story.goes, "accepted") == "too_early"
    story.act(casework.allow_early_reply, 3, "موعد السفر قريب", by=THE_MANAGER)
    story.goes("accepted")
    db.session.rollback()
    assert db.session.scalars(select(Event).where(Event.act == "allow_early_reply")).one().actor == "staff:3"


def test_more_information_leads_back_and_a_new_raise_sets_a_new_floor(office):
    story = Story().is_decided(MORE_INFORMATION)
    assert story.case.state == "checking"
    story.days_pass(10).goes("signed").goes("committee").is_on_the_agenda()
    for number in MEMBERS[:3]:
        story.votes(number, ACCEPT)
    story.is_recorded()
    assert refusal(story.days_pass(13).goes, "accepted") == "too_early"
    assert story.days_pass(1).goes("accepted").case.state == "accepted"


def test_what_had_run_out_on_the_day_of_submission_does_not_match(office):
    story = Story().is_checked(valid_until=today_in_riyadh(START) - timedelta(days=1))
    with pytest.raises(MoveRefused) as refused:
        story.goes("signed")
    assert (refused.value.why, refused.value.facts["item"]) == ("unmatched", "رقم الوثيقة وصلاحيتها وقت التقديم")
    assert Story().is_checked(valid_until=today_in_riyadh(START)).days_pass(5).goes("signed").case.state == "signed"


def test_whoever_was_helped_declares_in_person(office):
    story = Story(for_whom="other").is_checked()
    assert refusal(story.goes, "signed") == "undeclared"
    story.act(casework.take_declaration, casework.Signed("phone", "سلمى عبده", "1"))
    assert story.goes("signed").case.state == "signed"


def test_changed_answers_are_signed_again(office):
    story = Story().is_checked().goes("signed")
    with transaction() as session:
        case = session.scalars(select(HelpRequest)).one()
        record = case.answers
        section = record.sections[0]
        answers = tuple(replace(each, shown="غيره") if each.name == "need" else each for each in section.answers)
        case.answers = replace(record, sections=(replace(section, answers=answers),))
    assert refusal(story.goes, "committee") == "undeclared"
    story.act(casework.take_declaration, casework.Signed("interview", "سلمى عبده", "1"))
    assert story.goes("committee").case.state == "committee"


def test_an_open_question_holds_the_request_in_reception_and_a_referral_does_not(office):
    story = Story().is_checked()
    asked = story.act(casework.ask, "من يدرس طلبي؟")
    story.act(casework.ask, "ما معنى المطابقة؟", is_referral=True)
    assert refusal(story.goes, "signed") == "open_questions"
    story.act(casework.answer, asked, "لجنة البحث.")
    assert story.goes("signed").case.state == "signed"
    question = db.session.get(Question, asked)
    assert (question.words["answer"], question.told_via) == ("لجنة البحث.", "email")
    assert letters_about(story.reference) == ["received", "explained"]


def test_what_is_missing_is_said_and_the_request_comes_back(office):
    story = Story().is_checked()
    assert refusal(story.goes, "waiting") == "no_message"
    story.goes("waiting", public="نحتاج أن نرى أصل وثيقتك.").goes("checking")
    assert letters_about(story.reference) == ["received", "missing"]


def test_a_delegate_signs_only_in_the_own_branch(office):
    story = Story().is_checked()
    assert refusal(story.goes, "signed", by=delegate("wadi")) == "not_yours"
    with transaction() as session:
        session.execute(update(HelpRequest).values(branch="wadi"))
    assert story.goes("signed", by=delegate("wadi")).case.state == "signed"


def test_a_request_is_merged_only_into_another_that_lives(office):
    story, other = Story(), Story()
    assert refusal(story.goes, "merged", reason="مكرر", other_reference=story.reference) == "no_other_reference"
    assert refusal(story.goes, "merged", reason="مكرر", other_reference="0" * 12) == "no_other_reference"
    story.goes("merged", reason="مكرر", other_reference=other.reference)
    assert story.case.other_id == other.case.id


def test_whoever_has_no_address_is_sent_nothing(office):
    story = Story(email="").is_decided(ACCEPT).days_pass(14).goes("accepted")
    assert letters_about(story.reference) == []
    assert story.case.reachable, "there is a mobile"


def test_a_request_that_does_not_exist_is_said_so(office):
    with pytest.raises(NoSuchRequest), transaction() as session:
        move(session, "482930571162", "checking", by=HER, now=START)


def test_the_board_may_set_a_longer_floor(office, monkeypatch):
    facts = office.extensions["association"]
    longer = facts.model_copy(update={"committee": Committee(reply_floor_days=20)})
    monkeypatch.setitem(office.extensions, "association", longer)
    story = Story().is_decided(ACCEPT)
    assert refusal(story.days_pass(19).goes, "accepted") == "too_early"
    assert story.days_pass(1).goes("accepted").case.state == "accepted"


PEOPLE = st.sampled_from([HER, SECRETARY_OF, THE_MANAGER, Actor("public", frozenset({"applicant"})), member(4)])
WORDS = st.builds(
    Words,
    public=st.sampled_from(["", "نحتاج أصل الوثيقة."]),
    reason=st.sampled_from(["", "سبب"]),
    code=st.sampled_from(["", "spam", "no_answer"]),
)
ACTS = st.one_of(
    st.tuples(st.just("move"), st.sampled_from(sorted(STATES)), PEOPLE, WORDS),
    st.tuples(st.just("vote"), st.sampled_from(MEMBERS), st.sampled_from(CHOICES)),
    st.tuples(st.sampled_from(["assign", "mark", "agenda", "record", "register", "deliver", "survey"])),
    st.tuples(st.just("days"), st.integers(1, 9)),
)


def attempt(story, act):
    kind, *given = act
    try:
        match kind:
            case "move":
                target, by, words = given
                with transaction() as session:
                    move(session, story.reference, target, by=by, now=story.now, words=words)
            case "vote":
                if story.case.raised_at:
                    story.votes(*given)
            case "assign":
                story.act(casework.assign, 1)
            case "mark":
                story.all_marked("matching")
            case "agenda":
                story.is_on_the_agenda()
            case "record":
                story.is_recorded()
            case "register":
                story.is_registered()
            case "deliver":
                planned = story.act(casework.plan_delivery, "كتب", "1")
                story.act(casework.hand_over, planned, "بنفسه", "interview")
            case "survey":
                story.act(casework.settle_survey, "invited")
            case "days":
                story.days_pass(given[0])
    except (RuleBroken, LookupError):
        pass
    except Exception as error:
        if type(error).__name__ != "NoResultFound":
            raise


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begun=st.sampled_from(["received", "checked", "raised", "decided"]), acts=st.lists(ACTS, min_size=5, max_size=25)
)
def test_no_sequence_of_acts_leaves_the_table_or_replies_too_early(office, begun, acts):
    story = Story()
    {
        "received": lambda: None,
        "checked": story.is_checked,
        "raised": story.is_raised,
        "decided": lambda: story.is_decided(ACCEPT),
    }[begun]()
    for act in acts:
        attempt(story, act)
    case = story.case
    steps = db.session.scalars(select(Step).where(Step.case_id == case.id).order_by(Step.id)).all()
    path = ["received", *(step.target for step in steps)]
    assert path[-1] == case.state
    assert all(move in MOVES for move in pairwise(path))
    raised = None
    for step in steps:
        raised = step.at if step.target == "committee" else raised
        if step.target in ("accepted", "refused"):
            assert today_in_riyadh(step.at) - today_in_riyadh(raised) >= timedelta(days=14)
