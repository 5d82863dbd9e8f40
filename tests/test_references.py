"""Reference numbers: typed, dictated, mistyped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_service.references import clean_reference, new_reference, parse_reference, show_reference


@pytest.fixture
def reference() -> str:
    return new_reference()


def test_new_references_are_twelve_digits_that_are_no_mobile():
    made = {new_reference() for _ in range(500)}
    assert len(made) == 500
    for reference in made:
        assert len(reference) == 12
        assert reference.isascii()
        assert reference.isdigit()
        assert not reference.startswith(("0", "5", "966"))
        assert parse_reference(reference) == reference


def test_every_wrong_digit_is_caught(reference):
    for place in range(12):
        for digit in set("0123456789") - {reference[place]}:
            assert parse_reference(reference[:place] + digit + reference[place + 1 :]) is None


def test_every_swap_of_neighbours_is_caught(reference):
    for place in range(11):
        one, two = reference[place], reference[place + 1]
        if one != two:
            assert parse_reference(reference[:place] + two + one + reference[place + 2 :]) is None


@pytest.mark.parametrize(
    "written", ["{}-{}-{}", "{} {} {}", " {}{}{} ", "{}–{}—{}", "\u200f{}\u202c-{}.{}", "{}_{}‑{}"]
)
@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_it_is_understood_however_it_is_typed(reference, written, digits):
    typed = written.format(reference[:4], reference[4:8], reference[8:])
    assert parse_reference(typed.translate(str.maketrans("0123456789", digits))) == reference


@pytest.mark.parametrize(
    "typed", ["", "0500000001", "+966500000001", "12345", "رقم الطلب", "٤٨٢٩", "४८२९३०५७११६६", "4829-3057-1166-1"]
)
def test_what_cannot_be_a_reference_is_none(typed):
    assert parse_reference(typed) is None


@given(st.text(max_size=30))
def test_no_text_breaks_it(text):
    found = parse_reference(text)
    assert found is None or parse_reference(found) == found


def test_it_is_shown_in_groups_of_four_and_read_back(reference):
    shown = show_reference(reference)
    assert [len(part) for part in shown.split("-")] == [4, 4, 4]
    assert clean_reference(shown) == reference
