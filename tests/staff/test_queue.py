"""The queue over HTTP: what there is to do, oldest first, by view and filter; every look written down, branches kept apart."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from forms_service import clock
from forms_service.accounts.models import Staff
from forms_service.db import transaction
from forms_service.help_requests.models import HelpRequest
from forms_service.references import show_reference
from forms_service.staff.queue import PAGE
from tests.staff.test_lists import references
from tests.support.office import LONG_AGO, Browser, add_help_request, add_person, events


def change(app: Flask, reference: str, **columns: Any) -> str:
    """Let a request be otherwise; its reference."""
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).where(HelpRequest.reference == reference).values(**columns))
    return reference


def counts(page: str) -> dict[str, str]:
    """What the tabs tell, by their words."""
    return dict(re.findall(r'<li><a href="[^"]*"[^>]*>([^<]+?) <bdi dir="ltr" class="count">([^<]+)</bdi>', page))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/staff/", "لا توجد طلبات هنا الآن."),
        ("/staff/?view=mine", "لا طلبات عندك الآن. افتح «بلا موظف»، وأسند إليك طلبًا."),
        ("/staff/?view=all", "لم يصل أي طلب بعد. يظهر كل طلب هنا فور وصوله."),
        ("/staff/?language=ur", "لا يطابق أي طلب هذه الشروط. امسح شرطًا أو أكثر."),
    ],
)
def test_an_empty_view_says_so_and_what_to_do(colleague: Browser, address: str, sentence: str) -> None:
    page = colleague.opens(address).text
    assert sentence in page
    assert "<table" not in page


def test_a_request_is_listed_with_what_an_officer_looks_for(app: Flask, colleague: Browser) -> None:
    reference = add_help_request(app, name="Md. Rafiqul Islam", received_at=clock.now() - timedelta(days=4, hours=1))
    page = colleague.opens("/staff/").text
    for shown in (
        f'<a href="/staff/help-requests/{reference}"><bdi dir="ltr" class="code">{show_reference(reference)}</bdi></a>',
        "<bdi>Md. Rafiqul Islam</bdi>",
        "كتب ومواد مترجمة",
        "الأردية",
        '<span class="badge">مستلَم</span>',
        "<span>4 أيام</span>",
        "بلا موظف",
    ):
        assert shown in page


def test_who_waits_longest_comes_first_and_pages_follow_without_gap(app: Flask, colleague: Browser) -> None:
    # Three share each moment, so that the page ends among equals.
    added = [add_help_request(app, received_at=LONG_AGO + timedelta(minutes=number // 3)) for number in range(PAGE + 7)]
    first = colleague.opens("/staff/?language=ur").text
    on = re.search(r'href="(/staff/\?after=\d+[^"]*language=ur|/staff/\?language=ur&amp;after=\d+)"', first)
    assert on
    second = colleague.opens(unescape(on[1])).text
    assert references(first) + references(second) == added
    assert "التالي" not in second
    assert references(colleague.opens("/staff/?view=all").text) == added[: -PAGE - 1 : -1]
    assert references(colleague.opens("/staff/?order=newest").text) == added[: -PAGE - 1 : -1]


def test_views_and_states_tell_how_much_is_in_them(app: Flask, colleague: Browser) -> None:
    day = clock.now() - timedelta(days=20)
    mine, late, closed, waiting, doubtful = (add_help_request(app) for _ in range(5))
    change(app, mine, assignee_id=1, state="checking")
    change(app, late, state="committee", raised_at=day)
    change(app, closed, state="closed", assignee_id=1)
    change(app, waiting, state="waiting")
    change(app, doubtful, doubt="fast")
    page = colleague.opens("/staff/").text
    assert counts(page) == {
        "الجارية": "4",
        "عندي": "1",
        "بلا موظف": "3",
        "وصل جديد": "0",
        "مُحال للتوضيح": "0",
        "بانتظار مقدّم الطلب": "1",
        "تجاوز المدة الدنيا بلا رد": "1",
        "بانتظار التحقق": "1",
        "تعذّر إرسال رسالة": "0",
    }
    assert '<option value="checking">قيد المطابقة (1)</option>' in page
    for view, found in (("mine", mine), ("floor", late), ("doubtful", doubtful)):
        assert references(colleague.opens(f"/staff/?view={view}").text) == [found]
    assert references(colleague.opens("/staff/?state=waiting").text) == [waiting]
    assert '<span class="late">20 يومًا، بلا رد</span>' in colleague.opens("/staff/?view=floor").text


def test_filters_stay_chosen_and_can_be_cleared(app: Flask, colleague: Browser) -> None:
    wanted, other = add_help_request(app), add_help_request(app)
    change(app, wanted, contact_language="bn", assignee_id=1)
    page = colleague.opens("/staff/?view=mine&state=&language=bn&service=books&channel=website&age=over-week").text
    assert references(page) == [wanted]
    for shown in ('<option value="bn" selected>', '<option value="over-week" selected>', 'name="view" value="mine"'):
        assert shown in page
    assert '<a href="/staff/?view=mine">مسح الشروط</a>' in page
    assert '<details class="narrow" open>' in page
    assert other not in page


@pytest.mark.parametrize(
    "query",
    [
        "view=other",
        "state=nonsense",
        "state=closed",
        "language=xx",
        "age=soon",
        "order=random",
        "after=482930571166",
        "after=x",
    ],
)
def test_what_no_form_offers_is_not_found(colleague: Browser, query: str) -> None:
    assert colleague.opens(f"/staff/?{query}").status_code == 404


def test_each_look_is_an_event_and_where_it_cannot_be_stored_no_name_is_shown(
    app: Flask, colleague: Browser, disk_full: Callable[[], AbstractContextManager[None]]
) -> None:
    add_help_request(app)
    colleague.opens("/staff/?view=unassigned")
    assert events(app, "list") == [("staff:1", "list", "list", "help_requests")]
    with disk_full():
        reply = colleague.opens("/staff/")
    assert reply.status_code == 503
    assert "سلمى" not in reply.text


def test_one_record_that_does_not_open_hides_no_other(app: Flask, colleague: Browser) -> None:
    broken, good = add_help_request(app), add_help_request(app, name="عائشة نور")
    change(app, broken, sealed_answers=b"\x01\x02d1", support_type="from_before", contact_language="xx")
    page = colleague.opens("/staff/").text
    assert references(page) == [broken, good]
    for shown in ("تعذّر فتح هذا السجل", "عائشة نور", "from_before", ">xx<"):
        assert shown in page


def test_a_doubtful_request_is_marked_not_hidden(app: Flask, colleague: Browser) -> None:
    reference = change(app, add_help_request(app), doubt="honeypot")
    for address in ("/staff/", "/staff/?view=doubtful", f"/staff/help-requests/{reference}"):
        assert '<span class="badge draft">قد يكون أُرسل آليًّا</span>' in colleague.opens(address).text


def test_a_delegate_sees_and_counts_only_the_own_branch(app: Flask, stranger: Browser) -> None:
    own, foreign, office = (add_help_request(app) for _ in range(3))
    change(app, own, branch="north")
    change(app, foreign, branch="south")
    number = add_person(app, "delegate@example.org", "delegate")
    with app.app_context(), transaction() as session:
        session.execute(update(Staff).where(Staff.id == number).values(branch="north"))
    stranger.signs_in("delegate@example.org")
    for view in ("open", "unassigned", "all"):
        page = stranger.opens(f"/staff/?view={view}").text
        assert references(page) == [own]
        assert counts(page)["الجارية"] == counts(page)["بلا موظف"] == "1"
        assert '<option value="received">مستلَم (1)</option>' in page
    for reference in (foreign, office):
        assert stranger.opens(f"/staff/?after={reference}").status_code == 404
    with app.app_context(), transaction() as session:
        session.execute(update(Staff).where(Staff.id == number).values(branch=None))
    assert references(stranger.opens("/staff/?view=all").text) == []


@pytest.mark.parametrize(("role", "may_act"), [("reception", True), ("researcher", False), ("member", False)])
def test_boxes_to_tick_are_for_whoever_may_act(app: Flask, stranger: Browser, role: str, may_act: bool) -> None:
    add_help_request(app)
    add_person(app, "someone@example.org", role)
    stranger.signs_in("someone@example.org")
    assert ('name="picked"' in stranger.opens("/staff/").text) is may_act
