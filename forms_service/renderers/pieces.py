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
"""`t`: the text; `d`: ltr or rtl where it is set apart; `lacks`: it stands for so many letters; `br`: a new line.

`parts` stand for the text of a run that is made of several pieces, in its own direction as a whole.
"""

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
    return _apart(clean_line(str(text))[0], "ltr")


def typed(text: object) -> list[Piece]:
    """What a person typed, line by line, each in the direction of its first letter."""
    lines = clean_lines(str(text))[0].split("\n")
    return [piece for line in lines for piece in (BREAK, *_apart(line, _direction(line)))][1:]


def plain(pieces: Sequence[Piece]) -> str:
    """The pieces as one text again."""
    return "".join(
        "\n" if "br" in piece else plain(piece["parts"]) if "parts" in piece else piece["t"] for piece in pieces
    )


def lacking(pieces: Sequence[Piece]) -> int:
    """How many letters of them cannot be drawn."""
    return sum(piece.get("lacks", 0) + lacking(piece.get("parts", ())) for piece in pieces)


def _apart(text: str, direction: str) -> list[Piece]:
    """The text as one run in this direction."""
    parts = _drawn(text)
    return [{"d": direction, **parts[0]}] if len(parts) == 1 else [{"d": direction, "parts": parts}] if parts else []


def _direction(line: str) -> str:
    """The direction of the first letter, as <bdi> finds it: from left to right where there is none."""
    first = next((sign for sign in map(bidirectional, line) if sign in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def _drawn(text: str) -> list[Piece]:
    """Runs of letters that no font has become one piece each, with the spaces between them."""
    found: list[Piece] = []
    for can, letters in groupby(clusters(text), key=can_draw):
        run = list(letters)
        if can:
            found.append({"t": "".join(run)})
        elif len(found) > 1 and found[-1]["t"].isspace() and "lacks" in found[-2]:
            count = found[-2]["lacks"] + len(run)
            found[-2:] = [{"t": LACKING % count, "lacks": count}]
        else:
            found.append({"t": LACKING % len(run), "lacks": len(run)})
    return found
