"""What one term is worth on each page (BM25F): titles, keywords, descriptions and headings count more than text.

docs/assets/search/ranking.js says the same in JavaScript.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from forms_service.search.weights import BODY, DESCRIPTION, HEADING, KEYWORD, TITLE, WEIGHTS

Posting = tuple[int, int]
"""Number of a part, and the fields that have the term (bits of weights.py)."""

OF_ITSELF = TITLE | KEYWORD | DESCRIPTION

TERMS_KEPT = 4096


@dataclass(frozen=True)
class Shape:
    """How the site is cut: for each part its page and the number of its terms; for each page the terms of its title."""

    page_of: Sequence[int]
    length: Sequence[int]
    title_length: Sequence[int]


class Worth(NamedTuple):  # a term has as many as pages: the quickest kind to make
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
        self._titles = _in_short(WEIGHTS.title, WEIGHTS.title_length, shape.title_length)
        self._bodies = _in_short(WEIGHTS.body, WEIGHTS.length, shape.length)
        self.of = lru_cache(maxsize=TERMS_KEPT)(self._of)

    def _of(self, term: str) -> Scores:
        texts: dict[int, dict[int, float]] = defaultdict(dict)
        own: dict[int, float] = defaultdict(float)
        titled = set()
        for part, bits in self._postings(term):
            page = self.shape.page_of[part]
            texts[page][part] = self._text(part, bits)
            if bits & OF_ITSELF:
                own[page] += self._own(page, bits)
            if bits & TITLE:
                titled.add(page)
        pages = {page: _worth(own.get(page, 0.0), found) for page, found in texts.items()}
        return Scores(pages, frozenset(titled), self._rarity(len(pages)))

    def _rarity(self, pages: int) -> float:
        return math.log(1 + (len(self.shape.title_length) - pages + 0.5) / (pages + 0.5))

    def _own(self, page: int, bits: int) -> float:
        """What a page says of itself: title, keywords, description."""
        return (
            (self._titles[page] if bits & TITLE else 0.0)
            + (WEIGHTS.keyword if bits & KEYWORD else 0.0)
            + (WEIGHTS.description if bits & DESCRIPTION else 0.0)
        )

    def _text(self, part: int, bits: int) -> float:
        return (WEIGHTS.heading if bits & HEADING else 0.0) + (self._bodies[part] if bits & BODY else 0.0)


def _worth(own: float, texts: Mapping[int, float]) -> Worth:
    parts = {part: _saturated(own + text) for part, text in texts.items()}
    return Worth(parts, _saturated(own), max(parts.values()))


def _saturated(value: float) -> float:
    return value / (WEIGHTS.saturation + value)


def _in_short(weight: float, share: float, lengths: Sequence[int]) -> Sequence[float]:
    """For each length what the weight is in a text of it: more in a short one."""
    mean = _mean(lengths)
    return [weight / (1 - share + share * length / mean) for length in lengths]


def _mean(values: Sequence[int]) -> float:
    return sum(values) / max(len(values), 1) or 1.0
