"""What the file of a request says: all that happened, and what is for staff only on sheets of its own."""

import pytest
from flask import Flask

from forms_service.help_requests import casework
from forms_service.help_requests.corrections import correct
from forms_service.references import show_reference
from forms_service.staff import file_parts
from tests.support import paper
from tests.support.casework import record_of
from tests.support.desk import Desk, at_desk
from tests.support.files import has_a_life, taken, text


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer, with a request on which much has happened."""
    desk = at_desk(app, "reception")
    desk.story(has_a_life)
    return desk


SAID = (
    "سلمى عبده",
    "أحتاج كتبًا مترجمة.",
    "متى يصلني الرد؟",
    "بعد دراسة الطلب.",
    "سؤال أُحيل للتوضيح",
    "ما معنى لجنة البحث؟",
    "مكالمة هاتفية: لم يرد",
    "رقم الوثيقة وصلاحيتها وقت التقديم",
    "قبول الطلب: 3",
    "قُبل طلبك ونتواصل معك.",
    "كتب مترجمة خمسة كتب",
    "استلمتها سلمى بنفسها",
    "رسالة الاستلام",
)
KEPT = ("ملاحظة سرية عن الطلب", "سبب داخلي من اللجنة", "الهاتف مغلق")


def test_it_says_all_that_happened_and_keeps_back_what_is_for_staff_only(desk: Desk) -> None:
    content = taken(desk.browser.opens(f"{desk.path}/paper"))
    words = text(content)
    assert [said for said in SAID if not paper.follow(said, words)] == []
    assert [said for said in KEPT if paper.follow(said, words)] == []
    pages = len(paper.pages(content))
    drawn = "\n".join(paper.drawn_lines(content)).count(show_reference(desk.reference))
    assert drawn == pages + 2  # at the top of each page, in the title, among the facts


def test_words_for_staff_only_stand_on_sheets_of_their_own_where_they_were_asked_for(desk: Desk) -> None:
    bodies = paper.bodies(taken(desk.browser.opens(f"{desk.path}/paper?internal=yes")))
    sheets = [paper.bare(body) for body in bodies]
    first = next(at for at, words in enumerate(sheets) if paper.follow("للموظفين وحدهم", words))
    before, after = (paper.bare("\n".join(part)) for part in (bodies[:first], bodies[first:]))
    assert [said for said in SAID if not paper.follow(said, before)] == []
    assert [said for said in KEPT if not paper.follow(said, after) or paper.follow(said, before)] == []


def test_old_answers_stand_beside_the_new_ones(app: Flask) -> None:
    desk = at_desk(app, "reception")
    new = record_of(email="other@example.org")
    desk.story(lambda story: story.act(correct, new, "contact", "كتب بريدًا قديمًا"))
    content = taken(desk.browser.opens(f"{desk.path}/paper"))
    lines = "\n".join(paper.drawn_lines(content))
    assert ("salma@example.org" in lines, "other@example.org" in lines) == (True, True)
    assert not paper.follow("كتب بريدًا قديمًا", text(content))


def test_of_very_many_entries_the_newest_are_printed_and_it_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_parts, "MOST", 2)
    desk.story(lambda story: [story.act(casework.ask, f"سؤال رقم {name}") for name in ("أول", "ثان", "ثالث")])
    words = text(taken(desk.browser.opens(f"{desk.path}/paper")))
    assert paper.follow("طُبع الأحدث، وما قبله في صفحة الطلب: 3", words)
    assert paper.follow("سؤال رقم ثالث", words)
    assert not paper.follow("متى يصلني الرد", words)
