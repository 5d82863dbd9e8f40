"""People say what went wrong; somebody who had no part in it answers."""

import pytest

from tests.support.chromium import AT_A_DESK_WITHOUT_SCRIPT, ON_A_PHONE, in_every_view, seen
from tests.support.people import Officer, Sender

WAITED = "انتظرت طويلًا ولم يتصل بي أحد."
ANSWER = "نعتذر عن التأخر. نتصل بك غدًا."


@pytest.fixture
def noura(open_window):
    """Writes to the association."""
    return Sender(open_window())


@pytest.fixture
def nasser(open_window, service, account):
    """The manager, who handles no requests; not signed in yet."""
    email = account.replace("huda", "nasser")
    if email not in service.runs("staff", "list").stdout:
        Officer.joins(service, email, "ناصر عمر", role="manager")
    return Officer(open_window(), email)


@pytest.mark.timeout(300)  # three people and both forms, each page judged: longer than one story
@in_every_view()
def test_an_anonymous_complaint_is_answered_by_somebody_independent_and_read_with_its_code(
    service, salma, noura, huda, nasser
):
    request = salma.asks_for_help()
    huda.closes_request(service, request)

    complaint = noura.writes_to_us(reference=request, message=WAITED, wants_reply="no")
    code = noura.sees_code()
    assert noura.reads().heading == "استلمنا رسالتك"
    assert noura.looks_up(complaint, code).says("وصلتنا رسالتك، وسيراجعها موظف مختص.")

    huda.signs_in()
    hidden = huda.opens_record(complaint, menu="الرسائل")
    assert hidden.says("سبق أن عملت على هذا الطلب أو شاركت في التصويت عليه")
    assert not hidden.says(WAITED)

    nasser.signs_in()
    shown = nasser.opens_record(complaint, menu="الرسائل")
    assert shown.says(WAITED)
    assert not shown.says("سلمى عبده")
    assert nasser.answers_message(ANSWER).says("حُفظ الرد.")

    told = noura.looks_up(complaint, code)
    assert told.says("رددنا عليك")
    assert told.says(ANSWER)


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_who_wants_a_reply_must_say_where(noura):
    noura.begins()
    noura.goes_on_to(noura.agreement)
    noura.window.empties()
    noura.window.presses(noura.send)
    assert noura.window.errors == ["اختر «نعم» أو «لا»"]
    noura.window.writes("wants_reply", "yes")
    noura.window.presses(noura.send)
    assert noura.window.errors == ["اكتب رقم جوال مثل 05XXXXXXXX، أو بريدًا بصيغة مثل name@example.com"]
    assert noura.sends()


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_a_number_with_a_slip_in_it_is_told_to_who_searches(huda):
    huda.signs_in()
    huda.window.follows("الرسائل", within="header")
    huda.searches("4829-3057-1163")
    assert huda.window.errors == ["رقم الرسالة 12 رقمًا. راجع الرقم، فقد تكون إحدى خاناته خطأ."]
    assert huda.searches("4829-3057-1162").says("لا توجد رسالة بهذا الرقم.")


@seen(ON_A_PHONE)
def test_an_inquiry_is_begun_from_the_contact_page(visitor):
    visitor.opens("/contact/")
    assert visitor.follows("استفسار").heading == "استفسار"
    assert visitor.follows("ابدأ").heading == "ما سؤالك؟"
