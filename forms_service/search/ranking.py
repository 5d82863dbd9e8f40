"""Which pages answer a query best, and with which of their parts. Knows no database.

docs/assets/search/ranking.js says the same in JavaScript; a test compares the order of the results.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms_service.search.asking import Token
from forms_service.search.scoring import Scores, Scoring
from forms_service.search.synonyms import Phrase
from forms_service.search.weights import WEIGHTS

EXACT = 1e6
"""Scores are compared to the millionth, so that no two machines order them differently."""

Matched = tuple[float, Phrase | None]
"""What a word is worth somewhere, and the phrase that stands for it there."""


@dataclass(frozen=True)
class Place:
    """A page that answers, the part of it that answers best, and the phrases that matched there, one for each word."""

    page: int
    part: int
    matched: tuple[Phrase | None, ...]


@dataclass(frozen=True)
class Way:
    """A phrase that may stand for a word, with the scores of its terms and how much each of them counts."""

    phrase: Phrase
    scores: Sequence[Scores]
    counts: Sequence[float]

    def bests(self) -> Mapping[int, float]:
        """For each page that has a term of the phrase: what it is worth there at most."""
        (first, *others), (count, *counts) = self.scores, self.counts
        found = {page: count * worth.best for page, worth in first.pages.items()}
        for count, scores in zip(counts, others, strict=True):
            for page, worth in scores.pages.items():
                found[page] = found.get(page, 0.0) + count * worth.best
        return found

    def parts(self, page: int) -> tuple[Mapping[int, float], float]:
        """What it is worth in the parts of a page that have a term of it, and in the others."""
        here = [
            (count, each.pages[page])
            for count, each in zip(self.counts, self.scores, strict=True)
            if page in each.pages
        ]
        if len(here) == 1:
            ((count, worth),) = here
            return {part: count * value for part, value in worth.parts.items()}, count * worth.elsewhere
        found = {part: 0.0 for _, worth in here for part in worth.parts}
        for count, worth in here:
            for part in found:
                found[part] += count * worth.parts.get(part, worth.elsewhere)
        return found, sum(count * worth.elsewhere for count, worth in here)


class Asked:
    """A word of the query on the pages of the site: its ways, what it is worth on each page at most, and whose title has it."""

    def __init__(self, token: Token, scoring: Scoring) -> None:
        # What stands for a word is never worth more by being rarer than it.
        most = scoring.of(token.term).rarity if (token.term,) in token.ways else float("inf")
        self._ways: list[Way] = []
        self.bests: dict[int, float] = {}
        self.titles: dict[int, float] = {}
        for phrase, weight in token.ways.items():
            scores = [scoring.of(term) for term in phrase]
            way = Way(phrase, scores, [weight * min(each.rarity, most) / len(scores) for each in scores])
            self._ways.append(way)
            for page, best in way.bests().items():
                if best > self.bests.get(page, 0.0):
                    self.bests[page] = best
            for page in frozenset.intersection(*(each.titled for each in scores)):
                self.titles[page] = max(weight, self.titles.get(page, 0.0))

    def on(self, page: int) -> tuple[Mapping[int, Matched], Matched]:
        """What the word is worth in the parts of a page that have it, and in the others: each in the best of its ways."""
        parts: dict[int, Matched] = {}
        elsewhere: Matched = (0.0, None)
        for way in self._ways:
            values, other = way.parts(page)
            for part, value in values.items():
                if value > parts.get(part, (0.0, None))[0]:
                    parts[part] = (value, way.phrase)
            if other > elsewhere[0]:
                elsewhere = (other, way.phrase)
        return parts, elsewhere


class Ranking:
    """Ranks the pages of one site."""

    def __init__(self, scoring: Scoring) -> None:
        self._scoring = scoring

    def rank(self, tokens: Sequence[Token], limit: int) -> list[Place]:
        """The best pages, best first. Pages that cannot come among them by what they are worth at most are not looked into."""
        asked = [each for token in tokens if (each := Asked(token, self._scoring)).bests]
        bests = self._bests(asked) if asked else {}
        found: list[tuple[int, int, Place]] = []
        for page in sorted(bests, key=lambda page: (-bests[page], page)):
            if len(found) >= limit and -round(bests[page] * EXACT) > found[limit - 1][0]:
                break
            score, place = self._place(page, asked)
            found.append((-round(score * EXACT), page, place))
            found.sort(key=lambda each: each[:2])
        return [place for _, _, place in found[:limit]]

    def _bests(self, asked: Sequence[Asked]) -> Mapping[int, float]:
        """What each page is worth at most: as if all words stood together."""
        sums: dict[int, float] = {}
        having: dict[int, int] = {}
        for each in asked:
            for page, best in each.bests.items():
                sums[page] = sums.get(page, 0.0) + best
                having[page] = having.get(page, 0) + 1
        lacking = [1 - WEIGHTS.missing * missing / len(asked) for missing in range(len(asked), -1, -1)]
        bests = {page: total * lacking[having[page]] for page, total in sums.items()}
        for page in set().union(*(each.titles for each in asked)):
            bests[page] *= self._title(page, asked)
        return bests

    def _title(self, page: int, asked: Sequence[Asked]) -> float:
        """What a page gains whose title is what was asked: the same words, neither more nor fewer."""
        common = sum(each.titles.get(page, 0.0) for each in asked)
        length = self._scoring.shape.title_length[page]
        return 1 + WEIGHTS.whole_title * common / len(asked) * min(1.0, common / length) if common else 1.0

    def _place(self, page: int, asked: Sequence[Asked]) -> tuple[float, Place]:
        """Words count where they are worth most, more where they stand together, and less where some are missing."""
        columns = [each.on(page) for each in asked]
        rows = {
            part: [parts.get(part, elsewhere) for parts, elsewhere in columns]
            for part in sorted(set().union(*(parts for parts, _ in columns)))
        }
        sums = {part: sum(value for value, _ in row) for part, row in rows.items()}
        strongest = [max(row[at][0] for row in rows.values()) for at in range(len(asked))]
        best = min(sums, key=lambda part: (-round(sums[part] * EXACT), part))
        score = (1 - WEIGHTS.together) * sum(strongest) + WEIGHTS.together * max(sums.values())
        score *= 1 - WEIGHTS.missing * sum(1 for value in strongest if not value) / len(asked)
        return score * self._title(page, asked), Place(page, best, tuple(phrase for _, phrase in rows[best]))
