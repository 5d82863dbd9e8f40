"""The lists: newest first, page by page, every look written down."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from forms_service.db import transaction
from forms_service.help_requests.models import HelpRequest
from forms_service.references import show_reference
from forms_service.staff.lists import PAGE
from forms_service.volunteers.models import Volunteer
from tests.support.office import LONG_AGO, Browser, add_help_request, add_volunteer, events


def _references(page: str) -> list[str]:
    return [found.replace("-", "") for found in re.findall(r">(\d{4}-\d{4}-\d{4})</bdi>", page)]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("/staff/", "لا توجد طلبات هنا الآن."), ("/staff/volunteers/", "لا يوجد متطوعون هنا الآن.")],
)
def test_an_empty_list_says_so(colleague: Browser, address: str, sentence: str) -> None:
    page = colleague.opens(address).text
    assert sentence in page
    assert "<table" not in page


def test_a_request_is_listed_with_what_an_officer_looks_for(app: Flask, colleague: Browser) -> None:
    reference = add_help_request(app, name="Md. Rafiqul Islam")
    page = colleague.opens("/staff/").text
    for shown in (
        f'<a href="/staff/help-requests/{reference}"><bdi dir="ltr" class="code">{show_reference(reference)}</bdi></a>',
        "<bdi>Md. Rafiqul Islam</bdi>",
        "كتب ومواد مترجمة",
        "الأردية",
        '<span class="badge">مستلَم</span>',
        "الأحد، 1 نوفمبر 2026 (21 جمادى الأولى 1448 هـ)",
    ):
        assert shown in page


def test_a_volunteer_is_listed_with_fields_and_place(app: Flask, colleague: Browser) -> None:
    reference = add_volunteer(app)
    page = colleague.opens("/staff/volunteers/").text
    for shown in (show_reference(reference), "<bdi>Tesfaye Bekele</bdi>", "ترجمة", "<bdi>أبو راكة</bdi>", "متقدّم جديد"):
        assert shown in page


@pytest.mark.parametrize(("add", "address"), [(add_help_request, "/staff/"), (add_volunteer, "/staff/volunteers/")])
def test_nobody_is_skipped_or_shown_twice_from_page_to_page(
    app: Flask, colleague: Browser, add: Callable[..., str], address: str
) -> None:
    # Three share each moment, so that the page ends among equals.
    total = PAGE + 7
    added = [add(app, received_at=LONG_AGO + timedelta(minutes=number // 3)) for number in range(total)]
    first = colleague.opens(address).text
    older = re.search(rf'href="({re.escape(address)}\?before=\d+)"', first)
    assert older
    second = colleague.opens(older[1]).text
    assert _references(first) + _references(second) == added[::-1]
    assert "?before=" not in second


def test_exactly_one_page_has_no_next(app: Flask, colleague: Browser) -> None:
    for number in range(PAGE):
        add_help_request(app, received_at=LONG_AGO + timedelta(minutes=number))
    page = colleague.opens("/staff/").text
    assert len(_references(page)) == PAGE
    assert "?before=" not in page


@pytest.mark.parametrize("before", ["482930571166", "nonsense", ""])
def test_a_page_before_nothing_is_not_found(colleague: Browser, before: str) -> None:
    assert colleague.opens(f"/staff/?before={before}").status_code == 404


def test_each_look_at_a_list_is_an_event(app: Flask, colleague: Browser) -> None:
    colleague.opens("/staff/")
    colleague.opens("/staff/volunteers/")
    assert [event[1:] for event in events(app, "list")] == [
        ("list", "list", "help_requests"),
        ("list", "list", "volunteers"),
    ]
    assert {event[0] for event in events(app, "list")} == {"staff:1"}


def test_where_the_look_cannot_be_written_down_no_name_is_shown(
    app: Flask, colleague: Browser, disk_full: Callable[[], AbstractContextManager[None]]
) -> None:
    add_help_request(app)
    with disk_full():
        reply = colleague.opens("/staff/")
    assert reply.status_code == 503
    assert "سلمى" not in reply.text


def test_one_record_that_does_not_open_hides_no_other(app: Flask, colleague: Browser) -> None:
    broken, good = add_help_request(app), add_help_request(app, name="عائشة نور")
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).where(HelpRequest.reference == broken).values(sealed_answers=b"\x01\x02d1"))
    page = colleague.opens("/staff/").text
    assert sorted(_references(page)) == sorted([broken, good])
    assert "تعذّر فتح هذا السجل" in page
    assert "عائشة نور" in page


def test_a_doubtful_request_is_marked_not_hidden(app: Flask, colleague: Browser) -> None:
    reference = add_help_request(app)
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(doubt="honeypot"))
    for address in ("/staff/", f"/staff/help-requests/{reference}"):
        assert '<span class="badge draft">قد يكون أُرسل آليًّا</span>' in colleague.opens(address).text


@pytest.mark.parametrize(
    ("add", "kind", "address"),
    [(add_help_request, HelpRequest, "/staff/"), (add_volunteer, Volunteer, "/staff/volunteers/")],
)
def test_the_doubtful_have_a_list_of_their_own_and_stay_in_the_whole_one(
    app: Flask,
    colleague: Browser,
    add: Callable[..., str],
    kind: type[HelpRequest | Volunteer],
    address: str,
) -> None:
    total = PAGE + 2
    doubtful = [add(app, received_at=LONG_AGO + timedelta(minutes=number)) for number in range(total)]
    with app.app_context(), transaction() as session:
        session.execute(update(kind).values(doubt="many"))
    plain = add(app, received_at=LONG_AGO + timedelta(minutes=total))

    whole = colleague.opens(address).text
    assert _references(whole)[:2] == [plain, doubtful[-1]]
    tab = re.search(rf'href="({re.escape(address)}\?view=doubtful)">بانتظار التحقق<', whole)
    assert tab
    first = colleague.opens(tab[1]).text
    older = re.search(rf'href="({re.escape(address)}\?view=doubtful&amp;before=\d+)"', first)
    assert older
    second = colleague.opens(older[1].replace("&amp;", "&")).text
    assert _references(first) + _references(second) == doubtful[::-1]
    assert f'href="{address}?view=doubtful" aria-current="page"' in second


def test_a_view_that_does_not_exist_is_not_found(colleague: Browser) -> None:
    assert colleague.opens("/staff/?view=other").status_code == 404


def test_a_support_type_that_was_dropped_is_shown_by_its_code(app: Flask, colleague: Browser) -> None:
    add_help_request(app)
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(support_type="from_before", contact_language="xx"))
    page = colleague.opens("/staff/").text
    assert "from_before" in page
    assert ">xx<" in page
