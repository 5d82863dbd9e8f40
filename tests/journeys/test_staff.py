"""A relations officer reads what people wrote; nobody else does."""

from tests.support.chromium import AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT, in_every_view, seen
from tests.support.people import Officer


@in_every_view()
def test_huda_reads_what_salma_asked_for(salma, huda):
    reference = salma.asks_for_help(need="أحتاج إلى مدفأة.\nوبطانية.")
    assert huda.signs_in().heading == "الطلبات"
    record = huda.opens_record(reference)
    assert record.heading == f"طلب {reference}"
    assert record.reads("رقم الجوال") == "050 000 0001"
    assert huda.follows("الرسائل").says("إشعار الموظف بانتظار الإرسال")
    record = huda.follows("الإجابات")
    assert record.reads("الاسم الكامل") == "سلمى عبده"
    assert record.reads("رقم الوثيقة") == "2900000007"
    assert record.reads("اشرح حاجتك باختصار") == "أحتاج إلى مدفأة.\nوبطانية."


@seen(ON_A_PHONE_WITHOUT_SCRIPT)
def test_huda_reads_who_volunteers_and_who_guards_them(sara, huda):
    reference = sara.offers_to_help(is_adult="no")
    huda.signs_in()
    record = huda.opens_record(reference, menu="المتطوعون")
    assert record.heading == f"متطوع {reference}"
    assert record.reads("اسم ولي الأمر") == "علي حسن"
    assert record.reads("اللغات التي تتقنها") == "العربية، الأردية"


@seen(AT_A_DESK)
def test_a_link_to_a_record_asks_to_sign_in_and_then_opens_it(salma, huda):
    reference = salma.asks_for_help()
    asked = huda.opens(f"/staff/help-requests/{reference.replace('-', '')}")
    assert asked.heading == "تسجيل الدخول"
    assert huda.gives_password("كلمة لا يعرفها أحد").heading == "تسجيل الدخول"
    assert huda.window.errors == ["البريد أو كلمة المرور غير صحيحة. راجعهما، ثم حاول مرة أخرى."]
    assert huda.gives_password().heading == f"طلب {reference}"


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_after_signing_out_nothing_is_shown_any_more(salma, huda):
    reference = salma.asks_for_help()
    huda.signs_in()
    huda.opens_record(reference)
    address = huda.window.page.url
    huda.signs_out()
    assert huda.opens(address).heading == "تسجيل الدخول"
    huda.goes_back()
    assert huda.goes_back().heading == "تسجيل الدخول"


@seen(AT_A_DESK)
def test_an_administrator_has_no_business_with_records(open_window, service):
    Officer.joins(service, "nasser@example.org", "ناصر عمر", role="admin")
    nasser = Officer(open_window(), "nasser@example.org")
    assert nasser.signs_in().heading == "الموظفون"
    assert nasser.opens("/staff/volunteers/").heading == "لا يمكنك فتح هذه الصفحة"
    assert nasser.signs_out().heading == "تسجيل الدخول"
