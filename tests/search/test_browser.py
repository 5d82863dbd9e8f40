"""The search in a real browser says what the search of the service says: word by word, and result by result."""

import json
import random
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.search.cases import load_cases
from forms_service.arabic import tables
from forms_service.arabic.folding import LETTERS
from forms_service.arabic.stems import is_arabic, root, skeleton, slips, sound, stem, words
from forms_service.search.collecting import collect
from forms_service.search.engine import INDEX_FILE, open_index
from forms_service.search.packing import write_client_index
from forms_service.search.store import write_index
from forms_service.search.synonyms import load_editors
from tests.architecture.tree import ROOT
from tests.search.known import PAGES
from tests.support.chromium import chromium

SCRIPTS = ROOT / "docs" / "assets" / "search"
READ = """async ([tables, texts, known]) => {
    const { arabic } = await import("/scripts/arabic.js");
    const language = arabic(tables);
    const stems = new Map(known.map((each) => [each, 1]));
    return texts.map((text) => language.words(text).map((word) => {
        const stem = language.stem(word.text);
        return [
            word.text, word.start, word.end, stem, language.term(word.text, stems),
            language.skeleton(stem), language.root(stem), language.sound(word.text), language.isArabic(word.text),
        ];
    }));
}"""
SLIPS = """async ([tables, words]) => {
    const { arabic } = await import("/scripts/arabic.js");
    return words.map((word) => [...arabic(tables).slips(word)].sort());
}"""
SEARCH = """async (queries) => {
    const { open } = await import("/scripts/engine.js");
    const index = await open("/index/assets/search");
    const found = [];
    for (const query of queries) found.push(await index.search(query, 10));
    return found;
}"""
SIGNS = st.one_of(
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF, exclude_categories=["Cn"]),
    st.sampled_from("ابتدرسعكلمنهوية" * 3 + "أإآؤئءىٱکیہےۃھەگچپـ\u064b\u0651\u0670٠٩۵"),
    st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cn"]),
    st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC, exclude_categories=["Cn"]),
    st.sampled_from("\u200b\u200c\u200d\u200e\u202e\u2067\ufeff\u00ad ،؛؟.-_'「"),
)


@pytest.fixture(scope="module")
def known():
    return collect([*PAGES, *load_editors(ROOT / "docs" / "search.yml").pages])


@pytest.fixture(scope="module")
def folder(known, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    synonyms = load_editors(ROOT / "docs" / "search.yml").synonyms
    target = folder / "index" / INDEX_FILE
    write_index(target, known, synonyms)
    write_client_index(target.parent, known, synonyms)
    (folder / "scripts").symlink_to(SCRIPTS)
    (folder / "index.html").write_text("<!DOCTYPE html><title>search</title>", encoding="utf-8")
    return folder


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def page(folder) -> Iterator[object]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with chromium() as browser, browser.new_page() as page:
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
    server.shutdown()
    server.server_close()
    thread.join()


def read(text, lexicon):
    """What Python reads of a text, as the browser says it."""
    units = [0]  # places are counted in UTF-16 there
    for sign in text:
        units.append(units[-1] + (2 if ord(sign) > 0xFFFF else 1))
    return [
        [
            word.text,
            units[word.start],
            units[word.end],
            stem(word.text),
            lexicon.term(word.text),
            skeleton(stem(word.text)),
            root(stem(word.text)),
            sound(word.text),
            is_arabic(word.text),
        ]
        for word in words(text)
    ]


def assert_read_alike(page, known, texts):
    found = page.evaluate(READ, [tables.as_json(), texts, sorted(known.lexicon.stems)])
    wrong = [
        (text, ours, theirs)
        for text, theirs in zip(texts, found, strict=True)
        if (ours := read(text, known.lexicon)) != theirs
    ]
    assert wrong[:3] == []


def written_words() -> list[str]:
    """Every word of the pages, the editors' file and the cases, and each with what people write before and after words."""
    texts = [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
    texts += [(ROOT / "docs" / "search.yml").read_text("utf-8"), *(case.query for case in load_cases())]
    found = sorted({word for text in texts for word in text.split()})
    made = random.Random(1)  # noqa: S311 - the same words each time
    return found + [made.choice(tables.BEFORE) + word + made.choice(tables.AFTER) for word in found]


def test_thousands_of_words_are_read_alike(page, known):
    found = written_words()
    assert len(found) > 5_000
    assert_read_alike(page, known, found)


@settings(max_examples=60)
@given(texts=st.lists(st.text(SIGNS, max_size=24), min_size=40, max_size=40))
def test_made_up_words_are_read_alike(page, known, texts):
    assert_read_alike(page, known, texts)


def test_letters_that_are_folded_are_read_alike(page, known):
    signs = [*map(chr, LETTERS), *tables.ALPHABET, *"ﷺﻻﷲ①½ßŁΣς"]
    assert_read_alike(page, known, [f"{before}{sign}ب" for sign in signs for before in ("", "ا", "من")])


def test_slips_are_the_same(page):
    typed = ["متابعه", "اعتراض", "faq", "ab", "طلب"]
    assert page.evaluate(SLIPS, [tables.as_json(), typed]) == [sorted(slips(word)) for word in typed]


def test_results_are_the_same(page, folder):
    queries = [case.query for case in load_cases()] + [
        "",
        "   ",
        "متا",
        "4829-3057-1166",
        "غريب",
        "\u202eطلب",
        "ＷhatsApp",
    ]
    queries += [f"{query[:-1]}" for query in queries if len(query) > 4]
    index = open_index(folder / "index" / INDEX_FILE)
    wrong = []
    for query, theirs in zip(queries, page.evaluate(SEARCH, queries), strict=True):
        found = index.search(query, 10)
        hits = [
            {
                "url": hit.url + (f"#{hit.anchor}" if hit.anchor else ""),
                "title": hit.title,
                "section": hit.section,
                "line": [list(piece) for piece in hit.line],
            }
            for hit in found.hits
        ]
        if json.loads(json.dumps({"hits": hits, "corrected": found.corrected, "more": False})) != theirs:
            wrong.append((query, hits, theirs))
    assert wrong[:3] == []


def test_where_a_text_cannot_be_loaded_the_results_stay(page, folder):
    (version,) = (path for path in (folder / "index" / INDEX_FILE).parent.iterdir() if path.is_dir())
    away = version.rename(version.with_name("away"))
    try:
        (found,) = page.evaluate(SEARCH, ["متابعت الطلب"])
    finally:
        away.rename(version)
    assert found["hits"][0]["url"] == "/forms/track/"
    assert found["hits"][0]["line"] == []
    assert found["corrected"] == "متابعة الطلب"
