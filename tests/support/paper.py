"""Reads a PDF as a browser does (pypdfium2 is Chromium's reader), and looks at what it says about itself (pikepdf)."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from unicodedata import category, combining, normalize
from xml.etree.ElementTree import Element

import pikepdf
import pypdfium2

# Above and below this many points stand the running header and footer.
HEADER, FOOTER = 62, 64
LINE = 8
# Signs that steer the direction and the breaks of a line; no reader sees them.
UNSEEN = re.compile("[\u0002\u00ad\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufffe]")
# What lists are numbered and marked with: a browser draws these beside the text.
NUMERAL = re.compile(r"[.]?[0-9٠-٩]+[.]?|[•–]")
PUNCTUATION = "«»().،؛:؟"
SCREEN_ONLY = {"back", "actions", "toc-phone", "print-status"}
INLINE = {"a", "abbr", "b", "bdi", "code", "em", "small", "span", "strong", "time"}


def pages(content: bytes) -> list[str]:
    """The text of each page, its header and footer included."""
    with pypdfium2.PdfDocument(content) as document:
        return [_seen(page.get_textpage().get_text_bounded()) for page in document]


def bodies(content: bytes) -> list[str]:
    """The text of each page without its header and footer."""
    with pypdfium2.PdfDocument(content) as document:
        return [
            _seen(page.get_textpage().get_text_bounded(bottom=FOOTER, top=page.get_height() - HEADER))
            for page in document
        ]


def drawn_lines(content: bytes) -> list[str]:
    """The signs from left to right, line by line and page by page: a reader puts foreign runs in an order of its own."""
    with pypdfium2.PdfDocument(content) as document:
        return [line for page in document for line in _lines_of(page.get_textpage())]


def _lines_of(text: Any) -> list[str]:
    boxes = [(text.get_charbox(at, loose=True), at) for at in range(text.count_chars())]
    signs = sorted((-(bottom + top) / 2, left, _sign(text, at)) for (left, bottom, _, top), at in boxes)
    lines: list[list[tuple[float, str]]] = []
    above = float("-inf")
    for middle, left, sign in signs:
        if middle - above > LINE:
            lines.append([])
        lines[-1].append((left, sign))
        above = middle
    return ["".join(sign for _, sign in sorted(line) if not category(sign).startswith("C")) for line in lines]


def words(text: str) -> list[str]:
    """Words without the signs around them: those are mirrored and moved when a line is put in order."""
    found = (each.strip(PUNCTUATION) for each in _seen(text).split() if not NUMERAL.fullmatch(each))
    return [each for each in found if each]


def bare(text: str) -> list[str]:
    """Words without vowel signs, which a reader finds beside their letter where one stands over a shadda."""
    plain = "".join(
        sign for sign in normalize("NFD", _seen(text)) if not combining(sign) or sign in "\u0653\u0654\u0655"
    )
    return words(normalize("NFC", plain))


def follow(said: str, found: list[str]) -> bool:
    """Whether the words of a sentence stand in what was found (`bare`) one after another."""
    wanted = bare(said)
    return any(found[at : at + len(wanted)] == wanted for at in range(len(found)))


def said(element: Element) -> str:
    """What an article of the site says on paper: without what serves the screen."""
    if element.get("aria-hidden") == "true" or SCREEN_ONLY & set(element.get("class", "").split()):
        return ""
    text = (element.text or "") + "".join(said(child) + (child.tail or "") for child in element)
    return text if element.tag in INLINE else f"\n{text}\n"


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def links(content: bytes) -> list[str]:
    """The addresses that the document leads to."""
    return [str(note.A.URI) for note in _notes(content) if "/A" in note and "/URI" in note.A]


def inner_links(content: bytes) -> int:
    """How many links lead to another place of the document."""
    return sum("/Dest" in note or "/D" in note.get("/A", {}) for note in _notes(content))


def _notes(content: bytes) -> Iterator[Any]:
    return (note for page in opened(content).pages for note in page.get("/Annots", []))


def _seen(text: str) -> str:
    return normalize("NFKC", UNSEEN.sub("", text))


def _sign(text: Any, at: int) -> str:
    return chr(pypdfium2.raw.FPDFText_GetUnicode(text, at))
