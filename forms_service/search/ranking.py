"""Which pages answer a query best, and with which of their parts. Knows no database.

docs/assets/search/ranking.js says the same in JavaScript; a test compares the order of the results.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forms_service.search.asking import Token
from forms_service.search.scoring import Scores, Scoring
from forms_service.search.synonyms import Phrase
from forms_service.search.weights import WEIGHTS

EXACT = 1e6
"""Scores are compared to the millionth, so that no two machines order them differently."""

Best = dict[int, tuple[float, Phrase]]


@dataclass(frozen=True)
class Place:
    """A page that answers, the part of it that answers best, and the phrases that matched there, one for each word."""

    page: int
    part: int
    matched: tuple[Phrase | None, ...]


@dataclass(frozen=True)
class Values:
    """What a word of the query is worth, in the best of its ways: in each part that has it, and elsewhere on each page that
    says it of itself. `titles`: how surely a page's title has it.
    """

    parts: Best
    pages: Best
    titles: dict[int, float]

    def at(self, part: int, page: int) -> tuple[float, Phrase | None]:
        """What the word is worth in this part of this page, and in which way."""
        return self.parts.get(part) or self.pages.get(page) or (0.0, None)


class Ranking:
    """Ranks the pages of one site."""

    def __init__(self, scoring: Scoring) -> None:
        self._scoring = scoring
        self._page_of = scoring.shape.page_of

    def rank(self, tokens: Sequence[Token], limit: int) -> list[Place]:
        """The best pages, best first."""
        found = [values for token in tokens if (values := self._of_token(token)).parts]
        pages: dict[int, set[int]] = defaultdict(set)
        for values in found:
            for part in values.parts:
                pages[self._page_of[part]].add(part)
        scored = sorted((-round(self._of_page(page, parts, found) * EXACT), page) for page, parts in pages.items())
        return [self._place(page, pages[page], found) for _, page in scored[:limit]]

    def _of_page(self, page: int, parts: Iterable[int], found: Sequence[Values]) -> float:
        """Words count where they are worth most, more where they stand together, and less where some are missing."""
        table = [[values.at(part, page)[0] for values in found] for part in parts]
        strongest: list[float] = [max(column) for column in zip(*table, strict=True)]
        together = max(sum(row) for row in table)
        score = (1 - WEIGHTS.together) * sum(strongest) + WEIGHTS.together * together
        missing = sum(1 for value in strongest if value == 0) / len(found)
        return score * (1 - WEIGHTS.missing * missing) * (1 + WEIGHTS.whole_title * self._titled(page, found))

    def _titled(self, page: int, found: Sequence[Values]) -> float:
        """1 where query and title are the same words, less where one has more."""
        common = sum(values.titles.get(page, 0.0) for values in found)
        return common / len(found) * min(1.0, common / self._scoring.shape.title_length[page]) if common else 0.0

    def _place(self, page: int, parts: Iterable[int], found: Sequence[Values]) -> Place:
        worth = ((-round(sum(values.at(part, page)[0] for values in found) * EXACT), part) for part in parts)
        _, part = min(worth)
        return Place(page, part, tuple(values.at(part, page)[1] for values in found))

    def _of_token(self, token: Token) -> Values:
        """What a word is worth in the best of its ways. What stands for a word is never worth more by being rarer than it."""
        values = Values({}, {}, {})
        most = self._scoring.of(token.term).rarity if (token.term,) in token.ways else float("inf")
        for phrase, weight in token.ways.items():
            scores = [self._scoring.of(term) for term in phrase]
            rarities = [weight * min(each.rarity, most) / len(scores) for each in scores]
            self._add(values, phrase, scores, rarities)
            for page in frozenset.intersection(*(each.titled for each in scores)):
                values.titles[page] = max(weight, values.titles.get(page, 0.0))
        return values

    def _add(self, values: Values, phrase: Phrase, scores: Sequence[Scores], rarities: Sequence[float]) -> None:
        if len(scores) == 1:
            (one,), (rarity,) = scores, rarities
            _raise(values.parts, phrase, ((part, rarity * worth) for part, worth in one.parts.items()))
            _raise(values.pages, phrase, ((page, rarity * worth) for page, worth in one.pages.items()))
            return
        both = list(zip(scores, rarities, strict=True))
        page_of = self._page_of
        _raise(
            values.parts,
            phrase,
            (
                (part, sum(rarity * (s.parts.get(part) or s.pages.get(page_of[part], 0.0)) for s, rarity in both))
                for part in _keys(each.parts for each in scores)
            ),
        )
        _raise(
            values.pages,
            phrase,
            (
                (page, sum(rarity * s.pages.get(page, 0.0) for s, rarity in both))
                for page in _keys(each.pages for each in scores)
            ),
        )


def _raise(best: Best, phrase: Phrase, values: Iterable[tuple[int, float]]) -> None:
    """Take over each value that is more than what is known."""
    for at, value in values:
        if at not in best or value > best[at][0]:
            best[at] = (value, phrase)


def _keys(tables: Iterable[Mapping[int, float]]) -> set[int]:
    return set().union(*tables)
