"""Searching over HTTP: nothing personal in an address or a log, nothing beyond one's branch, every search written down."""

import logging
import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import update

from forms_service.accounts.models import Staff
from forms_service.db import transaction
from forms_service.help_requests.service import mobile_hash
from forms_service.references import show_reference
from forms_service.staff import queue_search
from tests.staff.test_lists import references
from tests.staff.test_queue import change
from tests.support.office import Browser, add_help_request, add_person, events, token_of


def searches(browser: Browser, typed: str) -> str:
    """Search, and come to the answer."""
    reply = browser.posts("/staff/search", "/staff/", q=typed)
    assert reply.status_code == 303, reply.text
    return browser.opens(reply.location).text


def test_a_name_is_found_without_hamza_and_in_any_order(app: Flask, colleague: Browser) -> None:
    reference = add_help_request(app, name="أحمد عبدالله الشمري")
    add_help_request(app)
    page = searches(colleague, "الشمري احمد")
    assert references(page) == [reference]
    assert 'value="الشمري احمد"' in page


def test_a_reference_leads_to_its_request(app: Flask, colleague: Browser) -> None:
    reference = add_help_request(app)
    reply = colleague.posts("/staff/search", "/staff/", q=show_reference(reference).replace("-", " "))
    assert (reply.status_code, reply.location) == (303, f"/staff/help-requests/{reference}")


def test_nothing_that_was_searched_for_stands_in_an_address_or_a_log(
    app: Flask, colleague: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        change(app, add_help_request(app), mobile_hash=mobile_hash("+966500000001"))
    caplog.set_level(logging.DEBUG)
    for typed in ("0500000001", "2900000007", "سلمى"):
        reply = colleague.posts("/staff/search", "/staff/", q=typed)
        assert typed not in unescape(reply.location)
        assert len(references(colleague.opens(reply.location).text)) == (typed != "2900000007")
        assert typed not in caplog.text
        assert typed not in str(events(app, "search", "list"))


def test_the_answer_opens_in_this_sign_in_only(app: Flask, colleague: Browser) -> None:
    add_help_request(app)
    address = colleague.posts("/staff/search", "/staff/", q="سلمى").location
    assert "سلمى عبده" in colleague.opens(address).text
    add_person(app, "other@example.org", "reception")
    other = Browser(app.test_client())
    other.signs_in("other@example.org")
    for wrong in (address, "/staff/search", "/staff/search?words=x", "/staff/search?words=%D8%A7", address[:-4]):
        reply = other.opens(wrong)
        assert (wrong, reply.status_code, reply.location) == (wrong, 303, "/staff/")


def test_every_search_and_every_answer_is_an_event(app: Flask, colleague: Browser) -> None:
    searches(colleague, "سلمى")
    assert events(app, "search", "list")[1:] == [
        ("staff:1", "search", "list", "help_requests"),
        ("staff:1", "list", "list", "search"),
    ]


def test_pages_of_an_answer_follow_each_other(app: Flask, colleague: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_search, "PAGE", 3)
    added = [add_help_request(app) for _ in range(5)]
    first = searches(colleague, "سلمى")
    on = re.search(r'href="(/staff/search\?words=[^"]+&amp;before=\d+)"', first)
    assert on
    second = colleague.opens(unescape(on[1])).text
    assert references(first) + references(second) == added[::-1]
    assert "التالي" not in second


@pytest.mark.parametrize("before", ["x", "-1", "9999999999", "٣"])
def test_a_page_before_no_number_is_not_found(colleague: Browser, before: str) -> None:
    address = colleague.posts("/staff/search", "/staff/", q="سلمى").location
    assert colleague.opens(f"{address}&before={before}").status_code == 404


def test_what_is_not_found_is_said_with_what_to_try(colleague: Browser) -> None:
    page = searches(colleague, "<b>لا أحد")
    assert "لم نجد طلبًا يطابق «&lt;b&gt;لا أحد»." in page
    assert "جرّب كلمة واحدة من الاسم" in page


def test_an_empty_box_is_told_what_to_type(app: Flask, colleague: Browser) -> None:
    reply = colleague.posts("/staff/search", "/staff/", q=" \u200f ")
    assert reply.status_code == 422
    assert "اكتب رقم الطلب، أو اسمًا" in reply.text
    assert "<title>خطأ: البحث" in reply.text
    assert events(app, "search") == []


def test_an_expired_page_keeps_what_was_typed(app: Flask, colleague: Browser) -> None:
    colleague.opens("/staff/")
    reply = colleague.client.post("/staff/search", data={"q": "سلمى", "csrf_token": "old"})
    assert reply.status_code == 400
    assert 'value="سلمى"' in reply.text
    assert token_of(reply)
    assert events(app, "search") == []


def test_a_delegate_finds_only_requests_of_the_own_branch(app: Flask, stranger: Browser) -> None:
    own, foreign = (change(app, add_help_request(app), branch=branch) for branch in ("north", "south"))
    number = add_person(app, "delegate@example.org", "delegate")
    with app.app_context(), transaction() as session:
        session.execute(update(Staff).where(Staff.id == number).values(branch="north"))
    stranger.signs_in("delegate@example.org")
    assert references(searches(stranger, "سلمى")) == [own]
    assert references(searches(stranger, foreign)) == []
    assert stranger.posts("/staff/search", "/staff/", q=own).location == f"/staff/help-requests/{own}"
