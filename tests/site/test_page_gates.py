"""Each gate of the built pages sees what it is there for; the pages themselves pass, or the build of every other test fails."""

from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from docs.hooks.documents import Entry
from docs.hooks.front_matter import Change, Document, read
from docs.hooks.page_gates import SERVICE, Site, check_site
from docs.hooks.text_gates import Allowed

FRONT = "---\ndescription: وصف للصفحة طوله يزيد على أربعين حرفًا كما هو مطلوب\n---\n"
DOCUMENT = Document(
    code="a", status="draft", version="0.1", changes=(Change(date=date(2026, 11, 22), version="0.1", what="نُشرت"),)
)


def site(folder: Path, body: str, source: str = "", other: str = "", **changes: object) -> Site:
    """A site of two pages, `/a/` and `/b/`, whose first has this body under its h1."""
    pages = {"a": f"<h1>عنوان</h1>{body}", "b": f'<h1>عنوان</h1><h2 id="there">هنا</h2>{other}'}
    for name, main in pages.items():
        (folder / name).mkdir(exist_ok=True)
        html = f"<!DOCTYPE html><html><body><main>{main}</main></body></html>"
        (folder / name / "index.html").write_text(html, encoding="utf-8")
    (folder / "a" / "a.pdf").write_bytes(b"")
    (folder / "x.css").write_text("a { background: url('fonts/a.woff2') }", encoding="utf-8")
    sources = {"/a/": read(f"{FRONT}# عنوان {{ #top }}\n\n{source}\n", "docs/a.md")}
    return Site(**{"folder": folder, "public_url": "", "sources": sources, "documents": {}, **changes})


def said(*arguments: object, **changes: object) -> list[str]:
    return [str(problem) for problem in check_site(site(*arguments, **changes))]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<a href="/gone/">x</a>', "«/gone/» leads nowhere"),
        ('<a href="../gone/">x</a>', "«../gone/» leads nowhere"),
        ('<a href="/a/b.pdf">x</a>', "«/a/b.pdf» leads nowhere"),
        ('<a href="/forms/gone/">x</a>', "«/forms/gone/» leads nowhere"),
        ('<a href="/b/#gone">x</a>', "«/b/#gone» leads to a place that is not on its page"),
        ('<a href="#gone">x</a>', "«#gone» leads to a place"),
        ('<img src="/gone.svg" alt="">', "«/gone.svg» leads nowhere"),
        ('<img src="/a/a.pdf" srcset="/gone.png 2x" alt="">', "«/gone.png» leads nowhere"),
        ('<a href="https://example.org/">x</a>', "«https://example.org/» leads to another host"),
        ('<a href="//example.org/">x</a>', "another host"),
        ('<a href="mailto:a@example.org">x</a>', "another host"),
        ('<script src="https://example.org/x.js"></script>', "another host"),
        ('<p data-fact="x"><img src="https://example.org/x.png" alt=""></p>', "another host"),
        ("<h1>ثانٍ</h1>", "the page has 2 h1"),
        ("<h2>بلا معرّف</h2>", "1 h2 of the page have no id"),
        ('<p id="x"></p><p id="x"></p>', "the id «x» stands twice"),
        ('<p style="color: red"></p>', "<p style=…> is refused"),
        ('<p onclick="go()"></p>', "<p onclick=…> is refused"),
        ("<style>p { margin: 0 }</style>", "<style> is refused"),
        ("<script>go()</script>", "<script> with a text of its own is refused"),
        ("<p>خلال <b>أسبوعين</b></p>", "«أسبوعين» stands without"),
        ("<p>لجنة البحث الاجتماعي</p>", "the committee's name"),
    ],
)
def test_what_may_not_be_in_a_page_is_told(tmp_path: Path, body: str, words: str):
    (problem,) = said(tmp_path, body)
    assert problem.startswith("docs/a.md: ")
    assert words in problem


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/b/#there">x</a><a href="../b/">y</a><a href="/a/a.pdf">z</a><a href="#x" id="x">w</a>',
        *(f'<a href="{address}">x</a><a href="{address}?new">x</a>' for address in sorted(SERVICE)),
        '<p data-fact="x"><a href="https://example.org/">x</a><a href="tel:+966500000001">y</a></p>',
        '<script src="/x.css" defer></script><svg><path d="M0 0"/></svg>',
        "<p>خلال مدة لا تقل عن أسبوعين، ثم لجنة البحث.</p>",
        '<h3><a href="/b/">بطاقة</a></h3>',
    ],
)
def test_a_good_page_passes(tmp_path: Path, body: str):
    assert said(tmp_path, body) == []


