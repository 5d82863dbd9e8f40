"""How wide the columns of a printed table are, and which of its rows wait for a hand to write in them."""

from collections.abc import Sequence
from math import sqrt

from docs.hooks.pdf.tree import Node, nodes, words

# In signs: no column narrower or wider than these, however little or much it says.
NARROW, WIDE = 4, 60
SIGNATURE = 9


def lay_out(root: Node) -> None:
    """Give each table of the tree its cells, the weights of its columns, and room to write where columns are blank.

    `head` and `rows` are lists of cells. `weights` are shares of the width, by the longest word and the root of the longest text.
    `blank` says that a column is empty throughout, as that of a signature is.
    """
    for table in nodes(root):
        if table["tag"] == "table":
            head, *rows = [row["kids"] for row in nodes(table) if row["tag"] == "tr"]
            columns = list(zip(head, *rows, strict=True))
            blank = [bool(rows) and not any(map(words, below)) for _, *below in columns]
            weights = [SIGNATURE if empty else _need(column) for empty, column in zip(blank, columns, strict=True)]
            table.update(head=head, rows=rows, weights=weights, blank=any(blank), kids=[])


def _need(column: Sequence[Node]) -> float:
    said = [words(cell) for cell in column]
    longest = max(len(word) for text in said for word in [*text.split(), ""])
    return round(max(NARROW, longest, 2 * sqrt(min(max(map(len, said)), WIDE))), 2)
