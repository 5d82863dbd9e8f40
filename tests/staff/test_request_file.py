"""The file of a request on paper: all that is known, in words that can be read back; who may take it, and that it is written down."""

import pytest
from flask import Flask

from forms_service.help_requests import casework
from forms_service.references import show_reference
from tests.support import paper
from tests.support.desk import Desk, at_desk
from tests.support.files import has_a_life, taken, text
from tests.support.office import events

HOSTILE = r'#panic("x") $x$ \ [a] *b* `d` 漢字 🏠'


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer, with a request on which much has happened."""
    desk = at_desk(app, "reception")
    desk.story(has_a_life)
    return desk


def test_days_are_in_both_calendars_and_each_page_says_who_took_it(desk: Desk) -> None:
    pages = paper.pages(taken(desk.browser.opens(f"{desk.path}/paper")))
    assert len(pages) > 2
    assert all("هدى سالم" in page for page in pages)
    assert {"نوفمبر", "2026", "1448"} <= set(" ".join(pages).replace("(", " ").replace(")", " ").split())


def test_it_is_a_file_of_the_reference_that_nobody_keeps(desk: Desk) -> None:
    page = desk.browser.opens(f"{desk.path}/paper")
    assert page.headers["Content-Disposition"] == f'attachment; filename="{show_reference(desk.reference)}.pdf"'
    assert page.headers["Cache-Control"] == "no-store"
    with paper.opened(page.data) as document:
        assert "سلمى" not in str(document.docinfo)


def test_taking_it_is_written_down_and_told(desk: Desk) -> None:
    taken(desk.browser.opens(f"{desk.path}/paper"))
    taken(desk.browser.opens(f"{desk.path}/paper?internal=yes"))
    me = f"staff:{desk.me}"
    kept = [(me, act, "help_request", desk.reference) for act in ("print", "print_whole")]
    assert events(desk.app, "print", "print_whole") == kept
    assert "نُزّل ملف الطلب مع ما هو للموظفين وحدهم" in desk.reads("history")


def test_where_that_cannot_be_stored_nothing_is_handed_out(desk: Desk, disk_full) -> None:  # type: ignore[no-untyped-def]
    with disk_full():
        page = desk.browser.opens(f"{desk.path}/paper")
    assert (page.status_code, b"%PDF" in page.data) == (503, False)


def test_what_was_typed_is_never_markup_and_missing_letters_are_told(desk: Desk) -> None:
    desk.story(lambda story: story.act(casework.ask, HOSTILE))
    content = taken(desk.browser.opens(f"{desk.path}/paper"))
    assert paper.follow("حروف ليست في خطوط الطباعة", text(content))
    assert any('#panic("x") $x$ \\ [a] *b* `d`' in line for line in paper.drawn_lines(content))


@pytest.mark.parametrize(("role", "status"), [("coordinator", 403), ("quality", 403), ("admin", 403), ("manager", 200)])
def test_it_is_for_who_may_read_the_request(app: Flask, role: str, status: int) -> None:
    desk = at_desk(app, role)
    assert desk.browser.opens(f"{desk.path}/paper").status_code == status


def test_an_unknown_reference_is_no_page(desk: Desk) -> None:
    assert desk.browser.opens("/staff/help-requests/482930571166/paper").status_code == 404