def test_a_lost_link_is_told_with_the_line_that_wrote_it(tmp_path: Path):
    (problem,) = said(tmp_path, '<a href="/gone/">x</a>', source="سطر\n\n[x](/gone/)")
    assert problem == "docs/a.md:8: «/gone/» leads nowhere"
    (problem,) = said(tmp_path, '<a href="../b/#gone">x</a>', source="سطر\n\n[x](b.md#gone)")
    assert problem.startswith("docs/a.md:8: «../b/#gone»")


def test_what_the_text_gates_told_is_not_told_again(tmp_path: Path):
    assert said(tmp_path, "<p>خلال أسبوعين</p>", source="خلال أسبوعين") == []


def test_what_is_wrong_everywhere_is_told_once(tmp_path: Path):
    wrong = '<a href="/gone/">x</a>'
    assert said(tmp_path, wrong, other=wrong) == ["docs/templates: «/gone/» leads nowhere"]


def test_the_sites_own_address_is_no_other_host(tmp_path: Path):
    link = '<link rel="canonical" href="https://example.org/b/">'
    assert said(tmp_path, link, public_url="https://example.org/") == []
    assert len(said(tmp_path, link)) == 1
    announced = '<p data-fact="x"><a href="https://example.org/shop">x</a></p>'
    assert said(tmp_path, announced, public_url="https://example.org/") == []


def test_another_host_may_be_allowed_as_a_link_and_never_loaded(tmp_path: Path):
    allowed = (Allowed(page="a.md", text="https://example.org/law", reason="نص النظام في موقعه"),)
    assert said(tmp_path, '<a href="https://example.org/law">x</a>', allowed=allowed) == []
    assert len(said(tmp_path, '<img src="https://example.org/law" alt="">', allowed=allowed)) == 1


def test_a_document_shows_its_own_badge(tmp_path: Path):
    documents = {"/a/": Entry("وثيقة", "/a/", DOCUMENT)}
    label = documents["/a/"].badge.label
    good = f'<div class="document-head"><span class="badge draft">{label}</span></div>'
    assert said(tmp_path, good, documents=documents) == []
    for wrong in ("", good.replace(label, "معتمد"), f'<span class="badge">{label}</span>', good * 2):
        (problem,) = said(tmp_path, wrong, documents=documents)
        assert "shows no badge" in problem


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.css", "@import '//example.org/x.css'"),
        ("x.css", "a { background: url(https://example.org/x.png) }"),
        ("x.js", "fetch('https://example.org/')"),
        ("x.svg", '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/x.png"/></svg>'),
    ],
)
def test_no_asset_names_another_host(tmp_path: Path, name: str, content: str):
    built = site(tmp_path, "")
    (tmp_path / name).write_text(content, encoding="utf-8")
    (problem,) = check_site(built)
    assert (problem.file, "example.org" in problem.what) == (f"site/{name}", True)


def test_a_drawing_may_name_its_own_language(tmp_path: Path):
    built = site(tmp_path, "")
    (tmp_path / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    assert check_site(built) == []


@pytest.mark.parametrize("address", sorted(SERVICE))
def test_the_service_answers_where_pages_lead(client: FlaskClient, address: str):
    assert client.get(address, follow_redirects=True).status_code == 200
