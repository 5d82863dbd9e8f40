"""People ask for support, each in their own way, and follow what they sent."""

import pytest
from stdnum import luhn

from tests.support.chromium import (
    AT_A_DESK,
    AT_A_DESK_WITHOUT_SCRIPT,
    NARROW,
    ON_A_PHONE,
    ON_A_PHONE_WITHOUT_SCRIPT,
    View,
    in_every_view,
    seen,
)
from tests.support.people import REVIEW

IQAMA = "2900000007"
NATIONAL_ID = "190000001" + luhn.calc_check_digit("190000001")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@in_every_view()
def test_salma_asks_for_help_and_sees_that_it_arrived(salma):
    reference = salma.asks_for_help()
    assert salma.reads().says("خلال مدة لا تقل عن أسبوعين")
    assert salma.looks_up(reference, "0500000001").says("مستلَم")


@in_every_view()
def test_khalid_asks_for_salma_and_either_of_them_follows_it(salma):
    khalid = salma.for_someone_else()
    reference = khalid.asks_for_help()
    assert khalid.looks_up(reference, "0500000002").says("وصلنا طلبك")
    assert khalid.looks_up(reference, "0500000001").says("وصلنا طلبك")


DOCUMENTS = [
    pytest.param("national_id", NATIONAL_ID, NATIONAL_ID, ON_A_PHONE, id="national id"),
    pytest.param("iqama", IQAMA.translate(ARABIC), IQAMA, AT_A_DESK, id="iqama"),
    pytest.param("passport", "ep ۱۲۳۴۵۶", "EP123456", ON_A_PHONE_WITHOUT_SCRIPT, id="passport"),
    pytest.param("border_number", "3900 000 001", "3900000001", AT_A_DESK_WITHOUT_SCRIPT, id="border number"),
    pytest.param("none", "", "لم تكتب إجابة", ON_A_PHONE, id="none"),
]


@pytest.mark.parametrize(("id_type", "typed", "shown", "view"), DOCUMENTS)
def test_each_kind_of_document_is_taken_and_so_is_none(salma, id_type, typed, shown):
    salma.begins()
    salma.will_answer(id_type=id_type, id_number=typed)
    assert salma.goes_on_to(REVIEW).reads("رقم الوثيقة") == shown
    salma.goes_on_to(salma.agreement)
    assert salma.sends()


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_a_number_that_looks_wrong_is_asked_about_once_and_then_believed(salma, huda):
    salma.begins()
    salma.goes_on_to("من أنت؟")
    doubted = salma.goes_on(id_number="2900000001")
    assert doubted.heading == "من أنت؟"
    assert salma.window.errors == ["راجع الرقم، فقد تكون إحدى خاناته خطأ. إن كان صحيحًا فاختر «متابعة» مرة أخرى"]
    assert salma.goes_on().heading == "كيف نتواصل معك؟"
    salma.goes_on_to(salma.agreement)
    reference = salma.sends()
    huda.signs_in()
    huda.opens_record(reference)
    huda.window.follows("الإجابات")
    assert huda.reads().says("رقم الوثيقة لا يطابق خانة التحقق، راجعه مع الأصل")


@pytest.mark.parametrize("digits", [ARABIC, PERSIAN], ids=["٠١٢", "۰۱۲"])
def test_digits_of_every_keyboard_mean_the_same(salma, digits):
    numbers = {"id_number": IQAMA, "mobile": "0500000001", "short_address": "ABCD1234", "dependents": "3"}
    salma.begins()
    salma.will_answer(**{name: number.translate(digits) for name, number in numbers.items()})
    review = salma.goes_on_to(REVIEW)
    assert review.reads("رقم الوثيقة") == IQAMA
    assert review.reads("رقم الجوال") == "050 000 0001"
    assert review.reads("العنوان الوطني المختصر") == "ABCD1234"
    assert review.reads("عدد من تعولهم ويسكنون معك") == "3"
    salma.goes_on_to(salma.agreement)
    reference = salma.sends()
    assert salma.looks_up(reference.translate(digits), "0500000001".translate(digits)).says("مستلَم")


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_salma_corrects_an_answer_on_the_review(salma):
    salma.begins()
    salma.goes_on_to(REVIEW)
    review = salma.edits("اشرح حاجتك باختصار", need="أحتاج إلى بطانيات للشتاء")
    assert review.heading == REVIEW
    assert review.reads("اشرح حاجتك باختصار") == "أحتاج إلى بطانيات للشتاء"
    assert review.reads("الاسم الكامل") == "سلمى عبده"


