"""Which signs the fonts of paper can draw, read from the fonts themselves. What they lack is told, never left out in silence."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # ships no types

from forms_service.renderers.typesetting import FONTS

_JOINERS = frozenset("\u200c\u200d")


def clusters(text: str) -> Iterator[str]:
    """The text letter by letter, each with the signs that stand on it: a font draws them together or not at all."""
    letter = ""
    for sign in text:
        if letter and (category(sign)[0] == "M" or sign in _JOINERS):
            letter += sign
        else:
            if letter:
                yield letter
            letter = sign
    if letter:
        yield letter


def can_draw(letter: str) -> bool:
    """Whether one of the fonts has all of this letter."""
    signs = {ord(sign) for sign in letter if sign not in _JOINERS}
    return any(signs <= font for font in _drawn())


@cache
def _drawn() -> tuple[frozenset[int], ...]:
    """What each family can draw, light and strong: a word may stand in both."""
    return tuple(frozenset.intersection(*map(_signs_of, files)) for files in FONTS.values())


def _signs_of(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
