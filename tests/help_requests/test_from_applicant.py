"""What a person sends later: kept once, told to staff, taken while it can still matter."""

import pytest
from sqlalchemy import select

from forms_service.audit.models import Event
from forms_service.db import db, transaction
from forms_service.help_requests import casework, from_applicant
from forms_service.help_requests.case_file import Answering, Delivery, Question, Step
from forms_service.help_requests.casework import NothingThere
from forms_service.help_requests.from_applicant import ANSWER, CORRECTION, QUESTION, RECEIPT, TAKEN_IN, TooLate
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.procedure import NoSuchRequest
from forms_service.help_requests.statuses import STATES
from forms_service.outbox.models import OutboxMessage
from tests.support.casework import HER, Story, refusal

TEXT = "أحضرت الجدول، وأعمل صباحًا."


@pytest.fixture
def story(office):
    return Story()


def sends(story, kind=ANSWER, text=TEXT, *, is_own=True):
    with transaction() as session:
        from_applicant.send(session, story.reference, kind, text, is_own=is_own, now=story.now)


def withdraws(story):
    with transaction() as session:
        from_applicant.withdraw(session, story.reference, now=story.now)


def confirms(story, part):
    with transaction() as session:
        from_applicant.confirm_receipt(session, story.reference, part, is_own=True, now=story.now)


def kept(kind):
    db.session.rollback()
    return db.session.scalars(select(kind).order_by(kind.id)).all()


def replies(story):
    """What staff were told the person sent, in its order."""
    rows = [row.message for row in kept(OutboxMessage) if row.template == "help_requests/reply_for_staff"]
    assert all((row.recipient, row.about) == ("staff@localhost", story.reference) for row in rows)
    return [row.facts["kind"] for row in rows]


def delivering(story):
    """Accepted and registered, with one part planned; its number."""
    story.is_decided("accept").days_pass(14).goes("accepted").goes("registration").is_registered().goes("delivering")
    return story.act(casework.plan_delivery, "كتب مترجمة", "ثلاثة")


@pytest.mark.parametrize("kind", [ANSWER, CORRECTION, QUESTION])
def test_what_is_sent_is_kept_with_its_event_and_a_mail_to_staff(story, kind):
    before = story.case.revision
    sends(story, kind)
    (sent,) = kept(Answering)
    assert (sent.kind, sent.actor, sent.seen_at, dict(sent.words)) == (
        kind,
        "public",
        None,
        {"text": TEXT, "by": "applicant"},
    )
    assert f"sent_{kind}" in [event.act for event in kept(Event)]
    assert replies(story) == [kind]
    assert story.case.revision > before
    assert TEXT.encode() not in sent.sealed_words


def test_a_helper_is_known_as_one(story):
    sends(story, is_own=False)
    assert kept(Answering)[0].words["by"] == "helper"


@pytest.mark.parametrize("kind", [ANSWER, CORRECTION, QUESTION])
def test_the_same_words_sent_twice_are_kept_once(story, kind):
    sends(story, kind)
    sends(story, kind)
    assert len(kept(Answering)) == 1
    assert len(kept(Question)) == (kind == QUESTION)
    assert replies(story) == [kind]
    sends(story, kind, "كلام آخر غير الأول")
    assert len(kept(Answering)) == 2


def test_a_question_is_referred_and_the_request_goes_on(story):
    story.is_raised()
    sends(story, QUESTION, "من هي لجنة البحث؟")
    (question,) = kept(Question)
    assert (question.is_referral, question.answered_at, question.words["question"]) == (True, None, "من هي لجنة البحث؟")
    assert story.case.state == "committee"


def test_nothing_is_corrected_after_the_committee_has_it(story):
    story.is_raised()
    for kind in (ANSWER, CORRECTION):
        with pytest.raises(TooLate):
            sends(story, kind)
    assert not kept(Answering)
    assert not replies(story)


def test_a_kind_is_taken_in_states_that_there_are():
    assert {state for states in TAKEN_IN.values() for state in states} <= set(STATES)
    assert not {"closed", "withdrawn", "merged"} & {state for states in TAKEN_IN.values() for state in states}
    assert TAKEN_IN["withdrawal"] == {
        "received", "checking", "waiting", "signed", "committee", "decided", "accepted", "registration", "delivering"
    }  # fmt: skip


def test_the_person_withdraws_once(story):
    withdraws(story)
    withdraws(story)
    assert story.case.state == "withdrawn"
    (step,) = kept(Step)
    assert (step.actor, step.target, step.words["reason"]) == ("public", "withdrawn", "طلب صاحبه إلغاءه")
    assert replies(story) == ["withdrawal"]


def test_what_has_ended_is_not_withdrawn(story):
    story.goes("closed", code="spam")
    with pytest.raises(MoveRefused):
        withdraws(story)


def test_the_person_confirms_a_part_once(story):
    part = delivering(story)
    confirms(story, part)
    confirms(story, part)
    (given,) = kept(Delivery)
    assert (given.delivered_at, given.receipt_via) == (story.now, "website")
    assert given.words["receipt"] == "أكّد صاحب الطلب استلامه من «متابعة طلب»."
    assert replies(story) == [RECEIPT]
    story.goes("delivered")


def test_what_staff_recorded_as_given_stays_as_it_is(story):
    part = delivering(story)
    story.act(casework.hand_over, part, "توقيع على الإيصال", "interview")
    confirms(story, part)
    assert kept(Delivery)[0].words["receipt"] == "توقيع على الإيصال"
    assert not replies(story)


def test_a_part_of_another_request_is_not_confirmed(story):
    part = delivering(story)
    other = Story()
    delivering(other)
    with pytest.raises(NothingThere):
        confirms(other, part)
    with pytest.raises(TooLate):
        confirms(Story(), part)


def test_nothing_is_sent_to_a_request_that_is_not_there(story):
    story.reference = "735379024206"
    with pytest.raises(NoSuchRequest):
        sends(story)


def test_staff_see_what_nobody_has_read_until_it_is_marked(story):
    other = Story()
    sends(story, ANSWER)
    sends(story, CORRECTION)
    revision = story.case.revision
    assert [each.kind for each in from_applicant.unseen(db.session, story.case)] == [ANSWER, CORRECTION]
    assert from_applicant.with_unseen(db.session, [story.case, other.case]) == {story.case.id}
    for _ in range(2):
        with transaction() as session:
            from_applicant.mark_seen(session, session.get(type(story.case), story.case.id), by=HER, now=story.now)
    assert not from_applicant.unseen(db.session, story.case)
    assert not from_applicant.with_unseen(db.session, [story.case, other.case])
    assert not from_applicant.with_unseen(db.session, [])
    assert [event.actor for event in kept(Event) if event.act == "see"] == ["staff:1"]
    assert story.case.revision == revision, "reading makes nobody's open page old"
    sends(story, ANSWER)
    assert len(from_applicant.unseen(db.session, story.case)) == 1, "said again after it was read, it is news"


@pytest.mark.parametrize("kind", [ANSWER, CORRECTION])
def test_nothing_is_raised_before_what_the_person_sent_is_read(story, kind):
    story.is_checked().goes("signed")
    sends(story, QUESTION, "من هي لجنة البحث؟")
    sends(story, kind)
    assert refusal(story.goes, "committee") == "unread"
    with transaction() as session:
        from_applicant.mark_seen(session, session.get(type(story.case), story.case.id), by=HER, now=story.now)
    assert story.goes("committee").case.state == "committee"
