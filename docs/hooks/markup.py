"""Makes plain Markdown wear the design: voices become notices, tables become lists on phones."""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


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
    """Each cell carries the name of its column, so that a phone shows a row as a list."""

    def run(self, root: Element) -> None:
        """Name the columns on every table of the page."""
        for table in root.iter("table"):
            table.set("class", "table list")
            columns = ["".join(head.itertext()) for head in table.iter("th")]
            for head in table.iter("th"):
                head.set("scope", "col")
            for row in table.iter("tr"):
                for name, cell in zip(columns, row.findall("td"), strict=False):
                    cell.set("data-label", name)


class Design(Extension):
    """Both of them, after the page's own markup has become a tree."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register with Markdown; 1 = after the inline markup is read."""
        md.treeprocessors.register(Notices(md), "notices", 1)
        md.treeprocessors.register(TablesAsLists(md), "tables_as_lists", 1)


def makeExtension(**settings: Any) -> Design:  # noqa: N802 - the library's name
    """What Markdown calls to load this module as an extension."""
    return Design(**settings)
