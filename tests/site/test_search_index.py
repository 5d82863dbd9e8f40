"""The search of the built site: every page of the menu is in both indexes, the engine is one script, and nothing else is sent."""

import json
import re

import pytest

from docs.hooks.joined import join
from docs.hooks.searched_text import LONGEST, read_page, sentences
from forms_service.search.engine import INDEX_FILE, open_index

PAGE = """<h1 id="top">عنوان</h1>
<p>أول <strong>فقرة</strong>.</p>
<div class="notice"><b>نص السياسة</b><p>نص.</p></div>
<h2 id="one">قسم <em>أول</em></h2>
<ul><li>بند<br>وتتمته</li><li>بند ثان</li></ul>
<table><thead><tr><th>اسم</th><th>صفة</th></tr></thead><tbody><tr><td>فلان</td><td>عضو</td></tr></tbody></table>
<svg><title>رسم</title><path d="M0 0" /></svg>
<nav><a href="/">تنقل</a></nav>
<h3 id="two">قسم ثان</h3>
"""


def test_a_page_is_read_section_by_section_and_line_by_line():
    page = read_page("/x/", "عنوان", "وصف", ["كلمة"], PAGE)
    assert [(section.anchor, section.heading, section.lines) for section in page.sections] == [
        ("", "", ("أول فقرة.", "نص السياسة", "نص.")),
        ("one", "قسم أول", ("بند وتتمته", "بند ثان", "اسم · صفة", "فلان · عضو")),
        ("two", "قسم ثان", ()),
    ]


def test_the_size_of_a_download_is_not_read():
    download = '<p>قبل <a type="application/pdf" href="x"><span>تنزيل (84)</span></a> بعد</p>'
    (section,) = read_page("/x/", "ع", "وصف", [], f"<h1>ع</h1>{download}").sections
    assert section.lines == ("قبل بعد",)


def test_a_line_is_a_sentence():
    assert list(sentences("جملة أولى. هل هذه ثانية؟ نعم")) == ["جملة أولى.", "هل هذه ثانية؟", "نعم"]


def test_a_sentence_too_long_to_show_is_cut_between_words():
    text = "كلمة " * 100 + "آخر"
    lines = list(sentences(text))
    assert max(map(len, lines)) <= LONGEST
    assert " ".join(lines) == text
    assert "".join(sentences("ن" * 1000)) == "ن" * 1000


def test_modules_become_one_script():
    one = "// what it is\nexport function one() {\n  // why\n  return 1;\n}\n"
    two = 'import { one } from "./one.js";\nexport async function two() {\n  return one();\n}\n'
    assert join([one, two]) == "function one() {\nreturn 1;\n}\nexport async function two() {\nreturn one();\n}\n"


@pytest.fixture(scope="module")
def folder(site):
    return (site / INDEX_FILE).parent


def test_every_page_is_found_by_its_title(site):
    index = open_index(site / INDEX_FILE)
    searched = [page.url for page in index.pages]
    assert "/forms/track/" in searched
    lost = [page.url for page in index.pages if page.url not in [hit.url for hit in index.search(page.title, 3).hits]]
    assert lost == []


def test_anchors_of_results_are_on_their_pages(site):
    index = open_index(site / INDEX_FILE)
    wrong = []
    for query in ("طلب", "سياسة", "الجمعية", "رقم الجوال", "لجنة البحث", "التطوع", "بياناتي"):
        for hit in index.search(query, 20).hits:
            file = site / hit.url.strip("/") / "index.html"
            if hit.anchor and f'id="{hit.anchor}"' not in file.read_text("utf-8"):
                wrong.append((query, hit.url, hit.anchor))
    assert wrong == []


def test_the_engine_is_one_script_without_comments(folder):
    scripts = sorted(path.name.split(".")[0] for path in folder.glob("*.js"))
    assert scripts == ["engine", "ui"]
    (engine,) = folder.glob("engine.*.js")
    text = engine.read_text("utf-8")
    assert re.findall(r"^\s*//|^import |^export ", text, re.MULTILINE) == ["export "]


def test_the_two_indexes_know_the_same_pages(site, folder):
    index = json.loads((folder / "index.json").read_text("utf-8"))
    assert index["urls"] == [page.url for page in open_index(site / INDEX_FILE).pages]
    assert len(list((folder / index["version"]).glob("words-*.json"))) == len(index["urls"])


def test_no_page_asks_for_an_index_by_itself(site):
    asking = [path for path in site.rglob("*.html") if "index.json" in path.read_text("utf-8")]
    assert asking == []
