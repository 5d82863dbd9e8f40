"""What the person reads at every state: what is asked, what was said, never what is held."""

from dataclasses import replace

import pytest

from forms_service.db import db, transaction
from forms_service.help_requests import casework, from_applicant
from forms_service.references import show_reference
from forms_service.tracking.lookup import find, print_of
from forms_service.tracking.showing import acts_of, show, what_is_needed
from tests.support.casework import Story, objections_are_open

APPLICANT, HELPER = "+966500000001", "+966500000002"
ASKED = "جدول عملك الأسبوعي.\nنحتاجه لنختار لك درسًا في وقت يناسبك."


@pytest.fixture
def story(office):
    return Story()


def found(story, mobile=APPLICANT):
    db.session.rollback()
    return find(db.session, story.reference, print_of(mobile))


def shown(story, mobile=APPLICANT):
    return show(db.session, found(story, mobile))


def sends(story, kind, text="أعمل صباحًا كل يوم."):
    with transaction() as session:
        from_applicant.send(session, story.reference, kind, text, is_own=True, now=story.now)


def waiting(story):
    return story.is_checked().days_pass(1).goes("waiting", public=ASKED)


def titles(stops):
    return [str(stop.title) for stop in stops]


def test_what_we_need_is_shown_in_staffs_own_words_until_it_is_answered(story):
    page = shown(waiting(story))
    assert (page.needed, page.answered_at) == (ASKED, None)
    assert page.state.acting == "أنت"
    story.days_pass(1)
    sends(story, "answer")
    page = shown(story)
    assert (page.needed, page.answered_at) == (ASKED, story.now)
    assert (page.state.happening, page.state.acting) == ("وصل جوابك، وينتظر موظفًا يقرؤه.", "موظف علاقات المستفيدين")
    story.days_pass(1).goes("checking")
    assert shown(story).needed == ""
    story.days_pass(1).goes("waiting", public="رقم آخر")
    page = shown(story)
    assert (page.needed, page.answered_at, page.state.acting) == ("رقم آخر", None, "أنت")
    assert what_is_needed(db.session, found(story).row) == ("رقم آخر", None)


@pytest.mark.parametrize("choice", ["accept", "refuse"])
def test_a_held_decision_looks_like_a_request_at_the_committee(story, choice):
    at_committee = shown(story.is_raised().is_on_the_agenda())
    for number in (4, 5, 6):
        story.votes(number, choice)
    story.days_pass(3).is_recorded()
    held = shown(story)
    assert story.case.state == "decided"
    same = {"code": "", "staff_label": ""}
    assert replace(held.state, **same) == replace(at_committee.state, **same)
    assert replace(held, state=at_committee.state) == at_committee


def test_the_reason_is_read_once_the_reply_is_sent_and_after_it_is_closed(story):
    story.is_decided("refuse").days_pass(13)
    assert shown(story).said == ("", "")
    story.days_pass(1).goes("refused")
    assert shown(story).said == ("سبب القرار", "لا تقدّم الجمعية هذه الخدمة.")
    story.act(casework.settle_survey, "no_way")
    story.days_pass(30).goes("closed")
    assert shown(story).said == ("سبب القرار", "لا تقدّم الجمعية هذه الخدمة.")


def test_the_next_step_is_read_with_an_acceptance(story):
    story.is_decided("accept").days_pass(14).goes("accepted", public="احضر يوم الأحد.")
    assert shown(story).said == ("الخطوة التالية", "احضر يوم الأحد.")
    assert titles(shown(story).ahead) == ["التسجيل وتقديم الخدمة"]
    story.goes("registration")
    assert shown(story).said == ("الخطوة التالية", "احضر يوم الأحد.")
    story.is_registered().goes("delivering")
    assert shown(story).said == ("", ""), "the next step is behind"


def test_an_early_end_says_why(story):
    story.goes("closed", code="out_of_scope", public="هذه الخدمة ليست من خدماتنا.", reason="للموظفين وحدهم")
    page = shown(story)
    assert page.said == ("السبب", "هذه الخدمة ليست من خدماتنا.")
    assert not page.acts


def test_the_way_is_told_with_its_days(story):
    assert titles(shown(story).reached) == ["استلمنا طلبك"]
    assert titles(shown(story).ahead) == [
        "يطابق الموظف بياناتك", "لدى لجنة البحث", "الرد، ثم التسجيل وتقديم الخدمة إذا قُبل"
    ]  # fmt: skip
    began = story.now
    waiting(story)
    page = shown(story)
    assert titles(page.reached) == ["استلمنا طلبك", "قيد المطابقة", "بانتظار استكمالك"]
    assert [stop.at for stop in page.reached] == [began, began, story.now]
    assert titles(page.ahead) == ["لدى لجنة البحث", "الرد، ثم التسجيل وتقديم الخدمة إذا قُبل"]


