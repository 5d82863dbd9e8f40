"""The minutes of a session, as a page and on paper: the same rows, for the same readers."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forms_service.help_requests.committee import ACCEPT, REFUSE
from forms_service.references import show_reference
from tests.support import paper
from tests.support.committee import MEMBERS, Committee
from tests.support.office import Browser, add_person, events

PAGE, PAPER = "sessions/1/minutes", "sessions/1/minutes/paper"
REASON = "لا تشمل الخدمة هذه الحاجة (انظر الدليل)."


def taken(page: TestResponse) -> list[str]:
    assert (page.status_code, page.mimetype) == (200, "application/pdf")
    return paper.bare("\n".join(paper.bodies(page.data)))


def on_paper(committee: Committee, who: str) -> list[str]:
    return taken(committee[who].opens(f"/staff/committee/{PAPER}"))


@pytest.fixture
def reference(committee: Committee) -> str:
    """A request that was refused by three, while one stepped aside; the session goes on."""
    found = committee.raised()
    committee.opens_session(found, committee.raised(days_ago=1))
    committee.posts("nada", "items/1/aside")
    committee.votes(REFUSE, *MEMBERS[:3])
    committee.posts("secretary", "items/1/record", result=REFUSE, public=REASON, reason="سر بين الموظفين")
    return found


def test_minutes_name_references_results_reasons_and_members_and_nobody_else(
    committee: Committee, reference: str
) -> None:
    minutes = committee.reads("officer", PAGE).partition("<main")[2]
    for said in (
        show_reference(reference),
        "لم يُقبل",
        REASON,
        "رفض الطلب: 3",
        "ندى علي",
        "علي حسن",
        "فلم يكتمل محضرها",
    ):
        assert said in minutes
    for hidden in ("سلمى", "2900000007", "سر بين الموظفين"):
        assert hidden not in minutes


def test_paper_says_the_same_with_numbered_items_and_lines_to_sign(committee: Committee, reference: str) -> None:
    page = committee["officer"].opens(f"/staff/committee/{PAPER}")
    words, lines = taken(page), "\n".join(paper.drawn_lines(page.data))
    said = (
        "النتيجة لم يقبل",
        "رفض الطلب: 3",
        "تنحى ندى علي",
        "فلم يكتمل محضرها بعد",
        "أمين سر اللجنة: منى فهد",
        REASON,
    )
    assert [each for each in said if not paper.follow(each, words)] == []
    assert show_reference(reference) in lines
    assert words.count("سلمى") == 0
    assert not paper.follow("سر بين الموظفين", words)
    assert [words.count(name) for name in ("التوقيع", "التاريخ")] == [1, 1]
    assert paper.follow("الاسم التوقيع التاريخ أمل يوسف علي حسن عمر زيد ندى علي أمين سر اللجنة", words)


def test_it_is_a_file_that_nobody_keeps(committee: Committee, reference: str) -> None:
    page = committee["ali"].opens(f"/staff/committee/{PAPER}")
    assert page.headers["Content-Disposition"] == 'attachment; filename="minutes-1.pdf"'
    assert page.headers["Cache-Control"] == "no-store"


def test_whoever_stepped_aside_reads_no_reason(committee: Committee, reference: str) -> None:
    assert REASON not in committee.reads("nada", PAGE)
    assert not paper.follow(REASON, on_paper(committee, "nada"))
    assert events(committee.app, "read") == []


def test_votes_are_shown_to_those_who_voted_until_the_session_ends(committee: Committee, reference: str) -> None:
    committee.votes(ACCEPT, "ali", item=2)
    for who, sees in (("ali", True), ("omar", False)):
        assert ("قبول الطلب: 1" in committee.reads(who, PAGE)) is sees
        assert paper.follow("قبول الطلب: 1", on_paper(committee, who)) is sees
    committee.posts("secretary", "sessions/1/close")
    assert paper.follow("قبول الطلب: 1", on_paper(committee, "omar"))


def test_reading_reasons_is_written_down(committee: Committee, reference: str) -> None:
    committee.reads("manager", PAGE)
    on_paper(committee, "manager")
    who = f"staff:{committee.numbers['manager']}"
    assert events(committee.app, "read") == [(who, "read", "help_request", reference)] * 2


@pytest.mark.parametrize("role", ["delegate", "researcher", "coordinator", "quality", "admin"])
def test_minutes_are_for_who_sees_the_committee(app: Flask, committee: Committee, reference: str, role: str) -> None:
    add_person(app, "other@example.org", role)
    other = Browser(app.test_client())
    other.signs_in("other@example.org")
    assert [other.opens(f"/staff/committee/{path}").status_code for path in (PAGE, PAPER)] == [403, 403]


def test_a_session_without_requests_has_minutes_too(committee: Committee) -> None:
    committee.opens_session()
    assert "لم تنظر اللجنة في طلب" in committee.reads("ali", PAGE)
    assert paper.follow("لم تنظر اللجنة في طلب", on_paper(committee, "ali"))
    assert committee["ali"].opens("/staff/committee/sessions/9/minutes/paper").status_code == 404
