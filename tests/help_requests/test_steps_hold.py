"""What a step of the procedure is for cannot be gone around between the moves."""

import pytest

from forms_service.db import transaction
from forms_service.help_requests import casework, from_applicant
from forms_service.help_requests.checklist import DOCUMENT, MATCHING, NAME, REGISTRATION
from forms_service.help_requests.committee import ACCEPT
from forms_service.help_requests.corrections import correct
from forms_service.help_requests.moves import NO_ANSWER, MoveRefused
from tests.support.casework import THE_MANAGER, Story, office, record_of
from tests.support.postgres import both_databases

pytestmark = [both_databases, pytest.mark.usefixtures("office")]
__all__ = ["office"]

PAPER = casework.Signed("paper", "سلمى عبده", "1")


def why(refused: pytest.ExceptionInfo[MoveRefused]) -> str:
    return refused.value.why


def is_accepted() -> Story:
    return Story().is_decided(ACCEPT).days_pass(14).goes("accepted")


def test_a_number_that_was_corrected_is_matched_anew_before_the_committee() -> None:
    story = Story().is_checked().goes("signed")
    story.act(correct, record_of(id_number="2900000015"), "you", "خطأ في رقم")
    story.act(casework.take_declaration, PAPER)
    with pytest.raises(MoveRefused) as refused:
        story.goes("committee")
    assert (why(refused), refused.value.facts["items"]) == ("unmatched", (DOCUMENT.name,)), "the name was not changed"
    story.all_marked(MATCHING)
    assert story.goes("committee").case.state == "committee"


def test_what_is_unmarked_or_asked_after_signing_is_settled_before_the_committee() -> None:
    story = Story().is_checked().goes("signed")
    story.act(casework.mark, MATCHING, NAME.code, is_met=False)
    with pytest.raises(MoveRefused) as refused:
        story.goes("committee")
    assert why(refused) == "unmatched"
    story.all_marked(MATCHING)
    story.act(casework.ask, "متى يصل الرد؟")
    with pytest.raises(MoveRefused) as refused:
        story.goes("committee")
    assert why(refused) == "open_questions"


def test_lists_are_records_once_their_step_is_over() -> None:
    story = Story().is_raised()
    with pytest.raises(MoveRefused) as refused:
        story.act(casework.mark, MATCHING, NAME.code, is_met=False)
    assert why(refused) == "too_late_to_mark"
    story = is_accepted().goes("registration").is_registered().goes("delivering")
    with pytest.raises(MoveRefused) as refused:
        story.act(casework.mark, REGISTRATION, "contact", is_met=False)
    assert why(refused) == "too_late_to_mark"


def test_nothing_is_handed_over_before_the_registration_is_complete() -> None:
    story = is_accepted()
    part = story.act(casework.plan_delivery, "كتب", "3")
    for state in ("registration", None):
        with pytest.raises(MoveRefused) as refused:
            story.act(casework.hand_over, part, "استلمها بنفسه", "interview")
        assert why(refused) == "not_delivering"
        story = story.goes(state) if state else story
    story.is_registered().goes("delivering")
    story.act(casework.hand_over, part, "استلمها بنفسه", "interview")
    story.goes("delivered")
    with pytest.raises(MoveRefused) as refused:
        story.act(casework.plan_delivery, "كتاب آخر", "1")
    assert why(refused) == "not_delivering"


def test_who_was_reached_or_wrote_is_not_one_who_does_not_answer() -> None:
    story = Story().is_checked().goes("waiting", public="كم كتابًا؟")
    for was_reached in (True, True, False):
        story.act(casework.note_contact, "phone", was_reached=was_reached)
    closing = {"code": NO_ANSWER, "public": "لم يصلنا جواب.", "reason": "لا رد"}
    with pytest.raises(MoveRefused) as refused:
        story.goes("closed", **closing)
    assert (why(refused), refused.value.facts["attempts"]) == ("too_few_attempts", 1)
    story.act(casework.note_contact, "phone", was_reached=False)
    with transaction() as session:
        from_applicant.send(session, story.reference, "answer", "ثلاثة كتب", is_own=True, now=story.now)
    with pytest.raises(MoveRefused) as refused:
        story.goes("closed", **closing)
    assert why(refused) == "unread"
    story.act(from_applicant.mark_seen)
    assert story.goes("closed", **closing).case.state == "closed"


@pytest.mark.parametrize("ended", ["withdrawn", "merged"])
def test_nothing_is_merged_into_what_nobody_works_on(ended: str) -> None:
    lives = Story()
    other = Story(id_number="2900000015").goes(ended, reason="مكرر", other_reference=lives.reference)
    with pytest.raises(MoveRefused) as refused:
        lives.goes("merged", reason="مكرر", other_reference=other.reference)
    assert why(refused) == "no_other_reference"


def test_a_request_that_is_opened_again_ends_with_an_invitation_of_its_own() -> None:
    story = Story().is_refused()
    story.act(casework.settle_survey, "no_way")
    story.goes("closed").goes("checking", by=THE_MANAGER, reason="وصلت شهادة")
    assert (story.case.survey_settled_at, story.case.reply_sent_at) == (None, None)
