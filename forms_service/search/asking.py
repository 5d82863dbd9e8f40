"""What somebody asks for: the words of a query, and for each word the ways in which the site may have it.

docs/assets/search/engine.js says the same in JavaScript.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms_service.arabic.stems import Lexicon, Word, is_arabic, root, skeleton, slips, sound, stem, words
from forms_service.arabic.tables import ALIKE, is_small
from forms_service.search.synonyms import LONGEST, Number, Phrase
from forms_service.search.weights import WEIGHTS

LIMITS = {"signs": 400, "words": 12, "starts": 12, "start": 2, "slip": 4}
"""Of a query so many signs and words are read: whoever pastes a page gets the results of its beginning. A half-typed word
stands for so many at most; it has so many letters at least, a misspelt one more."""

_DIGITS = re.compile(r"[0-9]+")


@dataclass
class Token:
    """A word of the query. `ways` are the phrases that stand for it, with their weights; `slip` tells how it was misspelt."""

    words: tuple[Word, ...]
    term: str
    ways: dict[Phrase, float] = field(default_factory=dict)
    slips: dict[Phrase, str] = field(default_factory=dict)

    def may_be(self, phrase: Phrase, weight: float) -> None:
        """This phrase stands for the word with this weight, or with a greater one that it has."""
        self.ways[phrase] = max(weight, self.ways.get(phrase, 0.0))


class Reader:
    """Reads queries against the stems of one site."""

    def __init__(
        self, lexicon: Lexicon, phrases: Mapping[Phrase, Sequence[Phrase]], numbers: Sequence[Number] = ()
    ) -> None:
        self._lexicon = lexicon
        self._phrases = phrases
        self._numbers = numbers
        self._skeletons = _by(skeleton, lexicon.stems)
        self._roots = _by(root, lexicon.stems)
        self._sounds = _by(sound, lexicon.stems)
        self._sorted = sorted(lexicon.stems)

    def read(self, query: str) -> list[Token]:
        """The words of a query that say something, each with its ways. All small words only: none."""
        found = [Token((word,), self._lexicon.term(word.text)) for word in words(query[: LIMITS["signs"]])]
        tokens = self._joined(found)
        covered = self._add_synonyms(tokens)
        said = [each for at, each in enumerate(tokens) if at in covered or not is_small(each.words[0].text)]
        kept = said[: LIMITS["words"]]
        for at, token in enumerate(kept):
            self._add_ways(token, last=at == len(kept) - 1)
        return kept

    def _joined(self, tokens: Sequence[Token]) -> list[Token]:
        """Digits that were typed in groups are one number."""
        joined: list[Token] = []
        for token in tokens:
            if joined and _DIGITS.fullmatch(token.term) and _DIGITS.fullmatch(joined[-1].term):
                both = joined.pop()
                joined.append(Token(both.words + token.words, both.term + token.term))
            else:
                joined.append(token)
        return joined

    def _add_synonyms(self, tokens: Sequence[Token]) -> set[int]:
        """Add what the editors say; returns the places of the words that a phrase of several words covers."""
        covered: set[int] = set()
        for at in range(len(tokens)):
            for size in range(1, LONGEST + 1):
                key = tuple(token.term for token in tokens[at : at + size])
                if len(key) < size:
                    break
                for sought in self._phrases.get(key, ()):
                    for token in tokens[at : at + size]:
                        token.may_be(sought, WEIGHTS.synonym)
                if size > 1 and key in self._phrases:
                    covered.update(range(at, at + size))
        return covered

    def _add_ways(self, token: Token, *, last: bool) -> None:
        term = token.term
        if term in self._lexicon:
            token.may_be((term,), 1.0)
        for number in self._numbers:
            if len(term) == number.digits and term.startswith(number.begins) and _DIGITS.fullmatch(term):
                for sought in number.sought:
                    token.may_be(sought, WEIGHTS.synonym)
        known = bool(token.ways)
        for table, key, weight in (
            (self._skeletons, skeleton(term), WEIGHTS.skeleton),
            (self._roots, root(term), WEIGHTS.root),
        ):
            for other in table.get(key, ()):
                token.may_be((other,), weight)
        if not known:
            self._guess(token, last=last)

    def _guess(self, token: Token, *, last: bool) -> None:
        """Nothing stands for the word: it may be half typed, misspelt by one letter, or Arabic in Latin letters."""
        term = token.term
        if last and len(term) >= LIMITS["start"]:
            for other in [each for each in self._sorted if each.startswith(term)][: LIMITS["starts"]]:
                token.may_be((other,), WEIGHTS.start)
        if len(token.words) == 1 and not _DIGITS.fullmatch(term):
            self._add_slips(token)
            for other in self._sounds.get(sound(term), ()) if not is_arabic(term) else ():
                token.may_be((other,), WEIGHTS.sound)

    def _add_slips(self, token: Token) -> None:
        typed = token.words[0].text
        if len(typed) < LIMITS["slip"]:
            return
        for meant in sorted(slips(typed)):
            term = stem(meant)
            weight = WEIGHTS.likely_slip if _is_likely(typed, meant) else WEIGHTS.slip
            found = [(term,)] if term in self._lexicon else self._phrases.get((term,), ())
            for phrase in found:
                is_new = phrase not in token.ways or phrase in token.slips  # a plural or a half-typed word is no slip
                if is_new and token.ways.get(phrase, 0.0) < weight:
                    token.slips[phrase] = meant
                token.may_be(phrase, weight)


def _by(key: Callable[[str], str], stems: Iterable[str]) -> Mapping[str, Sequence[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for each in sorted(stems):
        if found := key(each):
            table[found].append(each)
    return table


def _is_likely(typed: str, meant: str) -> bool:
    """Whether the slip is two letters exchanged, or a letter that looks or sounds like the other."""
    if len(typed) != len(meant):
        return False
    differ = [at for at in range(len(typed)) if typed[at] != meant[at]]
    if len(differ) == 2:
        return True
    return any(typed[differ[0]] in letters and meant[differ[0]] in letters for letters in ALIKE)