@seen(ON_A_PHONE_WITHOUT_SCRIPT)
def test_whoever_turns_out_to_ask_for_another_is_asked_who_they_are(salma):
    salma.begins()
    salma.goes_on_to(REVIEW)
    asked = salma.edits("لمن الطلب؟", for_whom="other")
    assert asked.heading == "عرّفنا بنفسك"
    review = salma.goes_on()
    assert review.heading == REVIEW
    assert review.reads("اسمك الكامل") == "خالد أحمد"
    salma.for_someone_else().goes_on_to(salma.agreement)
    assert salma.sends()


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_salma_goes_back_and_finds_what_she_wrote(salma):
    salma.begins()
    salma.goes_on_to("أين تسكن؟")
    assert salma.goes_back().heading == "كيف نتواصل معك؟"
    assert salma.window.standing("mobile").replace(" ", "") == "0500000001"
    assert salma.follows("رجوع").heading == "من أنت؟"
    assert salma.window.standing("full_name") == "سلمى عبده"
    assert salma.window.standing("id_type") == "iqama"
    assert salma.refreshes().heading == "من أنت؟"
    salma.goes_on_to(salma.agreement)
    assert salma.sends()


@pytest.mark.parametrize(
    ("view", "name"), [(ON_A_PHONE, "ليلى يوسف"), (AT_A_DESK_WITHOUT_SCRIPT, "ليلى سعيد")], ids=str
)
def test_refresh_and_back_after_sending_show_the_same_request(salma, huda, name):
    reference = salma.asks_for_help(full_name=name, signed_name=name)
    salma.refreshes()
    assert salma.sees_reference() == reference
    salma.goes_back()
    assert salma.sees_reference() == reference
    huda.signs_in()
    assert huda.sees_named(name) == 1


@pytest.mark.parametrize(("view", "name"), [(ON_A_PHONE, "مريم حسن"), (AT_A_DESK_WITHOUT_SCRIPT, "مريم طه")], ids=str)
def test_a_double_click_on_send_makes_one_request(salma, huda, name):
    salma.begins()
    salma.will_answer(full_name=name, signed_name=name)
    salma.goes_on_to(salma.agreement)
    reference = salma.sends(twice=True)
    assert salma.refreshes().heading == "استلمنا طلبك"
    assert salma.sees_reference() == reference
    huda.signs_in()
    assert huda.sees_named(name) == 1


@seen(AT_A_DESK)
def test_another_request_begins_without_the_answers_of_the_first(salma):
    first = salma.asks_for_help()
    assert salma.follows("تقديم طلب آخر").heading == "ما الذي تحتاج إليه؟"
    assert salma.window.standing("for_whom") == ""
    salma.goes_on_to(salma.agreement)
    assert salma.sends() != first


@seen(ON_A_PHONE)
def test_whoever_comes_back_later_goes_on_where_they_stopped(salma):
    salma.begins()
    salma.goes_on_to("كيف نتواصل معك؟")
    salma.opens("/")
    salma.follows("طلب دعم مستفيد")
    resumed = salma.follows("أكمل طلبك")
    assert resumed.says("لديك طلب غير مكتمل")
    assert salma.follows("إكمال الطلب").heading == "كيف نتواصل معك؟"
    salma.goes_on_to(salma.agreement)
    assert salma.sends()


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_salma_erases_what_she_wrote(salma):
    salma.begins()
    salma.goes_on_to("كيف نتواصل معك؟")
    erased = salma.erases_answers()
    assert erased.says("مُسحت إجاباتك. لم يُرسل شيء.")
    assert not erased.says("لديك طلب غير مكتمل")
    assert salma.follows(salma.begin).heading == "ما الذي تحتاج إليه؟"
    assert salma.window.standing("support_type") == ""
    assert salma.jumps_to("you").heading == "ما الذي تحتاج إليه؟"


