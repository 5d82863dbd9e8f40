"""A text in pieces: foreign runs apart, lines kept, and nothing lost in silence."""

import pytest
from hypothesis import given

from forms_service.formkit.cleaning import clean_lines
from forms_service.renderers.glyphs import can_draw, clusters
from forms_service.renderers.pieces import LACKING, code, foreign_runs, lacking, plain, said, typed
from tests.hostile.texts import hostile_texts


def test_codes_and_latin_words_of_ours_stand_apart():
    assert said("رقم الطلب 4829-3057-1166، في name@example.org.") == [
        {"t": "رقم الطلب "},
        {"t": "4829-3057-1166", "d": "ltr"},
        {"t": "، في "},
        {"t": "name@example.org", "d": "ltr"},
        {"t": "."},
    ]
    assert said("30 نوفمبر 2026") == [{"t": "30 نوفمبر 2026"}]


def test_a_code_is_one_run():
    assert code("050 000 0001") == [{"t": "050 000 0001", "d": "ltr"}]


def test_each_typed_line_has_the_direction_of_its_first_letter():
    assert typed("سلمى Ali\nDear sir,\n1.") == [
        {"t": "سلمى Ali", "d": "rtl"},
        {"br": True},
        {"t": "Dear sir,", "d": "ltr"},
        {"br": True},
        {"t": "1.", "d": "ltr"},
    ]


def test_letters_that_no_font_has_are_told_in_their_place():
    pieces = typed("عندي 漢字 かな هنا")
    assert plain(pieces) == f"عندي {LACKING % 4} هنا"
    assert lacking(pieces) == 4
    assert [piece["d"] for piece in (*pieces, *typed("漢字 book"))] == ["rtl", "ltr"]


def test_what_turns_a_line_around_is_taken_out():
    assert plain(typed("أ\u202eب\u2067ج")) == "أبج"


@given(hostile_texts("سلمى عبده"))
def test_every_letter_is_there_or_counted(text):
    letters = [letter for line in clean_lines(text)[0].split("\n") for letter in clusters(line)]
    pieces = typed(text)
    drawn = "".join(
        part["t"] for piece in pieces for part in piece.get("parts", [piece]) if "lacks" not in part and "t" in part
    )
    assert drawn.replace(" ", "") == "".join(letter for letter in letters if can_draw(letter)).replace(" ", "")
    assert lacking(pieces) == sum(not can_draw(letter) for letter in letters)


@pytest.mark.parametrize("text", ["", "نص", "a", "نص a1 نص"])
def test_runs_are_the_whole_text(text):
    assert "".join(run for run, _ in foreign_runs(text)) == text