def test_a_referral_stands_there_until_it_is_answered(story):
    sends(story, "question", "من هي لجنة البحث؟")
    (question,) = shown(story).questions
    assert question.answered_at is None
    assert not shown(story).sent, "a question is told with its answer"
    story.act(casework.answer, question.id, "تدرس الطلبات وترد عليها.")
    (question,) = shown(story).questions
    assert question.words["answer"] == "تدرس الطلبات وترد عليها."
    story.act(casework.ask, "سؤال في مقابلة")
    assert len(shown(story).questions) == 1


def test_notes_and_reasons_for_staff_are_never_shown(story):
    story.act(casework.write_note, "سرّ الموظفين")
    story.is_checked().goes("waiting", public=ASKED, reason="سرّ الموظفين")
    story.goes("checking", reason="سرّ الموظفين")
    assert "سرّ" not in repr(shown(story))


@pytest.mark.parametrize(
    ("reach", "acts"),
    [
        (lambda story: story, {"correction", "question", "withdrawal"}),
        (waiting, {"answer", "correction", "question", "withdrawal"}),
        (lambda story: story.is_checked().goes("signed"), {"correction", "question", "withdrawal"}),
        (lambda story: story.is_raised(), {"question", "withdrawal"}),
        (lambda story: story.is_decided("accept"), {"question", "withdrawal"}),
        (lambda story: story.is_decided("refuse").days_pass(14).goes("refused"), {"question"}),
        (lambda story: story.goes("closed", code="spam"), set()),
    ],
    ids=["received", "waiting", "signed", "committee", "decided", "refused", "closed"],
)
def test_what_may_be_sent_depends_on_where_it_stands(story, reach, acts):
    reach(story)
    assert acts_of(db.session, found(story)) == shown(story).acts == acts


def test_a_helper_may_do_all_but_withdraw(office):
    story = Story(for_whom="other")
    assert acts_of(db.session, found(story, HELPER)) == {"correction", "question"}
    assert acts_of(db.session, found(story)) == {"correction", "question", "withdrawal"}


def test_the_other_request_is_named_only_to_the_same_person(story):
    other = Story()
    story.goes("merged", reason="الطلب نفسه", other_reference=other.reference)
    shown_number = f"{other.reference[:4]}-{other.reference[4:8]}-{other.reference[8:]}"
    assert shown_number in shown(story).state.to_do
    with transaction() as session:
        session.get(type(other.case), other.case.id).mobile_hash = b"\x01" * 32
    assert shown_number not in repr(shown(story).state)


def test_the_parts_of_the_service_are_shown(story):
    story.is_decided("accept").days_pass(14).goes("accepted").goes("registration").is_registered().goes("delivering")
    story.act(casework.plan_delivery, "كتب مترجمة", "ثلاثة")
    page = shown(story)
    assert [part.words["what"] for part in page.parts] == ["كتب مترجمة"]
    assert page.acts == {"question", "receipt", "withdrawal"}


def test_who_was_refused_may_object_where_the_board_allows_it_and_is_led_to_the_objection_after(office, story):
    story.is_refused()
    assert "objection" not in acts_of(db.session, found(story))
    assert "تعترض" not in str(shown(story).state.to_do)
    objections_are_open(office)
    assert "objection" in acts_of(db.session, found(story))
    assert "ولك أن تعترض على القرار مرة واحدة." in str(shown(story).state.to_do)
    later = story.is_objected_to()
    assert "objection" not in acts_of(db.session, found(story))
    assert show_reference(later.reference) in str(shown(story).objection)
    assert show_reference(story.reference) in str(shown(later).objection)
    assert shown(later).questions == []
    assert [each.kind for each in shown(later).sent] == ["objection"]


def test_a_helper_neither_objects_nor_is_told_the_number(office):
    story = Story(for_whom="other")
    story.act(casework.take_declaration, casework.Signed("phone", "سلمى عبده", "1"))
    story.is_refused()
    objections_are_open(office)
    assert "objection" in acts_of(db.session, found(story))
    assert "objection" not in acts_of(db.session, found(story, HELPER))
    story.is_objected_to()
    assert shown(story, HELPER).objection == ""
