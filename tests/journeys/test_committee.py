"""لجنة البحث meets: some vote, one steps aside, the secretary records, and nothing is sent before its time."""

import pytest

from tests.support.at_committee import MEMBERS, Installed, Member, Secretary
from tests.support.chromium import AT_A_DESK, ON_A_PHONE, ON_A_PHONE_WITHOUT_SCRIPT, seen


@pytest.fixture(scope="module")
def committee(shared_service):
    return Installed(shared_service)


@pytest.fixture
def mona(open_window, committee):
    return Secretary(open_window(), "mona@example.org")


@pytest.fixture
def comes(open_window, committee):
    """Somebody of the committee, at the page of a request."""

    def come(who, reference):
        member = Member(open_window(), f"{who}@example.org")
        member.comes_to(reference)
        return member

    return come


@seen(ON_A_PHONE, AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_a_committee_decides_while_one_member_stands_aside(committee, mona, comes):
    reference = committee.raised()
    mona.signs_in()
    assert mona.opens_session(*MEMBERS).heading == "جلسة لجنة البحث"
    assert mona.puts_on_agenda(reference).says("صوّت 0 من 4")

    nada = comes("nada", reference)
    assert nada.reads().says("سلمى عبده")
    aside = nada.steps_aside()
    assert aside.says("سُجّل تنحّيك")
    assert not aside.says("سلمى عبده")

    ali = comes("ali", reference)
    assert ali.reads().says("تظهر الأصوات بعد تسجيل صوتك")
    voted = ali.votes("refuse")
    assert (voted.reads("صوّت"), voted.reads("لم يصوّت بعد")) == ("1", "2")
    comes("omar", reference).votes("accept")
    assert comes("amal", reference).votes("refuse").reads("لم يصوّت بعد") == "0"

    assert mona.follows(reference).reads("رفض الطلب") == "2"
    unsaid = mona.records()
    assert mona.window.errors == ["اكتب سبب الرفض"]
    assert unsaid.says("النتيجة لا تُعدّل بعد تسجيلها")
    mona.window.writes("public", "لا تقدّم الجمعية هذه الخدمة الآن.")
    mona.window.presses("تسجيل النتيجة")
    assert mona.reads().says("لا يُرسل قبل")
    ali.window.refreshes()
    assert ali.reads().says("لم يُقبل")

    assert mona.follows("إرسال الرد من صفحة الطلب").heading == f"طلب {reference}"
    mona.follows("لجنة البحث", within="header")
    assert mona.follows("الردود التي لم تُرسل").says(reference)
    mona.follows("لجنة البحث")
    mona.window.comes_by(mona.window.page.locator("main .files a").first)
    assert mona.closes().says("أُغلقت الجلسة")
    minutes = mona.follows("المحضر")
    assert minutes.heading == "محضر جلسة لجنة البحث"
    assert minutes.says(reference)
    assert not minutes.says("سلمى")


@seen(AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT)
def test_a_tie_or_too_few_decide_nothing(committee, mona, comes):
    reference = committee.raised()
    mona.signs_in()
    mona.opens_session(*MEMBERS[:2])
    mona.puts_on_agenda(reference)
    comes("ali", reference).votes("accept")
    comes("omar", reference).votes("refuse")
    mona.follows(reference)
    assert mona.follows("تسجيل النتيجة").says("لم يكتمل النصاب. الحاضرون: 2، والمطلوب: 3.")
    mona.follows("الطلب")
    mona.window.comes_by(mona.window.page.locator("main a.back").first)
    mona.follows("تعديل الحاضرين")
    mona.ticks(*MEMBERS[2:])
    mona.presses("إضافة إلى الحاضرين")
    comes("amal", reference).votes("accept")
    comes("nada", reference).votes("refuse")
    mona.follows(reference)
    assert mona.follows("تسجيل النتيجة").says("لم تتحقق الأغلبية، فلا قرار في هذه الجلسة.")
