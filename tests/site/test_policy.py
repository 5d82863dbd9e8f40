"""The policy is published word for word; explanations and editorial notes stay apart from it.

List numerals of the source («١)» and «(١)») are drawn by the browser as Arabic-Indic numerals: they are compared by
position, and left out of the text. The numerals of the approval table are cells and are compared as text.
"""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.site.addresses import POLICY, STEPS
from tests.site.reading import words

SOURCE = (Path(__file__).parent / "beneficiary-relations-policy.txt").read_text(encoding="utf-8")
BULLET = re.compile(r"^ *- +", re.MULTILINE)
NUMERAL = re.compile(r"^ *- +\(?([١-٩])\) *(.*)$", re.MULTILINE)
ANCHORS = ["preamble", "general-objective", "objectives", "channels", "tools", "procedure", "approval"]


def joined(text: str) -> str:
    """Letters and signs without white space."""
    return "".join(text.split())


POLICY_TEXT = joined(BULLET.sub("", NUMERAL.sub(r"\2", SOURCE)))


def test_the_policy_is_published_word_for_word(page):
    blocks = [words(box) for box in page(POLICY).voices("policy")]
    assert joined(" ".join(blocks)) == POLICY_TEXT


def test_numbered_lines_keep_their_numbers(page):
    lists = [found for box in page(POLICY).voices("policy") for found in box.iter("ol")]
    shown = [
        ("٠١٢٣٤٥٦٧٨٩"[number], joined("".join([item.text or "", *(child.tail or "" for child in item)])))
        for found in lists
        for number, item in enumerate(found.findall("li"), start=1)
    ]
    assert [found.get("start") for found in lists] == [None] * len(lists)
    assert shown == [(numeral, joined(line)) for numeral, line in NUMERAL.findall(SOURCE)]
    assert ".policy ol { list-style: arabic-indic }" in (ROOT / "docs" / "assets" / "site.css").read_text(
        encoding="utf-8"
    )


def test_every_part_has_its_anchor_in_order(page):
    *parts, last = (heading.get("id") for heading in page(POLICY).all("h2"))
    assert (parts, last) == (ANCHORS, "changes")  # the change list is drawn after the text


def test_the_four_editorial_notes_stand_beside_the_text(page):
    notes = [words(box) for box in page(POLICY).voices("editorial")]
    assert len(notes) == 4
    for note, quoted in zip(notes, ["أوراكه", "المستخدمين", "لا تقل عن أسبوعين", "رقم الجلسة"], strict=True):
        assert quoted in note


def test_the_approval_table_has_seven_rows_and_no_signature(page):
    (table,) = page(POLICY).all("table")
    head, *rows = table.iter("tr")
    assert [words(cell) for cell in head] == ["م", "الاسم رباعي", "الصفة", "التوقيع", "ملاحظات"]
    assert [[words(cell) for cell in row][3:] for row in rows] == [["", ""]] * 7
    assert [cell.get("data-label") for cell in rows[0]] == [words(cell) for cell in head]


def test_explanations_never_wear_the_policys_clothes(page):
    for box in page(POLICY).voices("simple"):
        assert joined(words(box)) not in POLICY_TEXT


def test_each_step_shows_its_own_clause(page):
    clauses = [joined(words(box)) for box in page(STEPS).voices("policy")]
    procedure = SOURCE[SOURCE.index("ويتم التعامل") : SOURCE.index("وعلى ذلك")]
    assert clauses == [joined(line) for line in BULLET.split(procedure)[1:]]


@pytest.mark.parametrize("address", [POLICY, STEPS])
def test_each_box_says_whose_voice_it_is(page, address):
    titles = {"policy": "نص السياسة", "simple": "شرح مبسّط", "editorial": "ملاحظة تحريرية"}
    for voice, title in titles.items():
        boxes = page(address).all("div", class_=voice)
        assert boxes
        assert {words(box[0]) for box in boxes} == {title}
