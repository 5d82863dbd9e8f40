"""Searches in a real browser: with our engine, and with the search of the stock theme."""

import functools
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import brotli
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from forms_service.search.engine import INDEX_FILE

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
LISTED = 5
"""Results that the public pages list under their search field."""

_OPEN = """async (engine) => { window.opened = await (await import(engine)).open("/assets/search"); }"""
_ASK = """async ([queries, limit]) => {
    const found = [];
    for (const query of queries) {
        const begun = performance.now();
        const { hits } = await window.opened.search(query, limit);
        found.push([hits.map((hit) => hit.url.split("#")[0]), performance.now() - begun]);
    }
    return found;
}"""
_THEIRS = ".md-search-result__item > a.md-search-result__link"
_ANSWERED = """() => {
    const said = document.querySelector(".md-search-result__meta")?.textContent ?? "";
    return /[0-9]|No matching/.test(said);
}"""


@dataclass(frozen=True)
class Answer:
    """The addresses of the pages found, best first, and the milliseconds from the question to the lines shown: by the
    clock, and of the processor's time that the page took.
    """

    urls: Sequence[str]
    clock: float = 0.0
    processor: float = 0.0


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser. Raises LookupError where the machine has none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise LookupError("no Chromium: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def ask_ours(browser: Browser, site: Path, queries: Sequence[str], limit: int) -> list[Answer]:
    """What our engine finds in the browser, one query after the other; texts that are loaded stay in memory."""
    with served(site) as url, browser.new_page() as page:
        page.goto(url)
        page.evaluate(_OPEN, _engine(site))
        meter = page.context.new_cdp_session(page)
        meter.send("Performance.enable", {"timeDomain": "threadTicks"})
        found = []
        for query in queries:
            before = _processor(meter)
            ((urls, clock),) = page.evaluate(_ASK, [[query], limit])
            found.append(Answer(urls, clock, _processor(meter) - before))
        return found


def _processor(meter: CDPSession) -> float:
    """Milliseconds of the processor that the page's thread has taken up to now."""
    metrics = {each["name"]: each["value"] for each in meter.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


def first_searches(browser: Browser, site: Path, queries: Sequence[str]) -> list[int]:
    """For each query: the bytes, compressed, of all that a browser loads that searches for the first time."""
    sizes: dict[str, int] = {}

    def size(path: str) -> int:
        if path not in sizes:
            sizes[path] = len(brotli.compress((site / path.lstrip("/")).read_bytes()))
        return sizes[path]

    found = []
    with served(site) as url:
        for query in queries:
            with browser.new_context() as context, context.new_page() as page:
                page.goto(url)
                asked: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(urlsplit(request.url).path))
                page.evaluate(_OPEN, _engine(site))
                page.evaluate(_ASK, [[query], LISTED])
                found.append(sum(map(size, asked)))
    return found


def ask_theme(browser: Browser, site: Path, queries: Sequence[str]) -> list[Answer]:
    """What the stock theme's search lists, each query typed into a page that was just opened."""
    with served(site) as url, browser.new_page() as page:
        return [Answer(_theirs(page, url, query)) for query in queries]


def _theirs(page: Page, url: str, query: str) -> list[str]:
    page.goto(f"{url}/?q={quote(query)}")
    page.wait_for_function(_ANSWERED)
    links: list[Any] = page.eval_on_selector_all(_THEIRS, "links => links.map((link) => link.href)")
    return list(dict.fromkeys(urlsplit(link).path for link in links))


def _engine(site: Path) -> str:
    (script,) = (site / INDEX_FILE).parent.glob("engine.*.js")
    return f"/{script.relative_to(site).as_posix()}"
