"""Whatever is typed, pasted or dictated becomes one line that can be searched with."""

import unicodedata

import pytest
from hypothesis import given

from forms_service.search.query import LONGEST, Query, clean_query
from tests.hostile.texts import hostile_texts


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", ""),
        (" \t\n ", ""),
        ("  متابعة   طلب\n", "متابعة طلب"),
        ("متابعة\x00طلب", "متابعةطلب"),
        ("\u202bرقم\u202c \u200fالجوال\u200f", "رقم الجوال"),
        ("سطر\r\nآخر", "سطر آخر"),
        ("رق\ufffd\ufffdم", "رق م"),
        ("\u200d\u0301", ""),
        ("<script>", "<script>"),
    ],
    ids=ascii,
)
def test_a_query_is_one_line_of_what_can_be_seen(typed, text):
    assert clean_query(typed) == Query(text)


def test_a_whole_message_is_cut_between_words():
    cut = clean_query("كلمة " * 1000)
    assert cut == Query(" ".join(["كلمة"] * 40), cut=True)
    assert clean_query("ن" * 5000) == Query("ن" * LONGEST, cut=True)
    assert clean_query("ن" * LONGEST) == Query("ن" * LONGEST)


@given(hostile_texts("متابعة طلب"))
def test_nothing_of_what_is_hostile_is_left(typed):
    text = clean_query(typed).text
    assert len(text) <= LONGEST
    assert text == " ".join(text.split())
    assert not [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") or sign in "\u202e\u2066\ufffd"]
