"""What colleagues type is read as it is meant, or refused with what to do."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from forms_service.staff.typed import Typed, Unclear, read_day, read_hour


@pytest.mark.parametrize(("typed", "day"), [
    ("30/12/2026", date(2026, 12, 30)),
    ("٣٠/١٢/٢٠٢٦", date(2026, 12, 30)),
    ("۳۰-۱۲-۲۰۲۶", date(2026, 12, 30)),
    (" 1 . 2 . 2027 ", date(2027, 2, 1)),
    ("12/06/1448", date(2026, 11, 22)),
    ("12/6/1448 هـ", date(2026, 11, 22)),
    ("31/02/2027", None),
    ("30/13/1448", None),
    ("12/06/1601", None),
    ("2026/12/30", None),
    ("30/12/26", None),
    ("غدًا", None),
    ("", None),
    ("1/1/99999999999999999999", None),
])  # fmt: skip
def test_a_day_is_read_in_both_calendars_with_any_digits(typed: str, day: date | None) -> None:
    assert read_day(typed) == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_day(text: str) -> None:
    read_day(text)


def test_a_text_that_is_absent_or_too_long_is_named() -> None:
    typed = Typed.read({"a": "  ", "b": "ن" * 11, "csrf_token": "x"})
    assert "csrf_token" not in typed
    assert typed["never sent"] == ""
    with pytest.raises(Unclear) as absent:
        typed.text("a", "اكتبه.")
    assert (absent.value.words, absent.value.name) == ("اكتبه.", "a")
    assert typed.text("b", "اكتبه.", most=11) == "ن" * 11


def test_how_long_a_text_is_is_said(context: object) -> None:
    with pytest.raises(Unclear) as long:
        Typed.read({"b": "ن" * 11}).text("b", "", most=10)
    assert "11" in long.value.words
    assert "10" in long.value.words


def test_a_day_that_is_none_says_how_to_write_it(context: object) -> None:
    assert Typed().day("until") is None
    with pytest.raises(Unclear) as unread:
        Typed.read({"until": "غدًا"}).day("until")
    assert "30/12/2026" in unread.value.words


@pytest.mark.parametrize("number", ["", "-1", "٣", "1.5", "x", "1" * 10, "²"])
def test_a_number_that_our_page_did_not_write_is_no_form_of_ours(number: str) -> None:
    with pytest.raises(BadRequest):
        Typed.read({"seen": number}).number("seen")


def test_a_choice_is_one_of_those_offered() -> None:
    assert Typed.read({"way": "phone"}).one_of("way", ("phone",), "") == "phone"
    with pytest.raises(Unclear):
        Typed.read({"way": "pigeon"}).one_of("way", ("phone",), "اختر.")


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("16:30", (16, 30)),
        ("٠٩:٠٥", (9, 5)),
        ("9.5", (9, 5)),
        ("0 0", (0, 0)),
        ("24:00", None),
        ("16:60", None),
        ("16", None),
        ("", None),
        ("1:2:3", None),
        ("016:30", None),
    ],
)
def test_an_hour_is_read_by_the_clock_of_24(typed: str, hour: tuple[int, int] | None) -> None:
    assert read_hour(typed) == (time(*hour) if hour else None)
