"""Plain Markdown wears the design, and foreign runs never change places with the Arabic around them."""

import pytest
from markdown import markdown

from docs.hooks.markup import isolated
from tests.site.addresses import EVERY_PAGE

EXTENSIONS = ["admonition", "tables", "docs.hooks.markup"]
CONFIGS = {"tables": {"use_align_attribute": True}}


def apart(run: str) -> str:
    return f'<bdi dir="ltr">{run}</bdi>'


@pytest.mark.parametrize(
    "run",
    [
        "2024-09-13",
        "4829-3057-1166",
        "050 000 0001",
        "+92 300 1234567",
        "PDF",
        "WCAG 2.2 AA",
        "05XXXXXXXX",
        "a.b@example.org",
        "example.org/path",
        "Bahasa Indonesia",
        "COVID-19",
    ],
)
def test_a_foreign_run_is_set_apart(run: str):
    assert isolated(f"<p>نُشر {run}، ثم عُدّل</p>") == f"<p>نُشر {apart(run)}، ثم عُدّل</p>"
    assert isolated(f"<p>{run}.</p>") == f"<p>{apart(run)}.</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>في 22 نوفمبر 2026 (12 جمادى الآخرة 1448 هـ)، ٣ مرات، 1.5 و18</p>",
        '<p>كما في <bdi dir="ltr" class="code">2024-09-13</bdi> و<bdi dir="ltr"><code>make site</code></bdi></p>',
        '<p><a href="/a-b/2024-09-13/" title="a > b">رابط</a>&nbsp;&#8217;</p>',
        "<!-- 2024-09-13 PDF -->",
        '<svg viewBox="0 0 48 48"><title>Mark</title></svg>',
        '<pre dir="ltr"><code>a = 2024-09-13</code></pre>',
    ],
)
def test_what_reads_well_or_stands_apart_is_left(html: str):
    assert isolated(html) == html


def test_code_is_set_apart_whole():
    assert isolated("<p>اكتب <code>make site</code> ثم</p>") == f"<p>اكتب {apart('<code>make site</code>')} ثم</p>"
    assert isolated("<pre><code>a: 1\n</code></pre>") == '<pre dir="ltr"><code>a: 1\n</code></pre>'


def test_what_follows_a_run_that_stands_apart_is_seen_again():
    assert isolated("<bdi>A</bdi> ثم <b>B</b>") == f"<bdi>A</bdi> ثم <b>{apart('B')}</b>"


def test_a_table_carries_no_style_of_its_own():
    html = markdown("| أ | ب |\n|---:|:---:|\n| 1 | 2 |", extensions=EXTENSIONS, extension_configs=CONFIGS)
    assert "style" not in html
    assert "align" not in html
    assert '<td data-label="ب"><span>2</span></td>' in html


def test_a_cell_is_one_thing_beside_its_label_and_an_empty_one_is_empty():
    html = markdown("| أ | ب |\n|---|---|\n| **1** أو [2](x) | |", extensions=EXTENSIONS, extension_configs=CONFIGS)
    assert '<td data-label="أ"><span><strong>1</strong> أو <a href="x">2</a></span></td>' in html
    assert '<td data-label="ب"></td>' in html


def test_a_voice_becomes_the_box_of_that_voice():
    html = markdown('!!! policy "نص السياسة"\n    نص.', extensions=EXTENSIONS)
    assert '<div class="notice policy">\n<b>نص السياسة</b>' in html


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_foreign_run_of_a_page_stands_apart(page, address):
    _, main, rest = page(address).source.partition("<main")
    body = main + rest.partition("</main>")[0]
    assert isolated(body) == body
