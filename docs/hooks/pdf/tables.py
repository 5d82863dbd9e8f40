"""How wide the columns of a printed table are, and which of its rows wait for a hand to write in them."""

from math import sqrt

from docs.hooks.pdf.tree import Node, nodes, words

# In signs: no column narrower or wider than these, however little or much it says.
NARROW, WIDE = 4, 60


def lay_out(root: Node) -> None:
    """Give each table of the tree its rows of cells, its columns' weights and, where columns are blank, room to write.

    `head` and `rows` are lists of cells; `weights` are shares of the width; `blank` says that a column is empty throughout,
    as that of a signature is.
    """
    for table in nodes(root):
        if table["tag"] == "table":
            head, *rows = _rows(table)
            table.update(head=head, rows=rows, weights=weights([head, *rows]))
            table["blank"] = any(not any(map(words, column)) for column in zip(*rows, strict=True))
            table["kids"] = []


def weights(rows: list[list[Node]]) -> list[float]:
    """The share of the width for each column: the room of its longest word and the root of its longest text."""
    return [round(max(map(_need, column)), 2) for column in zip(*rows, strict=True)]


def _need(cell: Node) -> float:
    text = words(cell)
    longest = max(map(len, text.split()), default=0)
    return max(NARROW, longest, 2 * sqrt(min(len(text), WIDE)))


def _rows(table: Node) -> list[list[Node]]:
    return [row["kids"] for row in nodes(table) if row["tag"] == "tr"]
