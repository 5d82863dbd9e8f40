"""Reads what a page says out of its HTML: plain text, headings with their anchors, and links."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

_BLOCK = re.compile(
    r"address|blockquote|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|pre|section|summary|"
    r"table|tbody|thead|tr|ul"
)
_CELLS = frozenset({"td", "th"})
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_HEADING = re.compile(r"h([1-6])$")
_HOST = "http://site"


@dataclass(frozen=True)
class Heading:
    """A heading: its level from 1 to 6, the anchor that leads to it, its words."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Link:
    """Where a link leads, root-relative or whole, and its words."""

    url: str
    text: str


@dataclass(frozen=True)
class Content:
    """What a page says. In `text` each block is a line, and the cells of a row are parted by tabs."""

    text: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]


class _Reader(HTMLParser):
    """Collects while it reads. What is hidden from screen readers is drawing, not text."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.text: list[str] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self._open: list[tuple[str, dict[str, str], int]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._part(tag)
        if tag in _VOID:
            return
        self._hidden += given.get("aria-hidden") == "true"
        self._open.append((tag, given, len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open:
            return
        opened, given, start = self._open.pop()
        self._hidden -= given.get("aria-hidden") == "true"
        words = " ".join("".join(self.text[start:]).split())
        level = _HEADING.match(opened)
        if level:
            self.headings.append(Heading(int(level[1]), given.get("id", ""), words))
        elif opened == "a" and "href" in given:
            self.links.append(Link(urljoin(_HOST + self.address, given["href"]).removeprefix(_HOST), words))
        if _BLOCK.fullmatch(opened):
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(re.sub(r"\s+", " ", data))

    def _part(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag) or tag == "br":
            self.text.append("\n")
        elif tag in _CELLS:
            self.text.append("\t")


def read_page(html: str, address: str) -> Content:
    """What this HTML says at a root-relative address."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return Content(_lines("".join(reader.text)), tuple(reader.headings), tuple(reader.links))


def _lines(text: str) -> str:
    """Without empty lines, and without white space around words and cells."""
    lines = (
        "\t".join(" ".join(cell.split()) for cell in line.removeprefix("\t").split("\t")) for line in text.split("\n")
    )
    return "\n".join(line for line in lines if line.strip()) + "\n"
