"""From a text to its words, and from a word to what is looked up: stem, skeleton, root, sound, and the slips of one letter.

docs/assets/search/arabic.js says the same in JavaScript; a test compares the two word by word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from forms_service.arabic.folding import fold
from forms_service.arabic.tables import (
    AFTER,
    ALPHABET,
    ARTICLES,
    BEFORE,
    INSIDE,
    LATIN,
    LEAST,
    LEAST_OF_ARTICLE,
    LED,
    NO_ARTICLE,
    SELDOM,
    SOUNDS,
    SUFFIXES,
)


def _marks() -> str:
    """The combining marks as a character class: they belong to their word, and a word of `re` is without them."""
    # Of the first plane only: a class with signs beyond it is looked through one by one, and reading takes three times as long.
    return "".join(f"\\u{sign:04x}" for sign in range(0x10000) if unicodedata.category(chr(sign))[0] == "M")


_RUN = re.compile(rf"[\w{_marks()}{INSIDE}]+")
_PIECE = re.compile(r"[\u0600-\u06ff]+|[^\u0600-\u06ff]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_WORD_SIGNS = re.compile(rf"[\w{_marks()}]+")
_DOUBLE = re.compile(r"(.)\1+")
_WEAK = re.compile(r"ا|(?<=.)[وي]")
_HEARD = re.compile("|".join(sorted(map(re.escape, SOUNDS), key=lambda sound: (-len(sound), sound))))
_AROUND_LATIN = re.compile(r"^[ae]l|(?<=[aeiou])h$|a+t$|(?:ee|oo|i|u)n$")
_ENDINGS = tuple(suffix for suffix, _ in SUFFIXES)
_BOTH_ENDS = sorted(
    ((before, after) for before in BEFORE for after in AFTER if before or after),
    key=lambda ends: len(ends[0]) + len(ends[1]),
)


WORDS_KEPT = 32_768


class Word(NamedTuple):
    """A folded word, and where it stands in the text it was read from."""

    text: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The folded words of a text, in order. Digits and Latin letters that touch Arabic ones are words of their own."""
    for run in _RUN.finditer(text.replace("_", " ")):
        for piece in _pieces(run[0]):
            yield Word(piece, run.start(), run.end())


@lru_cache(maxsize=WORDS_KEPT)
def _pieces(run: str) -> tuple[str, ...]:
    return tuple(piece for part in _WORD_SIGNS.findall(fold(run).replace("_", " ")) for piece in _PIECE.findall(part))


def is_arabic(word: str) -> bool:
    """Whether a folded word is written in Arabic letters."""
    return bool(_ARABIC.match(word))


def stem(word: str) -> str:
    """A folded word without its article and one ending; three letters remain, of a short word with an article two."""
    rest = word
    if word.startswith(ARTICLES) and not word.startswith(NO_ARTICLE):
        left = (word[len(article) :] for article in ARTICLES if word.startswith(article))
        rest = next((each for each in left if len(each) >= LEAST_OF_ARTICLE), word)
    if rest.endswith(_ENDINGS):
        for suffix, least in SUFFIXES:
            if rest.endswith(suffix) and len(rest) - len(suffix) >= least:
                return rest[: -len(suffix)]
    return rest


def skeleton(term: str) -> str:
    """The consonants of an Arabic stem, by which a broken plural meets its singular; empty for other words."""
    return _DOUBLE.sub(r"\1", _WEAK.sub("", term)) if is_arabic(term) else ""


def root(term: str) -> str:
    """The skeleton without what forms of one root begin with: تسجيل and مسجل meet."""
    bones = skeleton(term)
    return next((bones[len(led) :] for led in LED if bones.startswith(led) and len(bones) - len(led) >= LEAST), bones)


def sound(word: str) -> str:
    """How a word's consonants sound, the same for `tabaru3at` and تبرع; empty where there are fewer than three."""
    plain = word if is_arabic(word) else _DOUBLE.sub(r"\1", _AROUND_LATIN.sub("", word))
    heard = "".join(SOUNDS[sign] for sign in _HEARD.findall(plain))
    return heard if len(heard) >= LEAST else ""


def slips(word: str) -> set[str]:
    """Every word that one letter more, less, other, or two letters exchanged make of this one."""
    letters = ALPHABET if is_arabic(word) else LATIN
    ends = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {a + b[1:] for a, b in ends if b}
    other = {a + letter + b[1:] for a, b in ends if b for letter in letters}
    more = {a + letter + b for a, b in ends for letter in letters}
    turned = {a + b[1] + b[0] + b[2:] for a, b in ends if len(b) > 1}
    return (less | other | more | turned) - {word}


class Lexicon:
    """The stems of one site: what its words are looked up as."""

    def __init__(self, stems: Iterable[str]) -> None:
        self.stems = frozenset(stems)
        self.term = lru_cache(maxsize=WORDS_KEPT)(self._term)

    @classmethod
    def of(cls, found: Iterable[str]) -> "Lexicon":
        """The stems of these folded words. A word that is another's stem with something written onto it adds none."""
        stems: set[str] = set()
        for word in sorted(set(found), key=lambda word: (len(word), word)):
            if not _known_as(word, stems):
                stems.add(stem(word))
        return cls(stems)

    def terms(self, text: str) -> frozenset[str]:
        """What the words of a text are looked up as."""
        return frozenset(self.term(piece) for run in _RUN.findall(text.replace("_", " ")) for piece in _pieces(run))

    def _term(self, word: str) -> str:
        """What a folded word is looked up as: its stem, or the site's stem inside it, or the stem that nobody knows."""
        return _known_as(word, self.stems) or stem(word)

    def __contains__(self, term: str) -> bool:
        return term in self.stems


def _known_as(word: str, stems: frozenset[str] | set[str]) -> str:
    """The known stem of a word, with as little taken off as can be; empty where there is none."""
    if (whole := stem(word)) in stems:
        return whole
    if not is_arabic(word):
        return ""
    for before, after in _BOTH_ENDS:
        if word.startswith(before) and word.endswith(after) and len(word) - len(before) - len(after) >= LEAST:
            # A taa marbuta before an ending is written as taa: خدمتك is خدمة and ك.
            rest = stem(word[len(before) : len(word) - len(after)] + ("ه" if after.startswith("ت") else ""))
            if rest in stems and len(rest) >= LEAST + before.endswith(SELDOM):
                return rest
    return ""
