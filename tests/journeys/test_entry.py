"""Staff write a request down: for somebody whom nothing reaches, and for somebody who calls and never has to come."""

import pytest

from tests.support.at_committee import Installed
from tests.support.at_entry import Clerk
from tests.support.chromium import AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT, seen

LESSONS = {"support_type": "lessons", "for_whom": "self"}
TESFAYE = {
    "full_name": "Tesfaye Bekele",
    "id_type": "none",
    "contact_method": "interview",
    "contact_language": "am",
    "officer_preference": "any",
    "locality": "مزرعة خارج أبو راكة",
    "need": "يريد أن يتعلم القراءة والكتابة.",
}
SALMA = {
    **TESFAYE,
    "full_name": "سلمى عبده",
    "mobile": "٠٥٠٠٠٠٠٠٧٧",  # hers alone: others asked here before
    "contact_method": "phone",
    "contact_language": "ur",
}
AGREED = {"informed_committee": "yes", "declaration": "yes"}
ITEMS = (
    "الاسم كما في الوثيقة",
    "التعرف إلى صاحب الطلب في مقابلة، إذ لا وثيقة سارية لديه",
    "وسيلة التواصل ولغته",
    "الحاجة كما شرحها صاحب الطلب",
)


@pytest.fixture(scope="module")
def committee(shared_service):
    return Installed(shared_service)


@pytest.fixture
def huda(open_window, account):
    return Clerk(open_window(), account)


@seen(AT_A_DESK)
def test_whom_nothing_reaches_is_served_because_we_came_first(huda, committee):
    huda.signs_in()
    came = {"origin": "outreach", "channel": "volunteering", **LESSONS}
    signed = {
        "method": "paper",
        "place": "الملف 12، الورقة 40",
        "signed_on": "١/٦/١٤٤٨",
        "signed_name": "Tesfaye Bekele",
        **AGREED,
    }
    written = huda.writes_down(came, TESFAYE, signed)
    assert written.says("تم: سُجّل الطلب نيابة عن صاحبه.")
    assert written.says("لا وسيلة تواصل لصاحب الطلب")
    assert written.reads("كيف بدأ") == "بمبادرة منا، دون طلب"
    huda.matches(*ITEMS)
    assert huda.confirms("رفع للجنة البحث").says("لا بريد محفوظ لصاحب الطلب. أبلغه بهذا النص")
    committee.accepts(huda.reference)
    huda.window.refreshes()
    huda.confirms("إرسال الرد بالقبول", public="الدرس مساء الأحد في المسجد القريب.")
    ended = huda.serves("دروس القراءة", "حضر الدرس الأول، ووقّع.", "مقابلة", "لا وسيلة للوصول إليه")
    assert ended.says("تم: الحالة الآن: مغلق.")
    assert not ended.says("لا وسيلة تواصل لصاحب الطلب")
    assert huda.follows("الرسائل").says("لا رسائل مسجّلة هنا.")


@seen(ON_A_PHONE_WITHOUT_SCRIPT)
def test_who_calls_never_has_to_come(huda, committee):
    huda.signs_in()
    said = {"method": "phone", "signed_name": "سلمى عبده", **AGREED}
    written = huda.writes_down({"origin": "requested", "channel": "phone", **LESSONS}, SALMA, said)
    assert written.reads("وصل عبر") == "الاتصالات الهاتفية"
    assert written.says("تم الإقرار")
    huda.matches(*ITEMS)
    huda.confirms("رفع للجنة البحث")
    committee.accepts(huda.reference)
    huda.window.refreshes()
    huda.confirms("إرسال الرد بالقبول", public="نتصل بك مساء الأحد.")
    ended = huda.serves("درس بالهاتف", "أكّدت بالهاتف أنها حضرته.", "مكالمة هاتفية", "دُعي إلى الاستبانة")
    assert ended.says("تم: الحالة الآن: مغلق.")
