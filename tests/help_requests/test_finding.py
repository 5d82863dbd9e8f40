"""A request is found by whatever a caller can say of it."""

import pytest

from forms_service.db import db
from forms_service.help_requests.finding import find
from forms_service.help_requests.service import id_hash, mobile_hash
from forms_service.references import show_reference
from tests.support.cases import add_cases
from tests.support.postgres import both_databases

pytestmark = [both_databases, pytest.mark.usefixtures("context")]


@pytest.fixture
def reference(context: object) -> str:
    hashes = {"mobile_hash": mobile_hash("+966500000001"), "helper_mobile_hash": mobile_hash("+966500000002")}
    ids = {"id_hash": id_hash("iqama", "2900000007")}
    found, *_others = add_cases(
        {**hashes, **ids, "branch": "north"}, {"name": "عائشة نور"}, {"id_hash": id_hash("passport", "AB12345")}
    )
    return found


def numbers(typed: str, within: str | None = None) -> list[str]:
    return [case.reference for case in find(db.session, typed, within=within).cases]


def test_whatever_was_typed_finds_it(reference: str) -> None:
    for typed in (
        "0500000001",
        "٠٥٠ ٠٠٠ ٠٠٠١",
        "+966 50 000 0001",
        "0500000002",
        "2900000007",
        "٢٩٠٠٠٠٠٠٠٧",
        "290-000-0007",
    ):
        assert numbers(typed) == numbers(typed, within="north") == [reference], typed
        assert numbers(typed, within="south") == []
    assert (len(numbers("سلمى")), numbers("سلمى", within="north")) == (2, [reference])


def test_its_number_finds_it_in_any_digits(reference: str) -> None:
    shown = show_reference(reference)
    for typed in (
        reference,
        shown,
        shown.replace("-", " "),
        shown.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    ):
        assert numbers(typed) == [reference]


@pytest.mark.usefixtures("reference")
def test_a_passport_finds_its_request_and_anything_else_finds_nothing() -> None:
    assert [len(numbers(typed)) for typed in ("ab12345", "AB 12345", "AB12346")] == [1, 1, 0]
    for typed in ("", "  ", "0500000003", "2900000015", "12", "482930571166", "!؟", "\u202e"):
        assert numbers(typed) == [], typed


def test_requests_of_one_mobile_come_newest_first_page_by_page() -> None:
    added = add_cases(*({"mobile_hash": mobile_hash("+966500000003")} for _ in range(5)))
    seen, before = [], None
    for _ in range(3):
        found = find(db.session, "0500000003", within=None, before=before, size=2)
        seen += [case.reference for case in found.cases]
        before = found.goes_on
        assert not found.is_cut
    assert (seen, before) == (added[::-1], None)
