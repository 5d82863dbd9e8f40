"""What the search reads of a page: its sections and lines, from the rendered text, so that facts and tables are found too.

Knows HTML, and nothing of MkDocs.
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from forms_service.search.pages import Page, Section

LINES = {
    "p",
    "li",
    "dt",
    "dd",
    "tr",
    "summary",
    "figcaption",
    "blockquote",
    "b",
    "div",
    "section",
    "ul",
    "ol",
    "details",
}
CELLS = {"td", "th"}
HEADINGS = {"h2", "h3"}
UNREAD = {"svg", "script", "style", "template", "nav"}
DOWNLOADS = {"application/pdf"}
"""What a link to such a file says is its size, which nobody looks for."""
VOID = {"br", "img", "input", "hr", "wbr", "source", "col"}
LONGEST = 240
"""Signs of a line; a longer sentence is cut between words."""

_SENTENCE = re.compile(r"(?<=[.؟!؛:])\s+")


class Reader(HTMLParser):
    """The sections of a rendered page, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[tuple[str, str, list[str]]] = [("", "", [])]
        self._text: list[str] = []
        self._unread = 0
        self._anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self._text.append(" ")
        elif tag in UNREAD or self._unread or dict(attrs).get("type") in DOWNLOADS:
            self._unread += 1
        elif tag in HEADINGS | {"h1"}:
            self._end_line()
            self._anchor = dict(attrs).get("id") or ""
        elif tag in LINES:
            self._end_line()
        elif tag in CELLS:
            self._text.append(" · " if "".join(self._text).strip() else "")

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            self._unread -= tag not in VOID
        elif tag in HEADINGS:
            self.sections.append((self._anchor, self._taken(), []))
        elif tag == "h1":
            self._taken()
        elif tag in LINES:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._text.append(data)

    def _taken(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        return text

    def _end_line(self) -> None:
        text = self._taken()
        if text:
            self.sections[-1][2].extend(sentences(text))

    def close(self) -> None:
        super().close()
        self._end_line()


def sentences(text: str) -> Iterator[str]:
    """A text in lines that can be shown under a result."""
    for sentence in _SENTENCE.split(text):
        rest = sentence
        while len(rest) > LONGEST:
            cut = rest.rfind(" ", 0, LONGEST) + 1 or LONGEST
            yield rest[:cut].rstrip()
            rest = rest[cut:]
        yield rest


def read_page(url: str, title: str, description: str, keywords: Iterable[str], content: str) -> Page:
    """A page of the site as it is searched; `content` is its rendered text."""
    reader = Reader()
    reader.feed(content)
    reader.close()
    sections = tuple(Section(anchor, heading, tuple(lines)) for anchor, heading, lines in reader.sections)
    return Page(url, title, description, tuple(keywords), sections)
