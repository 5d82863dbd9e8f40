"""The only door to typst, which sets Arabic itself: our fonts only, nothing of the machine, the same bytes each time.

Values reach a layout as JSON and never as typst source, so nothing in a text can be read as markup. A layout reads no file:
it is given its values, and `furniture.typ` beside this module.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_amiri  # type: ignore[import-untyped] # ships no types
import fontpkg_ibm_plex_sans_arabic  # type: ignore[import-untyped] # ships no types
import manimgx_fonts  # type: ignore[import-untyped] # ships no types
import typst

FURNITURE = Path(__file__).with_name("furniture.typ")
# Every sign has its Unicode text, and what a screen reader goes through is marked, in its order.
STANDARDS = ["ua-1", "a-2a"]
_AMIRI, _PLEX, _NOTO = (
    Path(package.__file__).parent for package in (fontpkg_amiri, fontpkg_ibm_plex_sans_arabic, manimgx_fonts)
)
_OF_NOTO = (
    "Sans", "Sans Bengali", "Sans Devanagari", "Sans Ethiopic", "Sans Gujarati", "Sans Gurmukhi", "Sans Kannada", "Sans Khmer",
    "Sans Malayalam", "Sans Myanmar", "Sans Sinhala", "Sans Tamil", "Sans Telugu", "Sans Thai", "Emoji",
)  # fmt: skip
FONTS: Mapping[str, Sequence[Path]] = {
    "Amiri": [_AMIRI / "files" / f"Amiri-{style}.ttf" for style in ("Regular", "Bold")],
    "IBM Plex Sans Arabic": [_PLEX / "files" / f"IBMPlexSansArabic-{style}.ttf" for style in ("Regular", "Bold")],
    **{f"Noto {script}": [_NOTO / f"Noto{script.replace(' ', '')}[wght].ttf"] for script in _OF_NOTO},
}
"""The families of paper, in the order in which they are asked for a letter, with the files of what is drawn light and strong."""


class CannotBeSet(Exception):
    """A layout or a text that typst refuses; says why in one line."""


def pdf(layout: Path, sheet: Mapping[str, object], *, timestamp: int) -> bytes:
    """The layout with these values as a tagged PDF/UA-1 and PDF/A-2a, dated `timestamp` (seconds since 1970).

    Raises CannotBeSet, also where typst only warns: a sign that no font has, a label that is missing.
    """
    return _set(layout, sheet, format="pdf", pdf_standards=STANDARDS, timestamp=timestamp)


def png(layout: Path, sheet: Mapping[str, object]) -> bytes:
    """The layout's one page with these values as a picture, one pixel to its point. Raises CannotBeSet."""
    return _set(layout, sheet, format="png", ppi=72)


@cache
def _fonts() -> typst.Fonts:
    folders = {file.parent for files in FONTS.values() for file in files}
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted(folders))


def _set(layout: Path, sheet: Mapping[str, object], **options: Any) -> bytes:
    files: Any = {
        "main": layout.read_bytes(),
        FURNITURE.name: FURNITURE.read_bytes(),
    }  # the stubs know single files only
    compiler = typst.Compiler(files, font_paths=_fonts(), sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)})
    try:
        result, warnings = compiler.compile_with_warnings(**options)
    except typst.TypstError as error:
        raise CannotBeSet(" ".join([error.message, *error.hints])) from None
    if warnings:
        raise CannotBeSet("; ".join(warning.message for warning in warnings))
    if not isinstance(result, bytes):
        raise CannotBeSet("more than one page where one was asked for")
    return result
