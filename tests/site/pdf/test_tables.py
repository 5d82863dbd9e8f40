"""Columns have the room that their words need, and a table to be signed has room for a hand."""

from docs.hooks.pdf.tables import lay_out
from docs.hooks.pdf.tree import read


def table(head: list[str], *rows: list[str]):
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    html = (
        f"<table><thead><tr>{''.join(f'<th>{name}</th>' for name in head)}</tr></thead><tbody>{cells}</tbody></table>"
    )
    root = read(html)
    lay_out(root)
    return root["kids"][0]


def test_a_column_of_longer_texts_is_wider():
    number, name, text = table(["م", "الاسم", "الشرح"], ["١", "علي عتيق", "شرح طويل يحتاج إلى مكان أوسع من غيره"])[
        "weights"
    ]
    assert number < name < text


def test_no_column_is_narrower_than_its_longest_word():
    assert table(["م", "الملاحظة"], ["والاستراتيجيات", "لا شيء"])["weights"][0] >= len("والاستراتيجيات")


def test_a_column_that_is_empty_throughout_waits_for_a_hand():
    assert table(["الاسم", "التوقيع"], ["علي", ""], ["فايز", ""])["blank"]
    assert not table(["الاسم", "ملاحظة"], ["علي", ""], ["فايز", "غائب"])["blank"]


def test_head_and_rows_are_told_apart():
    found = table(["أ", "ب"], ["1", "2"], ["3", "4"])
    assert [cell["kids"] for cell in found["head"]] == [["أ"], ["ب"]]
    assert [[cell["kids"][0] for cell in row] for row in found["rows"]] == [["1", "2"], ["3", "4"]]


def test_a_table_without_rows_waits_for_nobody():
    assert not table(["الاسم", "التوقيع"])["blank"]


def test_a_signature_has_room():
    (name, signature) = table(["الاسم", "التوقيع"], ["علي عتيق", ""])["weights"]
    assert signature > name
