"""Arabic as people type it: digits of every keyboard, invisible marks, one spelling for many."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_service.arabic.folding import ascii_digits, drop_marks, fold, fold_words

DIGIT_SETS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")


@pytest.mark.parametrize("digits", DIGIT_SETS)
def test_digits_of_every_keyboard_are_one(digits):
    assert ascii_digits(f"رقم {digits}") == "رقم 0123456789"


def test_other_scripts_digits_are_left_as_typed():
    assert ascii_digits("१२ ২৩ ½ ②") == "१२ ২৩ ½ ②"


@pytest.mark.parametrize("mark", ["061c", "200b", "200e", "200f", "202a", "202e", "2066", "2069", "feff"])
def test_invisible_marks_are_dropped(mark):
    assert drop_marks(f"05{chr(int(mark, 16))}00") == "0500"


def test_joiners_that_shape_words_stay():
    assert drop_marks("می\u200cروم") == "می\u200cروم"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إيمان", "ايمان"),
        ("آمنة", "امنه"),
        ("فاطمة", "فاطمه"),
        ("مصطفى", "مصطفي"),
        ("علی", "علي"),
        ("کریم", "كريم"),
        ("مُحَمَّد", "محمد"),
        ("عبـــد الله", "عبد الله"),
        ("مؤمن", "مومن"),
        ("هانئ", "هاني"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("Ali KHAN", "ali khan"),
        ("حي ١٢", "حي 12"),
    ],
)
def test_one_word_written_two_ways_folds_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("علي", "عالي"), ("سلمى", "سليم"), ("نور", "نورة")])
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


def test_a_name_folds_to_words_with_one_space():
    assert fold_words("  عبد‑الرحمن، (بن)  أحمد ") == "عبد الرحمن بن احمد"


@pytest.mark.parametrize("name", ["राम कुमार", "রহিম", "රාම", "தமிழ்", "አበበ"])
def test_names_of_other_scripts_keep_their_words_whole(name):
    assert fold_words(name) == unicodedata.normalize("NFKC", name)


@given(
    st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.characters(min_codepoint=0x600, max_codepoint=0x6FF)
    )
)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert fold_words(fold_words(text)) == fold_words(text)
