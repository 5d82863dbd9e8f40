"""An objection is a request of its own: once, to a refusal whose reply was sent, with the same answers, both naming the other."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from forms_service.audit.models import Event
from forms_service.clock import today_in_riyadh
from forms_service.db import db
from forms_service.help_requests import casework, objections
from forms_service.help_requests.case_file import Answering, Declaration
from forms_service.help_requests.corrections import correct
from forms_service.help_requests.from_applicant import mark_seen
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.standing import is_declared, standing_of
from forms_service.outbox.models import OutboxMessage
from tests.support.casework import HIM, WHY_NOT, Story, letters_about, objections_are_open, refusal
from tests.support.postgres import both_databases


@pytest.fixture
def open_office(office):
    objections_are_open(office)
    return office


def count():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(HelpRequest))


def test_an_objection_is_a_new_request_with_the_same_answers_and_each_names_the_other(open_office):
    first = Story().is_refused()
    story = first.is_objected_to()
    case = story.case
    assert (case.state, case.channel, case.is_objection, case.received_at) == ("received", "website", True, story.now)
    assert case.reference != first.reference
    assert case.answers == first.case.answers
    assert (case.mobile_hash, case.id_hash) == (first.case.mobile_hash, first.case.id_hash)
    assert (case.assignee_id, case.raised_at, case.result, case.reply_sent_at) == (None, None, None, None)
    assert case.other_id == first.case.id
    assert objections.objection_to(db.session, first.case).reference == story.reference
    assert objections.words_of(db.session, story.case) == WHY_NOT
    assert objections.words_of(db.session, first.case) == ""
    assert (first.case.state, first.case.other_id) == ("refused", None)


def test_it_is_written_down_told_to_staff_and_acknowledged(open_office):
    first = Story().is_refused()
    revision = first.case.revision
    story = first.is_objected_to()
    db.session.rollback()
    rows = db.session.scalars(select(Event).where(Event.subject == story.reference).order_by(Event.id))
    assert [(row.actor, row.act) for row in rows] == [("public", "submit"), ("public", "sent_objection")]
    last = db.session.scalars(select(Event).where(Event.subject == first.reference).order_by(Event.id.desc())).first()
    assert (last.actor, last.act) == ("public", "objection")
    assert first.case.revision == revision + 1, "an open page of the first grows old by it"
    assert letters_about(story.reference) == ["objection"]
    told = select(OutboxMessage.template).where(OutboxMessage.about == story.reference)
    assert "help_requests/for_staff" in db.session.scalars(told).all()


@both_databases
def test_a_second_objection_shows_the_first(open_office):
    first = Story().is_refused()
    one, two = first.is_objected_to(), first.is_objected_to("كلام آخر غير الأول")
    assert one.reference == two.reference
    assert count() == 2
    assert objections.words_of(db.session, two.case) == WHY_NOT
    assert letters_about(one.reference) == ["objection"]


def test_a_refusal_can_be_objected_to_after_it_was_closed_too(open_office):
    first = Story().is_refused()
    assert objections.may_object(db.session, first.case)
    first.act(casework.settle_survey, "invited")
    first.goes("closed")
    assert objections.may_object(db.session, first.case)
    assert first.is_objected_to().case.is_objection
    assert not objections.may_object(db.session, first.case)


def test_nothing_but_a_refusal_that_was_sent_can_be_objected_to(open_office):
    stories = (
        Story(),
        Story().is_raised(),
        Story().is_decided("refuse"),
        Story().is_decided("accept").days_pass(14).goes("accepted"),
        Story().goes("closed", code="spam"),
        Story().goes("withdrawn", reason="طلب الإلغاء"),
    )
    for story in stories:
        assert refusal(story.is_objected_to) == "not_refused", story.case.state
    assert count() == len(stories)


def test_nobody_objects_to_the_decision_on_an_objection(open_office):
    story = Story().is_refused().is_objected_to()
    assert refusal(story.is_objected_to) == "objected_before"


def test_without_the_boards_word_there_is_no_objection(office):
    story = Story().is_refused()
    assert refusal(story.is_objected_to) == "no_objections"
    assert not objections.may_object(db.session, story.case)
    assert count() == 1


def test_the_declaration_goes_with_the_answers_it_was_made_on(open_office):
    first = Story().is_refused()
    case = first.is_objected_to().case
    assert is_declared(db.session, case)
    (paper,) = db.session.scalars(select(Declaration).where(Declaration.case_id == case.id))
    assert (paper.method, paper.at, paper.actor) == ("website", first.case.received_at, "public")
    helped = Story(for_whom="other")
    helped.act(casework.assign, 1)
    helped.act(casework.take_declaration, casework.Signed("phone", "سلمى عبده", "1"))
    case = helped.is_refused().is_objected_to().case
    (paper,) = db.session.scalars(select(Declaration).where(Declaration.case_id == case.id))
    assert (paper.method, paper.actor, paper.words["signed_name"]) == ("phone", "staff:1", "سلمى عبده")


def test_answers_that_nobody_stood_up_for_need_a_new_declaration(open_office):
    first = Story().is_refused()
    record = first.case.answers
    (you,) = record.sections
    moved = tuple(replace(each, value="حي النور") if each.name == "locality" else each for each in you.answers)
    changed = replace(record, sections=(replace(you, answers=moved),))
    first.act(correct, changed, "place", "انتقل إلى حي آخر")
    assert not is_declared(db.session, first.case)
    objection = first.is_objected_to().case
    assert not is_declared(db.session, objection)
    assert not db.session.scalars(select(Declaration).where(Declaration.case_id == objection.id)).all()


def test_who_was_told_of_the_committee_where_they_objected_is_not_told_again(open_office):
    assert Story().is_refused().is_objected_to().case.informed_via == "website"
    first = Story().is_refused()
    first.act(objections.object_to, WHY_NOT, "phone", by=HIM)
    case = objections.objection_to(db.session, first.case)
    assert (case.channel, case.informed_at) == ("phone", None)


def test_what_staff_write_down_for_the_person_is_read_and_binds_nobody(open_office):
    first = Story().is_refused()
    first.act(objections.object_to, WHY_NOT, "phone", by=HIM)
    case = objections.objection_to(db.session, first.case)
    (paper,) = db.session.scalars(select(Answering).where(Answering.case_id == case.id))
    assert (paper.actor, paper.seen_at) == ("staff:8", first.now)
    story = Story.of(case.reference, first.now, HIM)
    story.act(casework.assign, 8)
    assert story.case.assignee_id == 8


def test_an_objection_is_read_before_it_is_raised_and_its_floor_is_its_own(open_office):
    story = Story().is_refused().is_objected_to().is_checked().goes("signed")
    assert refusal(story.goes, "committee") == "unread"
    story.act(mark_seen)
    story.goes("committee")
    assert standing_of(db.session, story.case, story.now).reply_not_before == today_in_riyadh(story.days_pass(14).now)
