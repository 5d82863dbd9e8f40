"""What staff correct: the old answers stay readable, the row is found by the new ones, and a declaration on the old is void."""

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from forms_service.clock import today_in_riyadh
from forms_service.db import db, transaction
from forms_service.formkit.answers import Answer, AnswersRecord, Section
from forms_service.formkit.page import Scene
from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Declaration, Edit
from forms_service.help_requests.corrections import correct, correctable, scene_of, with_page
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.procedure import to_change
from forms_service.help_requests.service import mobile_hash
from forms_service.help_requests.standing import is_declared
from tests.support.casework import HER, Story, refusal

CONTACT = {
    "mobile": "0500000003",
    "email": "new@example.org",
    "contact_method": "phone",
    "contact_language": "ur",
    "officer_preference": "any",
}
YOU = {"full_name": "سلمى عبده", "id_type": "iqama", "id_number": "2900000015"}


def corrected(story: Story, slug: str, answers: dict, office, reason: str = "خطأ في الرقم") -> None:
    record = story.case.answers
    scene = scene_of(record, Scene(office.extensions["association"], today_in_riyadh(story.now)))
    with office.test_request_context():
        form = JOURNEY.page(slug)(scene, MultiDict(answers))
        form.validate()
    with transaction() as session:
        case = to_change(session, story.reference)
        correct(session, case, with_page(case.answers, form), slug, reason, by=HER, now=story.now)


def test_the_old_answers_are_kept_and_the_new_ones_are_found(office):
    story = Story()
    corrected(story, "contact", CONTACT, office)
    case = story.case
    assert case.answers.value("mobile") == "+966500000003"
    assert case.answers.value("full_name") == "سلمى عبده"
    assert (case.mobile_hash, case.contact_language) == (mobile_hash("+966500000003"), "ur")
    edit = db.session.scalars(select(Edit)).one()
    assert edit.words["reason"] == "خطأ في الرقم"
    assert edit.words["before"]["mobile"]["value"] == "+966500000001"
    assert "full_name" not in edit.words["before"]


def test_an_edit_voids_the_declaration_whether_of_the_website_or_taken_by_staff(office):
    story = Story()
    assert is_declared(db.session, story.case)
    corrected(story, "you", YOU, office)
    assert not is_declared(db.session, story.case)
    story.is_checked()
    assert refusal(story.goes, "signed") == "undeclared"
    story.act(casework.take_declaration, casework.Signed("paper", "سلمى عبده", "1"))
    assert is_declared(db.session, story.case)
    corrected(story, "contact", CONTACT, office)
    assert not is_declared(db.session, story.case)
    taken = db.session.scalars(select(Declaration)).one()
    assert taken.voided_at is not None
    assert taken.words == {"signed_name": "سلمى عبده", "reason": "خطأ في الرقم"}


def test_putting_the_answers_back_does_not_revive_a_void_declaration_of_staff(office):
    story = Story(for_whom="other")
    story.act(casework.take_declaration, casework.Signed("phone", "سلمى عبده", "1"))
    before = story.case.answers
    corrected(story, "you", YOU, office)
    with transaction() as session:
        correct(session, to_change(session, story.reference), before, "you", "كان صحيحًا", by=HER, now=story.now)
    assert not is_declared(db.session, story.case)


def test_what_did_not_change_is_no_correction(office):
    story = Story()
    corrected(story, "you", YOU, office)
    assert refusal(corrected, story, "you", YOU, office) == "nothing_changed"


def test_before_the_committee_only_how_to_reach_the_person_is_corrected(office):
    story = Story().is_raised()
    assert refusal(corrected, story, "you", YOU, office) == "too_late_to_correct"
    corrected(story, "contact", CONTACT, office)
    scene = Scene(office.extensions["association"], today_in_riyadh(story.now))
    assert [page.slug for page in correctable(story.case, scene)] == ["contact", "place"]
    story.goes("withdrawn", reason="طلب ذلك")
    assert correctable(story.case, scene) == []


def test_a_question_that_is_asked_anew_stands_once(office):
    """Records of other shapes keep every answer once, wherever it stood."""
    record = AnswersRecord(
        "help_request",
        (
            Section("all", "كل شيء", (Answer("mobile", "الجوال", "+966500000001", "050 000 0001"),)),
            Section("declaration", "الإقرار", (Answer("signed_name", "الاسم", "سلمى", "سلمى"),)),
        ),
    )
    scene = scene_of(record, Scene(office.extensions["association"], today_in_riyadh(Story().now)))
    with office.test_request_context():
        form = JOURNEY.page("contact")(scene, MultiDict(CONTACT))
        assert form.validate()
    new = with_page(record, form)
    assert [answer.name for answer in new].count("mobile") == 1
    assert [section.name for section in new.sections] == ["contact", "all", "declaration"]
    assert new.value("signed_name") == "سلمى"


@pytest.mark.parametrize(("support", "asked"), [("books", False), ("in_kind", True)])
def test_pages_follow_from_the_corrected_answers(office, support, asked):
    story = Story()
    corrected(story, "service", {"support_type": support, "for_whom": "other"}, office)
    scene = Scene(office.extensions["association"], today_in_riyadh(story.now))
    pages = {page.slug: page for page in correctable(story.case, scene)}
    assert "helper" in pages
    form = pages["need"](scene_of(story.case.answers, scene))
    assert ("dependents" in [question.short_name for question in form.questions]) is asked
