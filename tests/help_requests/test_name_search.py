"""Names are found by their words, on both databases: in any order and spelling, the last one begun; and never by reading all."""

import pytest

from forms_service.db import db
from forms_service.help_requests import name_search
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.name_search import search
from tests.support.cases import add_cases
from tests.support.plans import Plans, reads_indexes
from tests.support.postgres import both_databases

pytestmark = [both_databases, pytest.mark.usefixtures("context")]

NAMES = ("أحمد محمد الشمري", "محمد علي", "Md. Rafiqul Islam", "هبة الله محمود", "فاطمة بنت أحمد", "احمد العلي", "محمد")


@pytest.fixture(autouse=True)
def _cases(context: object) -> None:
    add_cases(*({"name": name, "branch": "north" if at % 2 else None} for at, name in enumerate(NAMES)))


def found(typed: str, within: str | None = None, before: int | None = None, size: int = 50) -> list[str]:
    numbers, _stop = search(db.session, typed, within=within, before=before, size=size)
    assert numbers == sorted(numbers, reverse=True)
    return [NAMES[number - first()] for number in numbers]


def first() -> int:
    return db.session.query(HelpRequest.id).order_by(HelpRequest.id).limit(1).scalar()


SEARCHES = [
    ("محمد", ["محمد", "محمد علي", "أحمد محمد الشمري"]),
    ("مُحمّد أَحمد", ["أحمد محمد الشمري"]),
    ("احمد", ["احمد العلي", "فاطمة بنت أحمد", "أحمد محمد الشمري"]),
    ("هبه", ["هبة الله محمود"]),
    ("محم", ["محمد", "هبة الله محمود", "محمد علي", "أحمد محمد الشمري"]),
    ("الشمري محمد ا", ["أحمد محمد الشمري"]),
    ("islam MD", ["Md. Rafiqul Islam"]),
    ("محم علي", []),
    ("محمد محمد", ["محمد", "محمد علي", "أحمد محمد الشمري"]),
    ("لا أحد", []),
    ("،،،", []),
]


@pytest.mark.parametrize("looked_at", [1, 2, 5000], ids="looks at {}".format)
def test_a_name_is_found_by_its_words(looked_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_search, "LOOKED_AT", looked_at)
    monkeypatch.setattr(name_search, "FREQUENT", min(looked_at, name_search.FREQUENT))
    for typed, names in SEARCHES:
        assert all_of(typed) == names, typed


def all_of(typed: str) -> list[str]:
    """Everything that a search finds which goes on where it stopped."""
    seen: list[str] = []
    before: int | None = None
    for _ in range(len(NAMES) + 1):  # from where it stopped it goes on, until all were looked at
        seen += found(typed, before=before)
        before = search(db.session, typed, within=None, before=before, size=50)[1]
        if before is None:
            return seen
    raise AssertionError(f"«{typed}» never came to an end")


def test_pages_of_a_name_follow_each_other() -> None:
    numbers, stop = search(db.session, "محمد", within=None, before=None, size=2)
    assert (len(numbers), stop) == (2, None)
    assert found("محمد", before=numbers[-1]) == ["أحمد محمد الشمري"]


def test_within_a_branch_only_its_own_are_found() -> None:
    assert found("محمد", within="north") == ["محمد علي"]
    assert found("محمد", within="") == []


@pytest.mark.parametrize("looked_at", [1, 5000], ids=["frequent", "rare"])
def test_no_search_reads_a_table(looked_at: int, plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_search, "LOOKED_AT", looked_at)
    monkeypatch.setattr(name_search, "FREQUENT", min(looked_at, name_search.FREQUENT))
    for typed in ("محمد احمد", "محم", "محمد علي احمد"):
        search(db.session, typed, within=None, before=3, size=50)
    for plan in plans():
        # The few requests with a rare beginning are put in order.
        assert reads_indexes(plan.replace("USE TEMP B-TREE", "").replace("Sort", "") if looked_at > 1 else plan), plan
