"""Sessions, their agenda and minutes, and the list of replies that have not left."""

import re

import pytest
from flask import Flask

from forms_service.help_requests.committee import ACCEPT, REFUSE
from forms_service.references import show_reference
from forms_service.staff import committee_pages
from tests.support.committee import MEMBERS, Committee
from tests.support.office import Browser, add_person, events


def test_requests_wait_oldest_raise_first_with_their_days(committee: Committee) -> None:
    young, old = committee.raised(days_ago=2), committee.raised(days_ago=20)
    page = committee.reads("ali")
    assert page.index(show_reference(old)) < page.index(show_reference(young))
    assert '<span class="num late">20، حلّ أقرب موعد للرد</span>' in page
    assert '<span class="num">2</span>' in page
    assert "سلمى" not in page


def test_a_session_is_opened_with_those_present_and_takes_the_ticked_requests(committee: Committee) -> None:
    first, second, third = (committee.raised(days_ago=days) for days in (3, 2, 1))
    assert "حضر" in committee.reads("secretary", "sessions/new")
    nobody = committee.posts("secretary", "sessions/new")
    assert (nobody.status_code, "اختر من حضر" in nobody.text) == (422, True)
    committee.opens_session(first, present=("ali", "omar"))
    page = committee.reads("secretary", "sessions/1")
    assert "لم يكتمل النصاب" in page
    assert f'value="{second}"' in page
    assert f'value="{first}"' not in page
    committee.posts("secretary", "sessions/1/agenda", all="yes")
    assert committee.reads("secretary", "sessions/1").count("/staff/committee/items/") == 3
    assert committee.reads("ali").count("على جدول جلسة مفتوحة") == 3
    assert third


def test_a_member_who_comes_later_is_added(committee: Committee) -> None:
    committee.opens_session(committee.raised(), present=("ali", "omar"))
    assert "لست من الحاضرين" in committee.reads("amal", "items/1")
    to_come = committee.reads("secretary", "sessions/1/arrival").partition("<main")[2].partition("<details")[0]
    assert "علي حسن" not in to_come
    arrived = committee.posts("secretary", "sessions/1/arrival", present=[str(committee.numbers["amal"])])
    assert arrived.status_code == 303
    assert "لست من الحاضرين" not in committee.reads("amal", "items/1")
    assert "لم يكتمل النصاب" not in committee.reads("secretary", "sessions/1")


def test_a_presence_that_was_a_mistake_is_taken_back(committee: Committee) -> None:
    committee.opens_session(committee.raised(), present=("ali", "omar", "amal"))
    committee.votes(ACCEPT, "ali")
    page = committee.reads("secretary", "sessions/1/arrival")
    mistaken = page.partition("إزالة حضور سُجّل خطأً")[2]
    assert "عمر زيد" in mistaken
    assert "علي حسن" not in mistaken, "who voted was there"
    missing = committee.posts("secretary", "sessions/1/arrival", mistaken="yes")
    assert (missing.status_code, "اختر من ليس حاضرًا" in missing.text) == (422, True)
    omar = str(committee.numbers["omar"])
    gone = committee.posts("secretary", "sessions/1/arrival", mistaken="yes", gone=omar)
    assert gone.status_code == 303
    page = committee.reads("secretary", "sessions/1?done=gone")
    assert "أُزيل من الحاضرين" in page
    assert "لم يكتمل النصاب" in page
    assert "لست من الحاضرين" in committee.reads("omar", "items/1")


@pytest.mark.parametrize("who", ["officer", "manager", "ali"])
def test_only_a_secretary_keeps_sessions(committee: Committee, who: str) -> None:
    reference = committee.raised()
    committee.opens_session(reference)
    for path in ("sessions/new", "sessions/1/agenda", "sessions/1/arrival", "sessions/1/close", "items/1/record"):
        assert (path, committee.posts(who, path, present=["4"]).status_code) == (path, 403)
    assert "إغلاق الجلسة" not in committee.reads(who, "sessions/1")


