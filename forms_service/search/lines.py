"""The line of a page that is shown with a result, and what is marked in it.

docs/assets/search/engine.js says the same in JavaScript.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from forms_service.arabic.stems import Lexicon, words
from forms_service.search.pages import Section

Marked = tuple[tuple[str, bool], ...]
"""A line in pieces, each with whether it is marked."""


@dataclass(frozen=True)
class Shown:
    """Where on its page a result stands: the section, its anchor, and the line."""

    heading: str
    anchor: str
    line: Marked


def best_line(sections: Sequence[Section], terms: Collection[str], lexicon: Lexicon) -> Shown:
    """The section whose heading and lines have most of these terms, and in it the line that has most."""
    best, most = sections[0], -1
    for section in sections:
        inside = _having(section.heading, terms, lexicon) | {
            term for line in section.lines for term in _having(line, terms, lexicon)
        }
        worth = 2 * len(inside) + len(_having(section.heading, terms, lexicon))
        if worth > most:
            best, most = section, worth
    lines = best.lines or ("",)
    line = max(lines, key=lambda each: len(_having(each, terms, lexicon)))
    return Shown(best.heading, best.anchor, mark(line, terms, lexicon))


def _having(text: str, terms: Collection[str], lexicon: Lexicon) -> set[str]:
    return {term for word in words(text) if (term := lexicon.term(word.text)) in terms}


def mark(line: str, terms: Collection[str], lexicon: Lexicon) -> Marked:
    """The line in pieces; the words that are looked up as one of these terms are marked."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for word in words(line):
        if word.start >= done and lexicon.term(word.text) in terms:
            pieces += [(line[done : word.start], False), (line[word.start : word.end], True)]
            done = word.end
    pieces.append((line[done:], False))
    return tuple(piece for piece in pieces if piece[0])


def surface(texts: Iterable[str], term: str, lexicon: Lexicon) -> str:
    """The first word of these texts that is looked up as this term, as it is written; empty where there is none."""
    for text in texts:
        for word in words(text):
            if lexicon.term(word.text) == term:
                return text[word.start : word.end]
    return ""
