"""Relations officers lead a request to the committee, and no word of theirs is lost when two of them meet over it."""

from tests.support.chromium import AT_A_DESK, ON_A_PHONE, ON_A_PHONE_WITHOUT_SCRIPT, seen
from tests.support.people import Officer

MISSING = "ينقص جدول العمل الأسبوعي، لنختار وقت الدرس."


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_huda_leads_what_salma_asked_for_to_the_committee(salma, huda):
    reference = salma.asks_for_help()
    huda.signs_in()
    assert huda.opens_record(reference).says("غير مسند إلى أحد")
    assert huda.presses("إسناده إليّ").says("يعمل عليه: هدى سالم")
    assert huda.presses("بدء المطابقة").says("تم: الحالة الآن: قيد المطابقة.")

    huda.follows("طلب استكمال")
    look = huda.writes(public=MISSING).presses("متابعة")
    assert look.says("الرسالة كما تصل")
    assert look.says(MISSING)
    assert huda.presses("تأكيد").says("تم: الحالة الآن: بانتظار مقدّم الطلب.")
    assert huda.follows("الرسائل").says("طلب الاستكمال بانتظار الإرسال")
    huda.presses("عودة إلى المطابقة")

    refused = huda.presses("اكتمال المطابقة")
    assert refused.says("البند «الاسم كما في الوثيقة» لم يُطابَق")
    huda.ticks("الاسم كما في الوثيقة", "رقم الوثيقة وصلاحيتها وقت التقديم", "وسيلة التواصل ولغته")
    huda.ticks("الحاجة كما شرحها صاحب الطلب", "عدد من يعولهم ويسكنون معه")
    undated = huda.presses("حفظ المطابقة")
    assert undated.says("اكتب تاريخ انتهاء الوثيقة كما في أصلها.")
    matched = huda.writes(**{"until-document": "٢٩/١٢/١٤٥٠"}).presses("حفظ المطابقة")
    assert matched.says("تم اكتمال المطابقة")

    huda.presses("اكتمال المطابقة")
    assert huda.follows("رفع للجنة البحث").says("خلال مدة لا تقل عن أسبوعين")
    assert huda.presses("تأكيد").says("لا يُرسل الرد قبل")
    told = huda.follows("السجل")
    for step in ("وصل الطلب", "بانتظار مقدّم الطلب", "اكتملت المطابقة", "لدى لجنة البحث"):
        assert told.says(step)


@seen(AT_A_DESK, ON_A_PHONE)
def test_answers_are_corrected_with_what_stood_there_before(salma, huda):
    reference = salma.asks_for_help()
    huda.signs_in()
    huda.opens_record(reference)
    huda.follows("الإجابات", "تعديل كيف نتواصل معك؟")
    assert (
        huda.writes(mobile="123", reason="اتصلت سلمى وصححت رقمها").presses("حفظ التعديل").heading
        == "تعديل: كيف نتواصل معك؟"
    )
    assert huda.window.standing("reason") == "اتصلت سلمى وصححت رقمها"
    corrected = huda.writes(mobile="٠٥٠٠٠٠٠٠٠٩").presses("حفظ التعديل")
    assert corrected.reads("رقم الجوال") == "050 000 0009"
    assert corrected.says("قبل التعديل: 050 000 0001")
    assert corrected.says("تغيّرت بيانات بعد الإقرار.")


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_two_officers_at_once_the_second_loses_nothing(salma, huda, open_window, service, view):
    Officer.joins(service, f"noor.{view.width}@example.org", "نور علي")
    noor = Officer(open_window(), f"noor.{view.width}@example.org")
    reference = salma.asks_for_help()
    for officer in (huda, noor):
        officer.signs_in()
        officer.opens_record(reference)
        officer.follows("الملاحظات")
    huda.writes(text="اتصلت بها، وترد مساءً.").presses("حفظ الملاحظة")
    late = noor.writes(text="سأتصل بها صباحًا.").presses("حفظ الملاحظة")
    assert late.says("ما تغيّر بعد أن فتحت الصفحة")
    assert late.says("اتصلت بها، وترد مساءً.")
    assert noor.window.standing("text") == "سأتصل بها صباحًا."
    both = noor.presses("حفظ الملاحظة")
    assert both.says("سأتصل بها صباحًا.")
    assert both.says("اتصلت بها، وترد مساءً.")
