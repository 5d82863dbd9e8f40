"""The administrator reads who did what, finds it again, and sees whether the chain holds."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from forms_service.audit.models import record_event
from forms_service.db import transaction
from tests.support.chain import NOW, Intrusion, write_five
from tests.support.office import Browser, add_help_request, add_person, events

PATH = "/staff/audit/"


@pytest.fixture
def five(app: Flask) -> Flask:
    """The service, with five events. No context is held: each page has its own, as in life."""
    with app.app_context():
        write_five()
    return app


@pytest.fixture
def admin(five: Flask, stranger: Browser) -> Browser:
    """The administrator, signed in, with the five events before."""
    add_person(five, "admin@example.org", "admin")
    add_person(five, "officer@example.org", "reception")
    stranger.signs_in("admin@example.org")
    return stranger


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'scope="row"><span class="num">(\d+)<', page)]


def test_it_says_who_did_what_to_which_reference_and_when(admin: Browser) -> None:
    page = admin.opens(PATH).text
    assert page.index(">قُرئ الطلب</td>") > 0
    assert '<bdi dir="ltr" class="code">4829-3057-1161</bdi>' in page
    assert "الأحد، 22 نوفمبر 2026" in page
    assert "الساعة 11:31" in page  # 08:31 in UTC
    assert '<a href="/staff/audit/" aria-current="page">سجل الأحداث</a>' in page
    assert numbers(page) == sorted(numbers(page), reverse=True)


def test_reading_it_is_an_event_and_stands_first(five: Flask, admin: Browser) -> None:
    page = admin.opens(PATH).text
    assert re.search(r"<tbody>\s*<tr>.*?عُرضت قائمة.*?سجل الأحداث", page, re.DOTALL)
    assert ("staff:1", "list", "list", "audit") in events(five, "list")


def test_nothing_is_shown_where_the_reading_cannot_be_written_down(admin: Browser, disk_full) -> None:
    with disk_full():
        reply = admin.opens(PATH)
    assert reply.status_code == 503
    assert "قُرئ الطلب" not in reply.text


def test_it_says_nothing_that_stands_in_a_record(five: Flask, admin: Browser) -> None:
    reference = add_help_request(five, name="سلمى عبده")
    with five.app_context(), transaction() as session:
        record_event(session, at=NOW, actor="staff:2", act="read", kind="help_request", subject=reference)
    page = admin.opens(f"{PATH}?reference={reference}").text
    assert len(numbers(page)) == 1
    assert "سلمى" not in page
    assert "/staff/help-requests/" not in page


def test_events_are_chosen_by_person_act_reference_and_day(five: Flask, admin: Browser) -> None:
    with five.app_context(), transaction() as session:
        record_event(
            session, at=NOW + timedelta(days=1), actor="public", act="submit", kind="volunteer", subject="482930571162"
        )
    assert numbers(admin.opens(f"{PATH}?who=staff:3").text) == [3]
    assert numbers(admin.opens(f"{PATH}?act=help_request:read").text) == [5, 4, 3, 2, 1]
    assert len(numbers(admin.opens(f"{PATH}?who=public&act=volunteer:submit&day=2026-11-23").text)) == 1
    assert numbers(admin.opens(f"{PATH}?day=2026-11-22").text) == [5, 4, 3, 2, 1]
    reply = admin.opens(f"{PATH}?who=terminal&day=2026-11-22&reference=4829-3057-1162").text
    assert numbers(reply) == []
    assert "لا أحداث بهذه الصفات." in reply
    assert '<option value="terminal" selected>' in reply
    assert 'name="day" type="date" autocomplete="off" value="2026-11-22"' in reply


def test_what_is_no_reference_or_no_day_is_said_and_kept(admin: Browser) -> None:
    reply = admin.opens(f"{PATH}?reference=12ab&day=22/11/2026")
    assert reply.status_code == 422
    assert 'value="12ab" aria-invalid="true" aria-describedby="reference-error"' in reply.text
    assert "هذا ليس رقم طلب." in reply.text
    assert "اكتب اليوم بالتاريخ الميلادي" in reply.text
    assert numbers(reply.text) == []


@pytest.mark.parametrize("query", ["act=help_request:dance", "act=read", "before=x", "before=-1", "before=٣"])
def test_an_address_that_nobody_was_given_leads_nowhere(admin: Browser, query: str) -> None:
    assert admin.opens(f"{PATH}?{query}").status_code == 404


def test_older_events_follow_page_after_page(five: Flask, admin: Browser) -> None:
    with five.app_context(), transaction() as session:
        for number in range(120):
            record_event(session, at=NOW, actor="staff:2", act="read", kind="help_request", subject=str(number))
    seen, address = [], f"{PATH}?who=staff%3A2"
    while address:
        page = admin.opens(address).text
        seen += numbers(page)
        older = re.search(r'<a href="([^"]+)">التالي: الأقدم', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen)) == 121
    assert seen == sorted(seen, reverse=True)
    assert admin.opens(f"{PATH}?before=99999999999").status_code == 404
    assert len(numbers(admin.opens(f"{PATH}?before=9999999999").text)) == 50


def test_who_may_read_it_looks_whether_the_chain_holds(five: Flask, admin: Browser, intruder: Intrusion) -> None:
    assert "لم يُفحص السجل بعد." in admin.opens(PATH).text
    reply = admin.posts(f"{PATH}verify", PATH)
    assert (reply.status_code, reply.location) == (303, "/staff/audit/#chain")
    page = admin.opens(PATH).text
    assert "السلسلة سليمة" in page
    assert re.search(r"من الحدث 1 حتى الحدث \d+: لم يُعدَّل منها شيء", page)
    with five.app_context():
        intruder(lambda db: db.execute(text("UPDATE events SET actor = 'staff:9' WHERE id = 3")))
    admin.posts(f"{PATH}verify", PATH)
    assert "انقطعت السلسلة عند الحدث 3." in admin.opens(PATH).text
    assert [act for _, act, _, _ in events(five, "verify", "verify_broken")] == ["verify", "verify_broken"]
