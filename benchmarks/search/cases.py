"""What people type and what they should find, and how well somebody finds it."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

CASES = Path(__file__).with_name("cases.tsv")
LOOKED_AT = 10
"""Results that are looked at; a page further down counts as not found."""


@dataclass(frozen=True)
class Case:
    """A query, the pages of which one should be found, and what is hard about it. `split`: tuned on, or held aside."""

    query: str
    expected: frozenset[str]
    kind: str
    split: str


@dataclass(frozen=True)
class Quality:
    """Shares from 0 to 1: a right page first, a right page among three, and the mean of 1 / its place."""

    cases: int
    hit_1: float
    hit_3: float
    mrr: float


def load_cases(path: Path = CASES) -> list[Case]:
    """Every case of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Case(row["query"], frozenset(row["expected"].split("|")), row["class"], row["split"])
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def place(case: Case, found: Sequence[str]) -> int:
    """The place of the first right page among the addresses found, from 1; 0 where there is none."""
    return next((at for at, url in enumerate(found[:LOOKED_AT], 1) if url in case.expected), 0)


def quality(places: Iterable[int]) -> Quality:
    """What these places amount to."""
    each = list(places)
    return Quality(
        len(each),
        fmean(at == 1 for at in each),
        fmean(0 < at <= 3 for at in each),
        fmean(1 / at if at else 0.0 for at in each),
    )


def by(key: Callable[[Case], str], cases: Sequence[Case], places: Sequence[int]) -> Mapping[str, Quality]:
    """Quality by class or by split, in the order of the cases, and of all of them."""
    groups = dict.fromkeys(map(key, cases))
    found = {name: quality(at for case, at in zip(cases, places, strict=True) if key(case) == name) for name in groups}
    return found | {"all": quality(places)}
