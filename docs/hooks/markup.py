"""Makes plain Markdown wear the design: voices become notices, tables become lists on phones, foreign runs stand apart."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

TAG = re.compile(r"""<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*>|&\#?\w+;""", re.DOTALL)
ELEMENT = re.compile(r"<(/?)([a-z0-9]+)", re.IGNORECASE)
APART = frozenset({"bdi", "code", "pre", "script", "style", "svg"})
_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9.@/:+'_-]*[A-Za-z0-9])?"
FOREIGN = re.compile(
    rf"""\+?\d+(?:-\d+)+          # a day, a reference: after Arabic the parts would change places
    | \+?\d{{2,}}(?:[ ]\d{{2,}})+    # a phone
    | (?=[+\d]*[A-Za-z])\+?{_WORD}(?:[ ]{_WORD})*  # words in Latin letters, with their numbers""",
    re.VERBOSE,
)


def isolated(html: str) -> str:
    """The markup with each foreign run of its text, and code, in `<bdi dir="ltr">`; what already stands apart is left."""
    done, at, inside = [], 0, 0
    for match in TAG.finditer(html):
        done.append(_apart(html[at : match.start()], inside))
        element = ELEMENT.match(match[0])
        opens, name = element and not element[1], element[2].lower() if element else ""
        inside += (1 if opens else -1) if name in APART else 0
        done.append(_framed(match[0], name, opens=bool(opens)) if inside == bool(opens) else match[0])
        at = match.end()
    return "".join([*done, _apart(html[at:], inside)])


def _framed(tag: str, name: str, *, opens: bool) -> str:
    """The tag of an outermost element, set apart where it is code."""
    if name == "pre":
        return '<pre dir="ltr">' if tag == "<pre>" else tag
    if name != "code":
        return tag
    return f'<bdi dir="ltr">{tag}' if opens else f"{tag}</bdi>"


def _apart(text: str, inside: int) -> str:
    return text if inside else FOREIGN.sub(r'<bdi dir="ltr">\g<0></bdi>', text)


class Notices(Treeprocessor):
    """`!!! policy "نص السياسة"` becomes the box of that voice: policy, simple or editorial."""

    def run(self, root: Element) -> None:
        """Rename the classes; the title becomes the box's first word."""
        for box in root.iter("div"):
            names = box.get("class", "").split()
            if names[:1] != ["admonition"]:
                continue
            box.set("class", " ".join(["notice", *names[1:]]))
            title = box[0]
            title.tag = "b"
            del title.attrib["class"]


class TablesAsLists(Treeprocessor):
    """Each cell carries the name of its column, so that a phone shows a row as a list; none carries a style of its own."""

    def run(self, root: Element) -> None:
        """Name the columns on every table of the page."""
        for table in root.iter("table"):
            table.set("class", "table list")
            for cell in table.iter():
                cell.attrib.pop("align", None)  # where a cell begins is the design's matter
            columns = ["".join(head.itertext()) for head in table.iter("th")]
            for head in table.iter("th"):
                head.set("scope", "col")
            for row in table.iter("tr"):
                for name, cell in zip(columns, row.findall("td"), strict=False):
                    cell.set("data-label", name)
                    _hold_together(cell)


def _hold_together(cell: Element) -> None:
    """Put what a cell says into one element: beside its label, words, links and codes would each become a column."""
    if cell.text or len(cell):
        whole = Element("span")
        whole.text, whole[:] = cell.text, list(cell)
        cell.text, cell[:] = None, [whole]


class Design(Extension):
    """Both of them, after the page's own markup has become a tree."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register with Markdown; 1 = after the inline markup is read."""
        md.treeprocessors.register(Notices(md), "notices", 1)
        md.treeprocessors.register(TablesAsLists(md), "tables_as_lists", 1)


def makeExtension(**settings: Any) -> Design:  # noqa: N802 - the library's name
    """What Markdown calls to load this module as an extension."""
    return Design(**settings)
