"""What a member sees of a request: answers without identity and addresses, the checklist, referrals."""

from flask import Flask

from forms_service.db import db
from forms_service.help_requests import casework
from forms_service.help_requests.checklist import MATCHING
from forms_service.staff.committee_sight import NOT_NEEDED, matched_of, needed, referrals_of
from tests.support.casework import Story, record_of


def test_identity_and_addresses_are_left_out_and_nothing_else() -> None:
    record = record_of(for_whom="other")
    names = {answer.name for section in record.sections for answer in section.answers}
    left = {answer.name for section in needed(record).sections for answer in section.answers}
    assert names - left == NOT_NEEDED
    assert "full_name" in left


def test_the_checklist_says_what_was_matched_and_until_when_it_is_valid(office: Flask) -> None:
    story = Story()
    story.act(casework.mark, MATCHING, "name", is_met=True)
    with office.test_request_context():
        lines = matched_of(db.session, story.case)
        assert [line.badge.label for line in lines] == ["مطابق", "لم يُطابَق", "لم يُطابَق", "لم يُطابَق"]
        assert lines[0].until == ""


def test_only_referrals_are_shown_of_the_questions(office: Flask) -> None:
    story = Story()
    story.act(casework.ask, "متى يصلني الرد؟")
    story.act(casework.ask, "ما لجنة البحث؟", is_referral=True)
    assert [each.words["question"] for each in referrals_of(db.session, story.case)] == ["ما لجنة البحث؟"]