@seen(AT_A_DESK_WITHOUT_SCRIPT)
def test_pages_opened_in_the_wrong_order_lead_to_the_first_that_is_open(salma):
    assert salma.jumps_to("done").heading == "طلب دعم مستفيد"
    assert salma.jumps_to("review").heading == "ما الذي تحتاج إليه؟"
    assert salma.jumps_to("declaration").heading == "ما الذي تحتاج إليه؟"
    salma.goes_on()
    assert salma.jumps_to("need").heading == "من أنت؟"
    assert salma.jumps_to("helper").heading == "من أنت؟"
    assert salma.jumps_to("done").heading == "من أنت؟"


@seen(ON_A_PHONE, AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_what_is_missing_is_said_first_and_leads_to_its_question(salma):
    salma.begins()
    salma.window.presses("متابعة")
    assert salma.window.errors == ["اختر الخدمة التي تحتاج إليها، أو «لا أعرف، ساعدوني»", "اختر لمن الطلب"]
    assert salma.reads().text.startswith("توجد إجابات تحتاج إلى تعديل")
    salma.window.jumps("اختر لمن الطلب")
    assert salma.window.focus == "for_whom"
    assert salma.goes_on().heading == "من أنت؟"


@seen(ON_A_PHONE)
def test_every_page_of_the_form_says_its_errors(salma):
    salma.for_someone_else().begins()
    visited = []
    while salma.window.heading != REVIEW:
        visited.append(salma.window.heading)
        salma.window.empties()
        salma.window.presses("متابعة")
        assert salma.window.errors
        salma.goes_on()
    salma.follows("متابعة")
    salma.window.presses(salma.send)
    assert len(salma.window.errors) == 3
    assert len(visited) == 6
    assert salma.sends()


@seen(AT_A_DESK)
def test_a_page_can_be_answered_with_the_keyboard_alone(salma):
    salma.begins()
    keys = salma.window.keys
    keys("Tab")
    assert salma.window.focus == "انتقل إلى المحتوى"
    keys("Enter")
    salma.window.tabs_to("support_type")
    keys("Space")
    keys("ArrowDown")
    salma.window.tabs_to("for_whom")
    keys("Space")
    salma.window.tabs_to("متابعة")
    salma.window.types_key("Enter")
    assert salma.window.heading == "من أنت؟"
    salma.goes_on_to(REVIEW)
    assert salma.reads().reads("ما الخدمة التي تحتاج إليها؟") == "دروس ودورات"
    assert salma.reads().reads("لمن الطلب؟") == "لي"


NARROW_PHONE = [View(script=True, width=NARROW, dark=False), View(script=False, width=NARROW, dark=True)]


@seen(*NARROW_PHONE)
def test_on_a_very_narrow_screen_nothing_is_cut_off_even_long_words(salma, huda):
    long = "ووووووووووووووووووووووووووووووووووووووووووووووووووووووووو"
    salma.for_someone_else().begins()
    salma.will_answer(
        full_name=f"{long[:45]} {long[:45]}", need=f"https://example.org/{'a' * 90} {long}", locality=long
    )
    salma.will_answer(email=f"{'s' * 60}@example.org")
    salma.goes_on_to(salma.agreement)
    salma.window.presses(salma.send)
    assert salma.window.errors
    reference = salma.sends()
    assert salma.looks_up(reference, "0500000001").says("مستلَم")
    huda.signs_in()
    huda.opens_record(reference)
    huda.window.follows("الإجابات")
    assert huda.reads().reads("المركز أو القرية أو الحي") == long
