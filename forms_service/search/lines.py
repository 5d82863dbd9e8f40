"""The line of a page that is shown with a result, and what is marked in it.

docs/assets/search/lines.js says the same in JavaScript.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from forms_service.arabic.stems import Lexicon, words
from forms_service.search.pages import Section

Marked = tuple[tuple[str, bool], ...]
"""A line in pieces, each with whether it is marked."""

LINES_KEPT = 20_000


@dataclass(frozen=True)
class Shown:
    """Where on its page a result stands: the section, its anchor, and the line."""

    heading: str
    anchor: str
    line: Marked


class Liner:
    """Chooses and marks lines of one site."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._terms = lru_cache(maxsize=LINES_KEPT)(lexicon.terms)

    def best(self, sections: Sequence[Section], terms: Set[str]) -> Shown:
        """The section whose heading and lines have most of these terms, and in it the line that has most."""
        best = max(sections, key=lambda section: self._worth(section, terms))
        line = max(best.lines, key=lambda each: len(self._terms(each) & terms), default="")
        return Shown(best.heading, best.anchor, self.mark(line, terms))

    def _worth(self, section: Section, terms: Set[str]) -> int:
        in_heading = self._terms(section.heading) & terms
        inside = in_heading.union(*(self._terms(line) & terms for line in section.lines))
        return 2 * len(inside) + len(in_heading)

    def mark(self, line: str, terms: Set[str]) -> Marked:
        """The line in pieces; the words that are looked up as one of these terms are marked."""
        pieces: list[tuple[str, bool]] = []
        done = 0
        for word in words(line):
            if word.start >= done and self._lexicon.term(word.text) in terms:
                pieces += [(line[done : word.start], False), (line[word.start : word.end], True)]
                done = word.end
        pieces.append((line[done:], False))
        return tuple(piece for piece in pieces if piece[0])

    def surface(self, texts: Iterable[str], term: str) -> str:
        """The first word of these texts that is looked up as this term, as it is written; empty where there is none."""
        for text in texts:
            for word in words(text):
                if self._lexicon.term(word.text) == term:
                    return text[word.start : word.end]
        return ""
