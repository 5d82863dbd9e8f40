"""What one term is worth on each page (BM25F): titles, keywords, descriptions and headings count more than text.

docs/assets/search/ranking.js says the same in JavaScript.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from forms_service.search.weights import BODY, DESCRIPTION, HEADING, KEYWORD, TITLE, WEIGHTS

TERMS_KEPT = 4096


@dataclass(frozen=True)
class Shape:
    """How the site is cut: for each part its page and the number of its terms; for each page the terms of its title."""

    page_of: Sequence[int]
    length: Sequence[int]
    title_length: Sequence[int]


@dataclass(frozen=True)
class Scores:
    """What one term is worth, from 0 to 1: in each part that has it, and in any part of a page that says it of itself.

    `titled` are the pages whose title has it, `rarity` is its inverse document frequency.
    """

    parts: Mapping[int, float]
    pages: Mapping[int, float]
    titled: frozenset[int]
    rarity: float


class Scoring:
    """Scores terms by the postings of one site."""

    def __init__(self, shape: Shape, postings: Callable[[str], Sequence[tuple[int, int]]]) -> None:
        self.shape = shape
        self._postings = postings
        self._length = _mean(shape.length)
        self._title_length = _mean(shape.title_length)
        self.of = lru_cache(maxsize=TERMS_KEPT)(self._of)

    def _of(self, term: str) -> Scores:
        postings, page_of = self._postings(term), self.shape.page_of
        own: dict[int, int] = {}
        for part, bits in postings:
            own[page_of[part]] = own.get(page_of[part], 0) | bits & ~(BODY | HEADING)
        pages = {page: self._own(page, bits) for page, bits in own.items()}
        parts = {part: _saturated(pages[page_of[part]] + self._text(part, bits)) for part, bits in postings}
        return Scores(
            parts,
            {page: _saturated(value) for page, value in pages.items() if value},
            frozenset(page for page, bits in own.items() if bits & TITLE),
            self._rarity(len(own)),
        )

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
