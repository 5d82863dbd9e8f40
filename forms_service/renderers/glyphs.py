"""Which signs the fonts of paper can draw, read from the fonts themselves. What they lack is told, never left out in silence."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category

from forms_service.renderers.typesetting import FOLDERS

_JOINERS = frozenset("\u200c\u200d")
_STYLES = ("-Regular", "-Bold")
"""A word that is drawn light in one place and strong in another must be there in both."""


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
    """What each family can draw, in every style that paper uses."""
    return tuple(
        frozenset.intersection(*(signs_of(file.read_bytes()) for file in sorted(folder.iterdir()) if _is_used(file)))
        for folder in FOLDERS
    )


def _is_used(file: Path) -> bool:
    return file.stem.endswith(_STYLES)


def signs_of(font: bytes) -> frozenset[int]:
    """The code points that an OpenType font has glyphs for: of its Unicode tables (`cmap` formats 4 and 12)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    cmap = tables[b"cmap"]
    parts = struct.unpack_from(">H", font, cmap + 2)[0]
    starts = {cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * part)[0] for part in range(parts)}
    return frozenset(sign for start in starts for sign in _READERS.get(_format(font, start), _nothing)(font, start))


def _format(font: bytes, start: int) -> int:
    return int(struct.unpack_from(">H", font, start)[0])


def _nothing(_font: bytes, _start: int) -> Iterator[int]:
    return iter(())


def _segments(font: bytes, start: int) -> Iterator[int]:
    """Format 4: ranges of 16 bits, each with a shift or a list of glyphs; glyph 0 is none."""
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    at = [start + 14, *(start + 16 + 2 * count * part for part in (1, 2, 3))]
    ends, firsts, shifts, lists = (struct.unpack_from(f">{count}H", font, place) for place in at)
    for part, (first, end, shift, offset) in enumerate(zip(firsts, ends, shifts, lists, strict=True)):
        for sign in range(first, min(end, 0xFFFE) + 1):
            listed = at[3] + 2 * part + offset + 2 * (sign - first)
            glyph = struct.unpack_from(">H", font, listed)[0] if offset else sign + shift
            if glyph % 0x10000:
                yield sign


def _groups(font: bytes, start: int) -> Iterator[int]:
    """Format 12: ranges of 32 bits, each with its first glyph."""
    for group in range(struct.unpack_from(">I", font, start + 12)[0]):
        first, end, glyph = struct.unpack_from(">3I", font, start + 16 + 12 * group)
        yield from range(first + (glyph == 0), end + 1)


_READERS = {4: _segments, 12: _groups}