def test_what_is_not_before_the_committee_is_not_put_on_its_agenda(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    page = committee.posts("secretary", "sessions/1/agenda", reference=["482930571166"])
    assert page.status_code == 404
    assert committee.posts("secretary", "sessions/9/agenda", all="yes").status_code == 404


def test_a_closed_session_takes_nothing_more_and_leaves_the_rest_waiting(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    committee.votes(REFUSE, "ali")
    assert "طلبات بلا نتيجة: 1" in committee.reads("secretary", "sessions/1/close")
    assert committee.posts("secretary", "sessions/1/close").location.endswith("done=closed")
    late = committee.posts("omar", "items/1/vote", choice=REFUSE, sure="yes")
    assert (late.status_code, "أُغلقت هذه الجلسة" in late.text) == (422, True)
    assert "لم يُدرج بعد" in committee.reads("ali")
    assert "جلسات سابقة" in committee.reads("ali")
    assert committee.posts("secretary", "sessions/1/close").location.endswith("/sessions/1")


def test_replies_are_due_from_the_floor_on_and_held_until_then(committee: Committee) -> None:
    due, held, undecided = (committee.raised(days_ago=days) for days in (14, 13, 30))
    committee.opens_session(due, held)
    for item in (1, 2):
        committee.votes(ACCEPT, *MEMBERS[:3], item=item)
        committee.posts("secretary", f"items/{item}/record", result=ACCEPT)
    page = committee.reads("manager", "replies")
    lists = dict(zip(("due", "held", "undecided"), re.split(r"<h2>", page)[1:], strict=True))
    for name, reference in (("due", due), ("held", held), ("undecided", undecided)):
        assert show_reference(reference) in lists[name]
    assert "قبل موعده، مع ذكر السبب" in lists["held"]
    assert "يأذن المدير" in committee.reads("officer", "replies")
    assert "عددها: 1" in committee.reads("officer")


def test_closed_sessions_are_paged_and_odd_addresses_are_no_page(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committee_pages, "PAGE", 1)
    for number in ("1", "2"):
        committee.opens_session(committee.raised())
        committee.posts("secretary", f"sessions/{number}/close")
    page = committee.reads("ali")
    assert "/sessions/2" in page
    assert "/sessions/1" not in page
    assert "/sessions/1" in committee.reads("ali", "?before=2")
    for odd in ("?before=x", "?before=-1", "?before=99999999999999999999", "items/99999999999", "sessions/9"):
        assert (odd, committee["ali"].opens(f"/staff/committee/{odd}").status_code) == (odd, 404)


def test_members_are_told_when_there_are_none_to_choose(app: Flask, colleague: Browser) -> None:
    add_person(app, "alone@example.org", "secretary")
    alone = Browser(app.test_client())
    alone.signs_in("alone@example.org")
    page = alone.opens("/staff/committee/sessions/new").text
    assert "لا أعضاء للجنة بعد" in page
    assert colleague.opens("/staff/committee/").status_code == 200


def test_what_the_secretary_does_is_written_down(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    committee.posts("secretary", "sessions/1/close")
    kept = [(actor, act, kind) for actor, act, kind, _ in events(committee.app, "open", "agenda", "close")]
    who = f"staff:{committee.numbers['secretary']}"
    assert kept == [
        (who, "open", "committee_session"),
        (who, "agenda", "help_request"),
        (who, "close", "committee_session"),
    ]


def test_every_page_is_kept_by_nobody_carries_tokens_and_nothing_inline(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    committee.votes(ACCEPT, *MEMBERS[:3])
    paths = ("", "replies", "sessions/new", "sessions/1", "sessions/1/arrival", "sessions/1/close", "sessions/1/minutes",
             "items/1", "items/1/record")  # fmt: skip
    for page in [committee["secretary"].opens(f"/staff/committee/{path}") for path in paths]:
        assert page.headers["Cache-Control"] == "no-store"
        assert "style-src 'self'" in page.headers["Content-Security-Policy"]
        assert re.search(r"<style|<script|\sstyle=|\son[a-z]+=|javascript:", page.text) is None
        forms = re.findall(r'<form[^>]*method="post".*?</form>', page.text, re.DOTALL)
        assert all('name="csrf_token"' in form for form in forms)
        (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
        (title,) = re.findall(r"<title>(.*?)</title>", page.text, re.DOTALL)
        assert title.startswith(re.sub(r"<[^>]+>", "", heading))
