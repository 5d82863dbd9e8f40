"""Which pages answer a query best (BM25F), and with which of their parts. Knows no database.

docs/assets/search/engine.js says the same in JavaScript; a test compares the order of the results.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from forms_service.search.asking import Token
from forms_service.search.synonyms import Phrase
from forms_service.search.weights import BODY, DESCRIPTION, HEADING, KEYWORD, TITLE, WEIGHTS

EXACT = 1e6
"""Scores are compared to the millionth, so that no two machines order them differently."""

TERMS_KEPT = 4096


@dataclass(frozen=True)
class Shape:
    """How the site is cut: for each part its page and the number of its terms; for each page the terms of its title."""

    page_of: Sequence[int]
    length: Sequence[int]
    title_length: Sequence[int]


@dataclass(frozen=True)
class Scores:
    """What one term is worth: in each part that has it, and in any part of a page that says it of itself."""

    parts: Mapping[int, float]
    pages: Mapping[int, float]


@dataclass(frozen=True)
class Place:
    """A page that answers, the part of it that answers best, and the phrases that matched there, one for each word."""

    page: int
    part: int
    score: float
    matched: tuple[Phrase | None, ...]


@dataclass(frozen=True)
class Values:
    """What a word of the query is worth in each part that has it, and elsewhere on each page that says it of itself."""

    parts: dict[int, tuple[float, Phrase]]
    pages: dict[int, tuple[float, Phrase]]

    def add(self, parts: Mapping[int, float], pages: Mapping[int, float], weight: float, phrase: Phrase) -> None:
        """Take over what a phrase is worth, where it is worth more than what is known."""
        for mine, given in ((self.parts, parts), (self.pages, pages)):
            for at, value in given.items():
                if at not in mine or weight * value > mine[at][0]:
                    mine[at] = (weight * value, phrase)

    def at(self, part: int, page: int) -> float:
        """What the word is worth in this part of this page."""
        found = self.parts.get(part) or self.pages.get(page)
        return found[0] if found else 0.0

    def phrase(self, part: int, page: int) -> Phrase | None:
        """What stands for the word in this part of this page; None where nothing does."""
        found = self.parts.get(part) or self.pages.get(page)
        return found[1] if found else None


class Ranking:
    """BM25F over the postings of one site."""

    def __init__(self, shape: Shape, postings: Callable[[str], Sequence[tuple[int, int]]]) -> None:
        self._shape = shape
        self._postings = postings
        self._mean = sum(shape.length) / max(len(shape.length), 1)
        self._title_mean = sum(shape.title_length) / max(len(shape.title_length), 1)
        self._first: dict[int, int] = {}
        for part, page in enumerate(shape.page_of):
            self._first.setdefault(page, part)
        self.scores = lru_cache(maxsize=TERMS_KEPT)(self._scores)

    def rank(self, tokens: Sequence[Token], limit: int) -> list[Place]:
        """The best pages, best first."""
        found = [each for token in tokens if (each := self._of_token(token)).parts]
        pages: dict[int, set[int]] = defaultdict(set)
        for values in found:
            for part in values.parts:
                pages[self._shape.page_of[part]].add(part)
        scored = sorted((-round(self._of_page(page, parts, found) * EXACT), page) for page, parts in pages.items())
        return [self._place(page, -score / EXACT, pages[page], found) for score, page in scored[:limit]]

    def _of_page(self, page: int, parts: set[int], found: Sequence[Values]) -> float:
        """Words count where they are worth most, more where they stand together, and less where some are missing."""
        table = [[each.at(part, page) for each in found] for part in parts]
        strongest: list[float] = [max(column) for column in zip(*table, strict=True)]
        share = sum(1 for value in strongest if value > 0) / len(found)
        score = (1 - WEIGHTS.together) * sum(strongest) + WEIGHTS.together * max(sum(row) for row in table)
        return score * (1 - WEIGHTS.all_words * (1 - share))

    def _place(self, page: int, score: float, parts: set[int], found: Sequence[Values]) -> Place:
        ranked = [(-round(sum(each.at(part, page) for each in found) * EXACT), part) for part in parts]
        part = min(ranked)[1]
        return Place(page, part, score, tuple(each.phrase(part, page) for each in found))

    def _scores(self, term: str) -> Scores:
        postings = self._postings(term)
        own: dict[int, int] = {}
        for part, bits in postings:
            page = self._shape.page_of[part]
            own[page] = own.get(page, 0) | bits & ~(BODY | HEADING)
        idf = self._idf(len(own))
        of_page = {page: self._own(page, bits) for page, bits in own.items()}
        parts = {
            part: idf * self._saturated(of_page[self._shape.page_of[part]] + self._text(part, bits))
            for part, bits in postings
        }
        return Scores(parts, {page: idf * self._saturated(value) for page, value in of_page.items() if value})

    def _idf(self, pages: int) -> float:
        total = len(self._shape.title_length)
        return math.log(1 + (total - pages + 0.5) / (pages + 0.5))

    def _own(self, page: int, bits: int) -> float:
        """What a page says of itself: title, keywords, description."""
        length = self._shape.title_length[page] / self._title_mean
        title = WEIGHTS.title / (1 - WEIGHTS.title_length + WEIGHTS.title_length * length) if bits & TITLE else 0.0
        return (
            title + (WEIGHTS.keyword if bits & KEYWORD else 0.0) + (WEIGHTS.description if bits & DESCRIPTION else 0.0)
        )

    def _text(self, part: int, bits: int) -> float:
        length = 1 - WEIGHTS.length + WEIGHTS.length * self._shape.length[part] / self._mean
        return (WEIGHTS.heading if bits & HEADING else 0.0) + WEIGHTS.body * (bits & BODY) / length

    @staticmethod
    def _saturated(value: float) -> float:
        return value / (WEIGHTS.saturation + value)

    def _of_token(self, token: Token) -> Values:
        """What a word is worth, in the best of its ways."""
        values = Values({}, {})
        for phrase, weight in token.ways.items():
            parts, pages = self._of_phrase(phrase)
            values.add(parts, pages, weight, phrase)
        return values

    def _of_phrase(self, phrase: Phrase) -> tuple[Mapping[int, float], Mapping[int, float]]:
        """For each part, and for each page as a whole: the mean of what the phrase's terms are worth there."""
        scores = [self.scores(term) for term in phrase]
        if len(scores) == 1:
            return scores[0].parts, scores[0].pages
        page_of = self._shape.page_of
        parts = {
            part: sum(each.parts.get(part, each.pages.get(page_of[part], 0.0)) for each in scores) / len(scores)
            for part in set().union(*(each.parts for each in scores))
        }
        pages = {
            page: sum(each.pages.get(page, 0.0) for each in scores) / len(scores)
            for page in set().union(*(each.pages for each in scores))
        }
        return parts, pages
