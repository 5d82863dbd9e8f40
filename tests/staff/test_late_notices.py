"""The banner «رسائل لم تصل» above both lists: it counts, it leads to the records, and it goes when the notices have left."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask

from forms_service.clock import now
from forms_service.db import transaction
from forms_service.outbox.models import FAILED, OutboxMessage
from forms_service.outbox.sender import send_due
from forms_service.staff.late_notices import RECORD_PAGES, SHOWN
from forms_service.watch.queries import KINDS
from forms_service.watch.sweeper import sweep
from tests.support.office import Browser, add_help_request, add_volunteer

BANNER = re.compile(r'<div class="notice editorial">.*?</div>', re.DOTALL)
LISTS = ("/staff/", "/staff/volunteers/")


def banner(colleague: Browser, address: str = "/staff/") -> str:
    found = BANNER.search(colleague.opens(address).text)
    return found[0] if found else ""


def earlier(minutes: int) -> datetime:
    return now() - timedelta(minutes=minutes)


@pytest.mark.parametrize("address", LISTS)
def test_the_banner_names_what_staff_were_not_told_of(app: Flask, colleague: Browser, address: str) -> None:
    help_request = add_help_request(app, received_at=earlier(30))
    volunteer = add_volunteer(app, received_at=earlier(20))
    shown = banner(colleague, address)
    assert "رسائل لم تصل." in shown
    assert "طلبان لم يصل إشعارهما إلى الموظفين: تأخر أكثر من 15 دقيقة أو تعذّر إرساله." in shown
    links = [f"/staff/help-requests/{help_request}", f"/staff/volunteers/{volunteer}"]
    assert re.findall(r'href="([^"]+)"', shown) == links
    assert "سلمى" not in shown
    for link in links:
        assert colleague.opens(link).status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_no_banner_while_all_is_well(app: Flask, colleague: Browser, address: str) -> None:
    assert banner(colleague, address) == ""
    add_help_request(app, received_at=earlier(30))
    assert banner(colleague, address)
    with app.app_context():
        assert sweep().promised == 1
        assert banner(colleague, address), "it is promised again, and has not left"
        assert send_due().sent == 1
    assert banner(colleague, address) == ""


def test_a_notice_that_failed_shows_before_its_time_is_over(app: Flask, colleague: Browser) -> None:
    reference = add_help_request(app, received_at=earlier(1))
    with app.app_context():
        sweep()
        assert banner(colleague) == ""
        with transaction() as session:
            session.query(OutboxMessage).one().state = FAILED
    assert f"/staff/help-requests/{reference}" in banner(colleague)


@pytest.mark.parametrize(
    ("count", "said"), [(1, "طلب واحد لم"), (3, "3 طلبات لم"), (SHOWN + 7, f"{SHOWN + 7} طلبًا لم")]
)
def test_a_count_has_its_form_and_a_long_banner_ends(app: Flask, colleague: Browser, count: int, said: str) -> None:
    added = [add_volunteer(app, received_at=earlier(100 - number)) for number in range(count)]
    shown = banner(colleague)
    assert said in shown
    assert re.findall(r"/staff/volunteers/(\d+)", shown) == added[:SHOWN]
    assert ("وغيرها." in shown) is (count > SHOWN)


def test_every_kind_leads_to_a_page(app: Flask) -> None:
    assert set(RECORD_PAGES) == set(KINDS)
    assert set(RECORD_PAGES.values()) <= set(app.view_functions)
