"""One request from the website to its end, with everybody who has a part in it."""

import pytest

from tests.support.at_committee import Installed, Member, Secretary
from tests.support.at_desk import Leader
from tests.support.chromium import AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT, seen
from tests.support.people import Officer

VOTING = ["علي حسن", "عمر زيد", "أمل يوسف"]
SALMA = "0500000001"
ASKED, TOLD = "ما معنى المطابقة؟", "ننظر إلى أصل وثيقتك ونقارنه بما كتبته."


@pytest.fixture(scope="module")
def committee(shared_service):
    return Installed(shared_service)


@pytest.fixture
def huda(open_window, account):
    """The officer who leads the request, not signed in yet."""
    return Leader(open_window(), account)


@pytest.fixture
def colleague(open_window, service, account):
    """Somebody of the staff with this role, signed in."""

    def joined(role):
        email = account.replace("huda", role)
        if email not in service.runs("staff", "list").stdout:
            Officer.joins(service, email, f"زميل {role}", role=role)
        person = Officer(open_window(), email)
        person.signs_in()
        return person

    return joined


@pytest.fixture
def decides(open_window, committee):
    """The committee meets and accepts a request."""

    def accepted(reference):
        mona = Secretary(open_window(), "mona@example.org")
        mona.signs_in()
        mona.opens_session(*VOTING)
        mona.puts_on_agenda(reference)
        for who in ("ali", "omar", "amal"):
            member = Member(open_window(), f"{who}@example.org")
            member.comes_to(reference)
            member.votes("accept")
        mona.follows(reference)
        return mona.records()

    return accepted


@pytest.mark.timeout(400)  # eight people and every page judged: longer than one story
@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_what_salma_asked_for_is_explained_accepted_delivered_in_two_parts_and_closed(
    salma, huda, visitor, colleague, decides
):
    reference = salma.asks_for_help()
    asks(visitor, reference)
    huda.signs_in()
    assert huda.opens_record(reference).says("وصل من صاحب الطلب")
    huda.presses("قرأته")
    assert huda.leads_to_the_committee(reference).says("مُحال للتوضيح"), "an open referral stops nothing"
    researcher = colleague("researcher")
    researcher.opens_record(reference)
    researcher.unfolds("الجواب عنه").writes(answer=TOLD).presses("حفظ الجواب")
    assert visitor.looks_up(reference, SALMA).says(TOLD)

    assert decides(reference).says("قُبل الطلب")
    manager = colleague("manager")
    manager.opens_record(reference)
    manager.unfolds("الإذن بالرد قبل ذلك").writes(reason="يبدأ الدرس غدًا.")
    assert manager.presses("تأكيد الإذن").says("تم: أذن المدير بالرد قبل موعده.")
    assert huda.accepts(reference, "نتصل بك لنحدد موعد التسجيل.").says("تم: الحالة الآن: مقبول.")
    delivers(huda, visitor, reference)
    ends(huda, reference)
    assert visitor.looks_up(reference, SALMA).says("انتهى العمل على هذا الطلب.")


def asks(visitor, reference):
    """What is not clear is asked from tracking."""
    visitor.looks_up(reference, SALMA)
    visitor.follows("لم أفهم، أريد من يشرح لي")
    visitor.window.writes("text", ASKED)
    visitor.window.presses("إرسال السؤال")


def delivers(huda, visitor, reference):
    """Registered, then given in two parts: one is written down by the officer, one confirmed by the beneficiary."""
    huda.presses("بدء التسجيل")
    assert huda.presses("بدء تقديم الخدمة").says("لا تُقدَّم الخدمة قبل استكمال التسجيل.")
    huda.follows("التسجيل والخدمة")
    huda.matches_all("حفظ القائمة")
    huda.presses("بدء تقديم الخدمة")
    huda.plans("ملابس شتوية", "أغطية")
    huda.hands_over_the_first("استلمتها سلمى ووقّعت.")
    huda.follows("اكتمال الخدمة")
    assert huda.presses("تأكيد").says("بقي من الخدمة ما لم يُقدَّم"), "one part is still on its way"
    visitor.looks_up(reference, SALMA)
    visitor.window.presses("تأكيد الاستلام أغطية")
    assert visitor.reads().says("سجّلنا أنك استلمت هذا الجزء.")


def ends(huda, reference):
    """Delivered, invited to the survey, closed."""
    huda.opens_record(reference)
    huda.presses("قرأته")
    huda.follows("اكتمال الخدمة")
    assert huda.presses("تأكيد").says("تم: الحالة الآن: قُدّمت الخدمة.")
    huda.follows("التسجيل والخدمة")
    huda.unfolds("توثيق الدعوة إلى الاستبانة").picks("هل دُعي صاحب الطلب؟", "دُعي إلى الاستبانة").presses("حفظ")
    huda.follows("إغلاق الطلب")
    assert huda.presses("تأكيد").says("تم: الحالة الآن: مغلق.")
