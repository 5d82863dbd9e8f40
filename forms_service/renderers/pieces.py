"""A text in pieces, as paper draws it: which way each reads, where a line ends, and what our fonts cannot draw, told in its place.

What people typed is data all the way: the layout shows the pieces and reads none of them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from unicodedata import bidirectional

from forms_service.formkit.cleaning import clean_line, clean_lines
from forms_service.renderers.glyphs import can_draw, clusters

Piece = dict[str, Any]
"""`t`: the text; `d`: ltr or rtl where it is set apart; `lacks`: it stands for so many letters; `br`: a new line."""

LACKING = "[حروف لا تُطبع: %s]"
BREAK: Piece = {"br": True}
_CODE = re.compile(r"[+@A-Za-z0-9][\w@.+:/-]*[A-Za-z0-9]|[A-Za-z]")
_HAS_LATIN = re.compile(r"[A-Za-z]|[0-9]{5}|[0-9]-[0-9]")


def foreign_runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, and whether each is a code or a Latin word, which reads from left to right among Arabic."""
    at = 0
    for found in _CODE.finditer(text):
        if _HAS_LATIN.search(found.group()):
            yield text[at : found.start()], False
            yield found.group(), True
            at = found.end()
    yield text[at:], False


def said(text: object) -> list[Piece]:
    """Our own words: codes and Latin words in them are set apart."""
    return [
        {**piece, "d": "ltr"} if foreign else piece
        for part, foreign in foreign_runs(str(text))
        for piece in _drawn(part)
    ]


def code(text: object) -> list[Piece]:
    """A number, an address: from left to right as a whole."""
    return [{**piece, "d": "ltr"} for piece in _drawn(clean_line(str(text))[0])]


def typed(text: object) -> list[Piece]:
    """What a person typed, line by line, each in the direction of its first letter."""
    lines = clean_lines(str(text))[0].split("\n")
    return [piece for line in lines for piece in (BREAK, *_line(line))][1:]


def plain(pieces: Sequence[Piece]) -> str:
    """The pieces as one text again."""
    return "".join("\n" if "br" in piece else piece["t"] for piece in pieces)


def lacking(pieces: Sequence[Piece]) -> int:
    """How many letters of them cannot be drawn."""
    return sum(piece.get("lacks", 0) for piece in pieces)


def _line(line: str) -> list[Piece]:
    first = next((sign for sign in map(bidirectional, line) if sign in ("L", "R", "AL")), "R")
    return [{**piece, "d": "ltr" if first == "L" else "rtl"} for piece in _drawn(line)]


def _drawn(text: str) -> list[Piece]:
    found: list[Piece] = []
    for can, letters in groupby(clusters(text), key=can_draw):
        run = list(letters)
        found.append({"t": "".join(run)} if can else {"t": LACKING % len(run), "lacks": len(run)})
    return found
