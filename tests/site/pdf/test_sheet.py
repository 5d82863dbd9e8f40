"""What the layout is told of a document, and what it draws of it."""

from datetime import UTC, datetime

import pytest

from forms_service.renderers import typesetting
from docs.hooks.pdf.pages import LAYOUT
from docs.hooks.pdf.sheet import dated, sheet
from docs.hooks.pdf.tree import nodes
from forms_service.renderers.paper import qr
from tests.support import paper

PUBLIC = "https://example.org/"
ROWS = "".join(f"<tr><td>صف {number}</td><td>نص</td></tr>" for number in range(60))
LONG = f"<table><thead><tr><th>العمود الأول</th><th>العمود الثاني</th></tr></thead><tbody>{ROWS}</tbody></table>"


@pytest.fixture
def printed(original):
    def of(html: str, status: str = "draft", site_url: str = PUBLIC) -> bytes:
        found = original(html, status)
        return typesetting.pdf(
            LAYOUT, sheet(found, author="جمعية", site_url=site_url), timestamp=int(dated(found).timestamp())
        )

    return of


def hrefs(body):
    return {node["href"]: node.get("url") or node.get("target") for node in nodes(body) if "href" in node}


def test_links_are_whole_where_the_public_address_is_known(original):
    html = (
        '<h2 id="one">أ</h2><p><a href="#one">أ</a><a href="#nowhere">ب</a><a href="../b/">ج</a>'
        '<a href="/forms/track/">د</a><a href="tel:+966500000001">هـ</a></p>'
    )
    assert hrefs(sheet(original(html), author="ج", site_url=PUBLIC)["body"]) == {
        "#one": "one",
        "#nowhere": f"{PUBLIC}documents/a/#nowhere",
        "../b/": f"{PUBLIC}documents/b/",
        "/forms/track/": f"{PUBLIC}forms/track/",
        "tel:+966500000001": "tel:+966500000001",
    }
    assert hrefs(sheet(original(html), author="ج", site_url="")["body"]) == {
        "#one": "one",
        "#nowhere": None,
        "../b/": None,
        "/forms/track/": None,
        "tel:+966500000001": "tel:+966500000001",
    }


def test_a_document_is_dated_by_its_newest_change(original):
    assert dated(original("")) == datetime(2026, 11, 22, tzinfo=UTC)


def test_the_qr_code_and_the_address_need_the_public_address(original):
    known, unknown = (sheet(original(""), author="ج", site_url=url) for url in (PUBLIC, ""))
    assert (known["qr"], known["shown"]) == (qr(f"{PUBLIC}documents/a/"), "example.org/documents/a/")
    assert (unknown["qr"], unknown["shown"]) == ("", "/documents/a/")


def test_a_long_table_says_its_columns_on_each_page(printed):
    bodies = paper.bodies(printed(LONG))
    assert len(bodies) > 1
    assert [body.count("العمود الأول") for body in bodies] == [1] * len(bodies)


def test_policy_counts_in_arabic_numerals_and_our_words_in_western_ones(printed):
    html = '<ol><li>بند</li></ol><div class="notice policy"><b>نص السياسة</b><ol><li>بند</li></ol></div>'
    (body,) = paper.bodies(printed(html))
    assert "1" in body
    assert "١" in body


def test_every_page_has_the_status_and_its_number(printed):
    found = paper.pages(printed(LONG))
    for number, text in enumerate(found, start=1):
        assert paper.words("مسودة — بانتظار اعتماد مجلس الإدارة")[-3:] == [
            word for word in paper.words(text) if word in ("اعتماد", "مجلس", "الإدارة")
        ]
        assert {"صفحة", "من"} <= set(text.split())
        assert {str(number), str(len(found))} <= set(text.split())


def test_the_address_is_drawn_on_the_page(printed):
    assert any("example.org/documents/a/" in line for line in paper.drawn_lines(printed("")))
    assert any("/documents/a/" in line for line in paper.drawn_lines(printed("", site_url="")))


def test_foreign_runs_are_drawn_from_left_to_right(printed):
    html = '<p>كتب <bdi dir="ltr">relations@example.org</bdi> في <bdi dir="ltr">2026-11-22</bdi>.</p>'
    (line,) = [line for line in paper.drawn_lines(printed(html)) if "@" in line]
    assert "relations@example.org" in line
    assert "2026-11-22" in line
    assert line.index("2026-11-22") < line.index("relations@example.org")


def test_the_same_document_has_the_same_bytes(printed):
    assert printed(LONG) == printed(LONG)


def test_a_letter_that_the_fonts_lack_is_refused(printed):
    with pytest.raises(typesetting.CannotBeSet):
        printed("<p>বাংলা</p>")
