"""Whoever has a number finds where it stands, and nobody else."""

import pytest

from forms_service.references import new_reference
from tests.support.chromium import AT_A_DESK_WITHOUT_SCRIPT, ON_A_PHONE, seen

MISSED = "لم نجد طلبًا بهذا الرقم والجوال. راجعهما أو تواصل معنا"


@pytest.fixture
def reference(salma):
    return salma.asks_for_help()


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_every_miss_gets_the_same_answer_and_keeps_what_was_typed(salma, reference):
    somebody_elses = salma.looks_up(reference, "0500000009")
    assert somebody_elses.says(MISSED)
    assert salma.window.standing("reference") == reference
    nobodys = salma.looks_up(new_reference(), "0500000001")
    assert nobodys == somebody_elses
    assert salma.follows("تواصل معنا").heading == "تواصل معنا"


@seen(ON_A_PHONE)
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0500000001", "كتبت رقم جوال. رقم الطلب 12 رقمًا، مثل 4829-3057-1162، وتجده في صفحة التأكيد"),
        ("4829-3057-1167", "رقم الطلب 12 رقمًا. راجع الرقم، فقد تكون إحدى خاناته خطأ"),
        ("", "اكتب رقم الطلب"),
    ],
    ids=["a mobile", "a slip", "nothing"],
)
def test_what_is_no_reference_is_explained(visitor, typed, said):
    visitor.looks_up(typed, "0500000001")
    assert visitor.window.errors == [said]
    visitor.window.jumps(said)
    assert visitor.window.focus == "reference"


@seen(ON_A_PHONE)
def test_a_reference_typed_with_spaces_or_without_anything_is_found(salma, reference):
    assert salma.looks_up(reference.replace("-", " "), "+966 50 000 0001").says("مستلَم")
    assert salma.looks_up(reference.replace("-", ""), "5 0000 0001").says("مستلَم")


@seen(ON_A_PHONE)
def test_where_a_request_stands_is_in_no_address(salma, reference):
    salma.looks_up(reference, "0500000001")
    assert salma.window.page.url.endswith("/forms/track/request")
    assert salma.refreshes().says("مستلَم")
    salma.window.presses("إنهاء المتابعة")
    assert salma.window.heading == "متابعة طلب"
    assert salma.window.standing("reference") == ""
