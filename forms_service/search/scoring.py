"""What one term is worth on each page (BM25F): titles, keywords, descriptions and headings count more than text.

docs/assets/search/ranking.js says the same in JavaScript.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from forms_service.search.weights import BODY, DESCRIPTION, HEADING, KEYWORD, TITLE, WEIGHTS

Posting = tuple[int, int]
"""Number of a part, and the fields that have the term (bits of weights.py)."""

TERMS_KEPT = 4096


@dataclass(frozen=True)
class Shape:
    """How the site is cut: for each part its page and the number of its terms; for each page the terms of its title."""

    page_of: Sequence[int]
    length: Sequence[int]
    title_length: Sequence[int]


@dataclass(frozen=True)
class Worth:
    """What a term is worth on one page, from 0 to 1: in each part that has it, in the others because the page says it of
    itself, and at best.
    """

    parts: Mapping[int, float]
    elsewhere: float
    best: float


@dataclass(frozen=True)
class Scores:
    """What a term is worth on each page that has it. `titled`: pages whose title has it; `rarity`: inverse frequency."""

    pages: Mapping[int, Worth]
    titled: frozenset[int]
    rarity: float


class Scoring:
    """Scores terms by the postings of one site."""

    def __init__(self, shape: Shape, postings: Callable[[str], Sequence[Posting]]) -> None:
        self.shape = shape
        self._postings = postings
        self._length = _mean(shape.length)
        self._title_length = _mean(shape.title_length)
        self.of = lru_cache(maxsize=TERMS_KEPT)(self._of)

    def _of(self, term: str) -> Scores:
        found: dict[int, list[Posting]] = defaultdict(list)
        for part, bits in self._postings(term):
            found[self.shape.page_of[part]].append((part, bits))
        pages = {page: self._worth(page, postings) for page, postings in found.items()}
        titled = frozenset(page for page, postings in found.items() if any(bits & TITLE for _, bits in postings))
        return Scores(pages, titled, self._rarity(len(pages)))

    def _worth(self, page: int, postings: Sequence[Posting]) -> Worth:
        own = 0.0
        for _, bits in postings:
            own += self._own(page, bits)
        parts = {part: _saturated(own + self._text(part, bits)) for part, bits in postings}
        return Worth(parts, _saturated(own), max(parts.values()))

    def _rarity(self, pages: int) -> float:
        return math.log(1 + (len(self.shape.title_length) - pages + 0.5) / (pages + 0.5))

    def _own(self, page: int, bits: int) -> float:
        """What a page says of itself: title, keywords, description."""
        long = 1 - WEIGHTS.title_length + WEIGHTS.title_length * self.shape.title_length[page] / self._title_length
        return (
            (WEIGHTS.title / long if bits & TITLE else 0.0)
            + (WEIGHTS.keyword if bits & KEYWORD else 0.0)
            + (WEIGHTS.description if bits & DESCRIPTION else 0.0)
        )

    def _text(self, part: int, bits: int) -> float:
        long = 1 - WEIGHTS.length + WEIGHTS.length * self.shape.length[part] / self._length
        return (WEIGHTS.heading if bits & HEADING else 0.0) + (WEIGHTS.body / long if bits & BODY else 0.0)


def _saturated(value: float) -> float:
    return value / (WEIGHTS.saturation + value)


def _mean(values: Sequence[int]) -> float:
    return sum(values) / max(len(values), 1) or 1.0
