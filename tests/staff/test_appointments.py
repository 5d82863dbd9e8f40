"""Appointments over HTTP: agreed on the page of a request, looked at day by day, and cancelled."""

from datetime import datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import update

from forms_service import clock
from forms_service.accounts.models import Staff
from forms_service.clock import RIYADH, today_in_riyadh
from forms_service.db import transaction
from forms_service.help_requests.case_file import Appointment
from tests.staff.test_lists import references
from tests.staff.test_queue import change
from tests.support.desk import Desk, at_desk, refusal_of
from tests.support.office import events

DAYS = "/staff/appointments/"


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request before her."""
    return at_desk(app, "reception")


def agrees(desk: Desk, **other: str):
    typed = {"day": "22/11/2026", "hour": "١٦:٣٠", "channel": "interview", "with": str(desk.me), "place": "مقر الجمعية"}
    return desk.sends("appoint", **{**typed, **other})


def test_a_time_is_agreed_and_stands_on_the_request_and_on_its_day(desk: Desk) -> None:
    assert agrees(desk).location == f"{desk.path}?tab=matching&done=appoint"
    (kept,) = desk.keeps(Appointment)
    assert kept.starts_at == datetime(2026, 11, 22, 16, 30, tzinfo=RIYADH)
    assert "الأحد، 22 نوفمبر 2026 (12 جمادى الآخرة 1448 هـ)، الساعة 16:30" in desk.reads()
    page = desk.browser.opens(f"{DAYS}?day=2026-11-22").text
    assert references(page) == [desk.reference]
    for shown in ("16:30", "<bdi>سلمى عبده</bdi>", "مقابلة", "<bdi>مقر الجمعية</bdi>", "<bdi>هدى سالم</bdi>"):
        assert shown in page
    assert ("staff:9", "list", "list", "appointments") in events(desk.app, "list")
    assert "سُجّل موعد" in desk.reads("history")


def test_days_follow_each_other_and_an_empty_one_says_so(desk: Desk) -> None:
    agrees(desk)
    for address in ("?day=2026-11-21", "?day=23/11/2026", "?day=٢٣/١١/٢٠٢٦"):
        page = desk.browser.opens(DAYS + address).text
        assert "لا مواعيد في هذا اليوم. يُسجَّل الموعد في صفحة الطلب." in page
        assert 'href="/staff/appointments/?day=2026-11-22"' in page
    today = today_in_riyadh(clock.now())
    agrees(desk, day=f"{today:%d/%m/%Y}")
    page = desk.browser.opens(DAYS).text
    assert references(page) == [desk.reference]
    assert "<h1>مواعيد اليوم</h1>" in page
    assert f'href="/staff/appointments/?day={today - timedelta(days=1)}"' in page


def test_a_cancelled_one_is_gone(desk: Desk) -> None:
    agrees(desk)
    number = str(desk.keeps(Appointment)[0].id)
    assert desk.sends("call_off", appointment=number).location == f"{desk.path}?tab=matching&done=call_off"
    assert "لا مواعيد." in desk.reads()
    assert references(desk.browser.opens(f"{DAYS}?day=2026-11-22").text) == []
    assert desk.sends("call_off", appointment="999").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": ""}, "اكتب تاريخ الموعد."),
        ({"day": "غدًا"}, "لم نفهم التاريخ."),
        ({"hour": "25:00"}, "اكتب الساعة والدقيقة، مثل 16:30."),
        ({"hour": "بعد العصر"}, "اكتب الساعة والدقيقة، مثل 16:30."),
        ({"channel": "pigeon"}, "اختر القناة."),
        ({"with": "2"}, "اختر الموظف من القائمة."),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(desk: Desk, typed: dict[str, str], said: str) -> None:
    refused = agrees(desk, **typed)
    assert refused.status_code == 422
    assert said in refusal_of(refused)
    assert "مقر الجمعية" in unescape(refused.text)
    assert desk.keeps(Appointment) == []


@pytest.mark.parametrize(
    ("day", "status"), [("غدًا", 422), ("2026-13-01", 422), ("1999-12-31", 404), ("31/12/9999", 404)]
)
def test_a_day_that_is_none_is_said(desk: Desk, day: str, status: int) -> None:
    reply = desk.browser.opens(f"{DAYS}?day={day}")
    assert reply.status_code == status
    assert status == 404 or (f'value="{day}"' in reply.text and "لم نفهم التاريخ." in reply.text)


def test_a_delegate_sees_only_those_of_the_own_branch(app: Flask) -> None:
    desk = at_desk(app, "delegate")
    with app.app_context(), transaction() as session:
        session.execute(update(Staff).where(Staff.id == desk.me).values(branch="north"))
    change(app, desk.reference, branch="north")
    assert agrees(desk).status_code == 303
    change(app, desk.reference, branch="south")
    assert references(desk.browser.opens(f"{DAYS}?day=2026-11-22").text) == []
    change(app, desk.reference, branch="north")
    assert references(desk.browser.opens(f"{DAYS}?day=2026-11-22").text) == [desk.reference]
