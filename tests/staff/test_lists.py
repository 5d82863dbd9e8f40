"""The list of volunteers: newest first, page by page, every look written down."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from forms_service.db import transaction
from forms_service.references import show_reference
from forms_service.staff.lists import PAGE
from forms_service.volunteers.models import Volunteer
from tests.support.office import LONG_AGO, Browser, add_volunteer, events


def references(page: str) -> list[str]:
    """The references of the lines, as they follow each other."""
    return [found.replace("-", "") for found in re.findall(r">(\d{4}-\d{4}-\d{4})</bdi>", page)]


def test_an_empty_list_says_so(colleague: Browser) -> None:
    page = colleague.opens("/staff/volunteers/").text
    assert "لا يوجد متطوعون هنا الآن." in page
    assert "<table" not in page


def test_a_volunteer_is_listed_with_fields_and_place(app: Flask, colleague: Browser) -> None:
    reference = add_volunteer(app)
    page = colleague.opens("/staff/volunteers/").text
    for shown in (show_reference(reference), "<bdi>Tesfaye Bekele</bdi>", "ترجمة", "<bdi>أبو راكة</bdi>", "متقدّم جديد"):
        assert shown in page


def test_nobody_is_skipped_or_shown_twice_from_page_to_page(app: Flask, colleague: Browser) -> None:
    # Three share each moment, so that the page ends among equals.
    total = PAGE + 7
    added = [add_volunteer(app, received_at=LONG_AGO + timedelta(minutes=number // 3)) for number in range(total)]
    first = colleague.opens("/staff/volunteers/").text
    older = re.search(r'href="(/staff/volunteers/\?before=\d+)"', first)
    assert older
    second = colleague.opens(older[1]).text
    assert references(first) + references(second) == added[::-1]
    assert "?before=" not in second


@pytest.mark.parametrize("before", ["482930571166", "nonsense", ""])
def test_a_page_before_nobody_is_not_found(colleague: Browser, before: str) -> None:
    assert colleague.opens(f"/staff/volunteers/?before={before}").status_code == 404


def test_each_look_at_the_list_is_an_event(app: Flask, colleague: Browser) -> None:
    colleague.opens("/staff/volunteers/")
    assert events(app, "list") == [("staff:1", "list", "list", "volunteers")]


def test_the_doubtful_have_a_list_of_their_own_and_stay_in_the_whole_one(app: Flask, colleague: Browser) -> None:
    total = PAGE + 2
    doubtful = [add_volunteer(app, received_at=LONG_AGO + timedelta(minutes=number)) for number in range(total)]
    with app.app_context(), transaction() as session:
        session.execute(update(Volunteer).values(doubt="many"))
    plain = add_volunteer(app, received_at=LONG_AGO + timedelta(minutes=total))

    whole = colleague.opens("/staff/volunteers/").text
    assert references(whole)[:2] == [plain, doubtful[-1]]
    tab = re.search(r'href="(/staff/volunteers/\?view=doubtful)">بانتظار التحقق<', whole)
    assert tab
    first = colleague.opens(tab[1]).text
    older = re.search(r'href="(/staff/volunteers/\?view=doubtful&amp;before=\d+)"', first)
    assert older
    second = colleague.opens(older[1].replace("&amp;", "&")).text
    assert references(first) + references(second) == doubtful[::-1]
    assert 'href="/staff/volunteers/?view=doubtful" aria-current="page"' in second


def test_a_view_that_does_not_exist_is_not_found(colleague: Browser) -> None:
    assert colleague.opens("/staff/volunteers/?view=other").status_code == 404
