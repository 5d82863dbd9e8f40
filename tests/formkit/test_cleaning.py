"""Cleaning of typed text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_service.formkit.cleaning import clean_line, clean_lines


@pytest.mark.parametrize(
    ("typed", "cleaned", "told"),
    [
        ("  سلمى\tعبده \n", "سلمى عبده", False),
        ("e\u0301", "é", False),
        ("a\x00b", "ab", True),
        ("a\u202eb", "ab", True),
        ("\u200fعلي\u200e", "علي", False),
        ("میں\u200cہوں", "میں\u200cہوں", False),
        ("e\u200b\u0301", "é", False),
        ("\u200b\u200b", "", False),  # shows nothing: no answer
        ("\u3164\u2800\u115f", "", False),
        ("\u200d\u0301", "", False),
        ("؟", "؟", False),
        ("🏠", "🏠", False),
    ],
)
def test_a_line_is_tidied_and_staff_hear_of_what_people_cannot_type(typed, cleaned, told):
    assert clean_line(typed) == (cleaned, told)


@given(
    st.text(
        alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("e\u0301\u200b\u2060 \n\u202e"))
    )
)
def test_cleaning_twice_changes_nothing_more(text):
    once, _ = clean_lines(text)
    assert clean_lines(once) == (once, False)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_cleaned_line_has_no_control_or_direction_signs(text):
    line, _ = clean_line(text)
    assert not any(sign in line for sign in "\x00\n\r\t\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
