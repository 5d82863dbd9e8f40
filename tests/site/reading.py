"""Reads a page strictly: every element is closed where it was opened, as our templates write them."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says an attribute twice, line {self.getpos()[0]}"
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>, line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data):
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def parsed(source: str, name: str) -> Element:
    """The page's root element; `name` is what a complaint calls the page."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    assert reader.open == [reader.root], f"{name}: <{reader.open[-1].tag}> stays open"
    (html,) = reader.root
    return html


class BuiltPage:
    """One page of a built site, at the address people ask for."""

    def __init__(self, folder: Path, address: str) -> None:
        self.address = address
        name = address.lstrip("/")
        self.file = folder / (name if name.endswith(".html") else f"{name}index.html")
        self.source = self.file.read_text(encoding="utf-8")
        self.html = parsed(self.source, address)

    def all(self, tag: str = "*", **attributes: str) -> list[Element]:
        """Every element with this tag and these attributes; `class_` is one of its classes."""
        wanted = attributes.pop("class_", None)
        return [
            element
            for element in self.html.iter(None if tag == "*" else tag)
            if (wanted is None or wanted in element.get("class", "").split())
            and all(element.get(name.replace("_", "-")) == value for name, value in attributes.items())
        ]

    def ids(self) -> list[str]:
        return [element.get("id", "") for element in self.all() if "id" in element.attrib]

    def voices(self, voice: str) -> Iterator[Element]:
        """The boxes of one voice: policy, simple, editorial; without their titles."""
        for box in self.all("div", class_=voice):
            title = box[0]
            assert title.tag == "b"
            box.text, title.text = "", ""
            yield box


def words(element: Element) -> str:
    """What an element says, with single spaces."""
    return " ".join("".join(element.itertext()).split())
