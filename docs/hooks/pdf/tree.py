"""A page's HTML as the small tree that document.typ draws: `{"tag": …, "kids": […]}` and strings with tidy spaces.

Knows neither MkDocs nor typst. What document.typ cannot draw is refused by name, so that no word is lost without notice.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, cast
from unicodedata import bidirectional

Node = dict[str, Any]
Kid = Node | str

BLOCKS = {"blockquote", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p", "section"}
BLOCKS |= {"summary", "table", "tbody", "td", "th", "thead", "tr", "ul"}
INLINE = {"a", "abbr", "b", "bdi", "br", "code", "em", "i", "small", "span", "strong", "time"}
VOID = {"br", "hr"}
# What serves the screen: the way back, buttons, the page's own list of contents. The PDF has its status in each header.
SCREEN_ONLY = {"back", "actions", "toc-phone", "print-status"}
SPACES = re.compile(r"[ \t\n\r\f]+")
ROOT = "div"


class CannotBePrinted(Exception):
    """An element that the PDF's layout does not know; the text names it and its line in the page."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Node = {"tag": ROOT, "kids": []}
        self.open = [self.root]
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        if self.hidden or names.get("aria-hidden") == "true" or SCREEN_ONLY & set(names.get("class", "").split()):
            self.hidden += tag not in VOID
            return
        if tag not in BLOCKS | INLINE:
            raise CannotBePrinted(f"<{tag}>, line {self.getpos()[0]} of the page's HTML")
        node: Node = {"tag": tag, "kids": []}
        for name, key in (("id", "id"), ("href", "href"), ("dir", "dir"), ("start", "start")):
            if name in names:
                node[key] = names[name]
        if "class" in names:
            node["classes"] = names["class"].split()
        self.open[-1]["kids"].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.hidden:
            self.hidden -= 1
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.open[-1]["kids"].append(data)


def read(html: str) -> Node:
    """The tree of a page's content, spaces as a browser shows them. Raises CannotBePrinted."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    _tidy(reader.root)
    return reader.root


def take_title(root: Node) -> Node:
    """The first heading of the page, taken out of it. Raises LookupError where there is none."""
    for kids in _families(root):
        for place, kid in enumerate(kids):
            if isinstance(kid, dict) and kid["tag"] == "h1":
                return cast("Node", kids.pop(place))
    raise LookupError("a page without <h1>")


def nodes(root: Node) -> Iterator[Node]:
    """Every element of the tree, the root first."""
    yield root
    for kid in root["kids"]:
        if isinstance(kid, dict):
            yield from nodes(kid)


def words(kid: Kid) -> str:
    """What an element says, with single spaces."""
    return " ".join(_text(kid).split())


def _text(kid: Kid) -> str:
    return kid if isinstance(kid, str) else "".join(map(_text, kid["kids"]))


def _families(root: Node) -> Iterator[list[Kid]]:
    return (node["kids"] for node in nodes(root))


def _tidy(node: Node) -> None:
    """Collapse white space, drop it beside blocks, and say which way an isolated run reads."""
    kids: list[Kid] = []
    for kid in node["kids"]:
        if isinstance(kid, dict):
            _tidy(kid)
        kids.append(kid if isinstance(kid, dict) else SPACES.sub(" ", kid))
    block = _is_block(node)
    for place, kid in enumerate(kids):
        if isinstance(kid, str):
            if _is_edge(kids[place - 1] if place else None, at_end=block):
                kid = kid.removeprefix(" ")
            if _is_edge(kids[place + 1] if place + 1 < len(kids) else None, at_end=block):
                kid = kid.removesuffix(" ")
            kids[place] = kid
    node["kids"] = [kid for kid in kids if kid != ""]
    if node["tag"] == "bdi" and node.get("dir") not in ("ltr", "rtl"):
        node["dir"] = _direction(_text(node))


def _is_block(kid: Kid) -> bool:
    return isinstance(kid, dict) and kid["tag"] in BLOCKS


def _is_edge(neighbour: Kid | None, *, at_end: bool) -> bool:
    """Whether a browser shows no space there: beside a block or a break, or at the end of a block."""
    if neighbour is None:
        return at_end
    return _is_block(neighbour) or (isinstance(neighbour, dict) and neighbour["tag"] == "br")


def _direction(text: str) -> str:
    """The direction of the first letter, as <bdi> finds it."""
    first = next((sign for sign in map(bidirectional, text) if sign in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"
