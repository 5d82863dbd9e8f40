"""People offer time, languages and skills; the young ones with their guardian."""

import pytest

from tests.support.chromium import AT_A_DESK_WITHOUT_SCRIPT, ON_A_PHONE, in_every_view, seen
from tests.support.people import REVIEW


@in_every_view()
def test_sara_volunteers_and_sees_that_it_arrived(sara):
    reference = sara.offers_to_help()
    assert sara.reads().heading == "استلمنا رغبتك في التطوع"
    assert sara.looks_up(reference, "0500000003").says("التطوع")


@in_every_view()
def test_a_young_volunteer_comes_with_a_guardian_who_can_follow_it(sara):
    sara.begins()
    guarded = sara.goes_on(is_adult="no")
    assert guarded.heading == "موافقة ولي أمرك"
    review = sara.goes_on_to(REVIEW)
    assert review.reads("اسم ولي الأمر") == "علي حسن"
    sara.goes_on_to(sara.agreement)
    reference = sara.sends()
    assert sara.looks_up(reference, "0500000004").heading == "أين وصل طلبك؟"


@seen(ON_A_PHONE)
def test_without_the_guardians_consent_nothing_goes_on(sara):
    sara.begins()
    sara.goes_on(is_adult="no")
    sara.goes_on(guardian_consent="")
    assert sara.window.heading == "موافقة ولي أمرك"
    assert sara.window.errors == ["لا يُرسل الطلب دون موافقة ولي الأمر"]
    assert sara.goes_on(guardian_consent="yes").heading == "كيف تحب أن تشارك؟"


@seen(AT_A_DESK_WITHOUT_SCRIPT)
def test_who_turns_out_to_be_adult_is_not_asked_for_a_guardian(sara):
    sara.begins()
    sara.will_answer(is_adult="no")
    assert "اسم ولي الأمر" in sara.goes_on_to(REVIEW).answers
    review = sara.edits("هل عمرك 18 سنة أو أكثر؟", is_adult="yes")
    assert review.heading == REVIEW
    assert "اسم ولي الأمر" not in review.answers
    sara.goes_on_to(sara.agreement)
    assert sara.sends()


@seen(ON_A_PHONE)
def test_every_page_of_the_volunteers_form_says_its_errors(sara):
    sara.begins()
    sara.will_answer(is_adult="no")
    visited = []
    while sara.window.heading != REVIEW:
        visited.append(sara.window.heading)
        sara.window.empties()
        sara.window.presses("متابعة")
        assert sara.window.errors
        sara.goes_on()
    assert visited == ["من أنت؟", "موافقة ولي أمرك", "كيف تحب أن تشارك؟"]
    sara.follows("متابعة")
    sara.window.presses(sara.send)
    assert sara.window.errors == ["وافق على ميثاق التطوع لتتمكن من الإرسال"]


@pytest.mark.parametrize("languages", [["ar"], ["am", "ml", "ta"]], ids=len)
def test_a_volunteers_languages_are_shown_as_they_were_chosen(sara, languages):
    sara.begins()
    sara.will_answer(languages=languages)
    names = {"ar": "العربية", "am": "الأمهرية", "ml": "المليالمية", "ta": "التاميلية"}
    assert sara.goes_on_to(REVIEW).reads("اللغات التي تتقنها") == "، ".join(names[code] for code in languages)
