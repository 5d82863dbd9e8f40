"""A message is found by its number, however it is typed; what leads nowhere is said, kept and in no address."""

import logging

import pytest

from forms_service.references import show_reference
from tests.staff.test_feedback_record import INBOX, signed_in
from tests.support.office import add_feedback, add_help_request, events, token_of

SEARCH = f"{INBOX}search"
UNKNOWN = "4829-3057-1162"
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def searches(browser, typed):
    return browser.posts(SEARCH, INBOX, q=typed)


@pytest.mark.parametrize(
    "typed", [show_reference, str, lambda number: show_reference(number).replace("-", " ").translate(EASTERN)]
)
def test_a_number_leads_to_its_message(app, colleague, typed):
    reference = add_feedback(app)
    reply = searches(colleague, typed(reference))
    assert (reply.status_code, reply.location) == (303, f"{INBOX}{reference}")
    assert events(app, "search") == [("staff:1", "search", "list", "feedback")]


def test_who_only_reads_finds_too(app):
    _number, quality = signed_in(app, "quality")
    reference = add_feedback(app)
    assert searches(quality, reference).location == f"{INBOX}{reference}"
    assert "«الطلبات»" not in searches(quality, UNKNOWN).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" \u200f ", "اكتب رقم الرسالة."),
        ("4829-3057-1163", "رقم الرسالة 12 رقمًا. راجع الرقم، فقد تكون إحدى خاناته خطأ."),
        ("سلمى", "رقم الرسالة 12 رقمًا."),
        ('"><b>', "رقم الرسالة 12 رقمًا."),
        (UNKNOWN, "لا توجد رسالة بهذا الرقم. إن كان رقم طلب فابحث عنه في «الطلبات»."),
    ],
)
def test_what_leads_nowhere_is_said_above_the_list_and_kept(app, colleague, typed, said):
    reference = add_feedback(app)
    reply = searches(colleague, typed)
    assert reply.status_code == 422
    assert said in reply.text
    assert "<title>خطأ: الرسائل" in reply.text
    assert show_reference(reference) in reply.text
    assert f'href="{INBOX}" aria-current=' in reply.text
    kept = typed.strip(" \u200f").replace('"', "&#34;").replace("<", "&lt;").replace(">", "&gt;")
    assert f'value="{kept}" aria-invalid="true"' in reply.text


def test_the_number_of_a_request_is_no_number_of_a_message(app, colleague):
    assert "لا توجد رسالة بهذا الرقم." in searches(colleague, add_help_request(app)).text


def test_an_empty_box_is_no_search(app, colleague):
    assert searches(colleague, "").status_code == 422
    assert events(app, "search") == []


def test_no_number_that_led_nowhere_stands_in_a_log_or_an_event(app, colleague, caplog):
    caplog.set_level(logging.DEBUG)
    searches(colleague, UNKNOWN)
    for written in (UNKNOWN, UNKNOWN.replace("-", "")):
        assert written not in caplog.text
        assert written not in str(events(app, "search", "list"))


def test_an_expired_page_keeps_what_was_typed(app, colleague):
    add_feedback(app)
    reply = colleague.client.post(SEARCH, data={"q": UNKNOWN, "csrf_token": "old"})
    assert reply.status_code == 400
    assert f'value="{UNKNOWN}"' in reply.text
    assert token_of(reply)
    assert events(app, "search") == []


def test_the_address_of_the_search_leads_to_the_list(colleague):
    reply = colleague.opens(SEARCH)
    assert (reply.status_code, reply.location) == (303, INBOX)


@pytest.mark.parametrize("role", ["researcher", "coordinator", "admin"])
def test_nobody_else_searches_messages(app, role):
    _number, browser = signed_in(app, role)
    reply = browser.posts(SEARCH, "/staff/account", q=add_feedback(app))
    assert reply.status_code == 403
    assert events(app, "search") == []
