"""A request is led on from its page: at once, or by way of its words and a look at the message."""

import pytest
from flask import Flask

from forms_service.help_requests import casework
from forms_service.help_requests.committee import ACCEPT
from forms_service.help_requests.moves import CLOSING_REASONS
from forms_service.staff.request_moves import CLOSINGS
from tests.support.casework import Story, letters_about
from tests.support.desk import Desk, at_desk, refusal_of

SAYS = "ينقص جدول العمل، لنختار وقت الدرس."


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def test_a_move_without_words_is_one_press_and_says_so(desk: Desk) -> None:
    desk.story(lambda story: story.act(casework.assign, 1))
    done = desk.moves("checking")
    assert (done.status_code, done.location) == (303, f"{desk.path}?done=to_checking")
    assert "تم: الحالة الآن: قيد المطابقة." in desk.browser.opens(done.location).text


def test_a_message_is_seen_before_it_is_sent(desk: Desk) -> None:
    desk.story(lambda story: story.is_checked())
    form = desk.browser.opens(f"{desk.path}/move/waiting").text
    assert "طلب استكمال" in form
    assert "تأكيد" not in form
    look = desk.moves("waiting", step="preview", public=SAYS)
    assert look.status_code == 200
    assert "الرسالة كما تصل" in look.text
    assert SAYS in look.text[look.text.index("الرسالة كما تصل") :]
    assert desk.state == "checking"
    assert desk.moves("waiting", step="form", public=SAYS).text.count(SAYS) == 1
    assert desk.moves("waiting", public=SAYS).status_code == 303
    assert desk.state == "waiting"
    with desk.app.app_context():
        assert letters_about(desk.reference)[-1] == "missing"


def test_where_there_is_no_address_the_page_says_whom_to_call(app: Flask) -> None:
    desk = at_desk(app, "reception", email="")
    desk.story(lambda story: story.is_checked())
    look = desk.moves("waiting", step="preview", public=SAYS).text
    assert "لا بريد محفوظ لصاحب الطلب" in look
    assert SAYS in look


def test_a_refused_move_says_why_and_keeps_what_was_typed(desk: Desk) -> None:
    refused = desk.moves("checking")
    assert refused.status_code == 422
    assert "غير مسند إلى أحد" in refusal_of(refused)
    desk.story(lambda story: story.is_checked())
    empty = desk.moves("waiting", step="preview", public="")
    assert empty.status_code == 422
    assert "لا بد من رسالة" in refusal_of(empty)
    early = desk.moves("closed", step="preview", code="no_answer", reason="اتصلنا مرة", public="لم نصل إليك.")
    assert early.status_code == 422
    assert "محاولتين" in refusal_of(early)
    assert "اتصلنا مرة" in early.text
    assert "لم نصل إليك." in early.text
    assert '<option value="no_answer" selected>' in early.text


def test_a_long_text_is_kept_and_refused(desk: Desk) -> None:
    desk.story(lambda story: story.is_checked())
    long = "ن" * 1001
    refused = desk.moves("waiting", step="preview", public=long)
    assert refused.status_code == 422
    assert "1001" in refusal_of(refused)
    assert long in refused.text


def test_who_may_not_move_is_told_who_may(app: Flask) -> None:
    desk = at_desk(app, "researcher")
    desk.story(lambda story: story.act(casework.assign, 1))
    refused = desk.moves("checking")
    assert refused.status_code == 422
    assert "موظف علاقات المستفيدين" in refusal_of(refused)
    assert desk.state == "received"


def test_what_the_committee_decides_is_not_decided_here(app: Flask) -> None:
    desk = at_desk(app, "secretary")
    desk.story(lambda story: story.is_raised().is_on_the_agenda())
    assert desk.browser.opens(f"{desk.path}/move/decided").status_code == 303
    assert desk.moves("decided").status_code == 409
    assert desk.state == "committee"


def test_an_acceptance_says_what_registration_needs(app: Flask) -> None:
    desk = at_desk(app, "reception")
    desk.story(lambda story: story.is_decided(ACCEPT))
    look = desk.moves("accepted", step="preview", public="اتفق معنا على موعد.")
    assert "اتفق معنا على موعد." in look.text[look.text.index("الرسالة كما تصل") :]
    desk.moves("accepted", public="اتفق معنا على موعد.")
    assert desk.state == "accepted"


def test_a_move_from_a_state_that_is_past_is_a_conflict(desk: Desk) -> None:
    desk.story(lambda story: story.act(casework.assign, 1))
    seen = desk.sees()
    desk.story(lambda story: story.goes("checking"))
    late = desk.moves("checking", seen=seen)
    assert late.status_code == 409
    assert "الحالة الآن: قيد المطابقة" in late.text


def test_a_state_that_is_none_is_not_found(desk: Desk) -> None:
    assert desk.moves("heaven").status_code == 404
    assert desk.browser.opens(f"{desk.path}/move/heaven").status_code == 404


def test_every_reason_for_closing_can_be_chosen() -> None:
    assert set(CLOSINGS) == set(CLOSING_REASONS)


def test_a_request_is_merged_into_another_that_exists(desk: Desk) -> None:
    with desk.app.app_context():
        other = Story().reference
    refused = desk.moves("merged", reason="طلب مكرر", other_reference="1")
    assert refused.status_code == 422
    assert "رقم الطلب الآخر" in refusal_of(refused)
    assert desk.moves("merged", reason="طلب مكرر", other_reference=other).status_code == 303
    assert desk.state == "merged"
