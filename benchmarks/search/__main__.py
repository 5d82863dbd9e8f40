"""`make bench-search`: one run, everybody on the same pages. The table goes to benchmarks/RESULTS.md with --write."""

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks.search import report
from benchmarks.search.browser import ask_ours, ask_theme, chromium, first_searches
from benchmarks.search.cases import LOOKED_AT, load_cases, place
from benchmarks.search.sites import build_ours, build_stock, read_pages, with_made_up, write_site
from forms_service.search.engine import INDEX_FILE, Index, open_index
from forms_service.search.store import Store

SMALL, LARGE = 40, 500
"""Pages of the sites that are weighed and timed."""

RUNS = 3


def main() -> None:
    """Build, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    begun = time.monotonic()
    with TemporaryDirectory() as folder, chromium() as browser:
        text = _measure(Path(folder), browser)
    text = f"{report.conditions((time.monotonic() - begun) / 60)}\n\n{text}"
    print(text)
    if options.parse_args().write:
        report.write(text)


def _measure(folder: Path, browser: Browser) -> str:
    cases = load_cases()
    queries = [case.query for case in cases]
    ours = folder / "ours"
    build_ours(ours)
    pages = read_pages(ours)
    found: dict[str, Sequence[Sequence[str]]] = {
        "ours, in the browser": [answer.urls for answer in ask_ours(browser, ours, queries, LOOKED_AT)],
        "ours, on the server": [_urls(open_index(ours / INDEX_FILE), query) for query in queries],
    }
    for name, language in (("the theme's", ""), ("the theme's, lang: ar", "ar")):
        stock = folder / f"stock{language}"
        build_stock(stock, ours, language)
        found[name] = [answer.urls for answer in ask_theme(browser, stock, queries)]
    places = {who: [place(*pair) for pair in zip(cases, urls, strict=True)] for who, urls in found.items()}
    small, large = folder / "small", folder / "large"
    write_site(small, ours, with_made_up(pages, SMALL))
    write_site(large, ours, with_made_up(pages, LARGE))
    return "\n\n".join(
        (
            report.quality_table(cases, places),
            report.splits_table(cases, places),
            report.size_line(len(pages), SMALL, first_searches(browser, small, queries), small),
            report.speed_table(LARGE, _times(browser, large, queries)),
        )
    )


def _urls(index: Index, query: str) -> list[str]:
    return [hit.url for hit in index.search(query, LOOKED_AT).hits]


def _times(browser: Browser, site: Path, queries: Sequence[str]) -> Mapping[str, Sequence[report.Times]]:
    """Milliseconds of each query: the first time it is asked, and once its words and texts are in memory. Each is the least
    of three runs that begin anew, because the machine has other work.
    """
    middle, twice = len(queries), [*queries, *queries]
    server = _least([_on_server(site, twice) for _ in range(RUNS)])
    client = _least([_in_browser(browser, site, twice) for _ in range(RUNS)])
    return {
        "server, first time": server[:middle],
        "server, again": server[middle:],
        "browser, first time (texts are loaded)": client[:middle],
        "browser, again": client[middle:],
    }


def _least(runs: Sequence[Sequence[report.Times]]) -> Sequence[report.Times]:
    return [(min(clock for clock, _ in each), min(work for _, work in each)) for each in zip(*runs, strict=True)]


def _in_browser(browser: Browser, site: Path, queries: Sequence[str]) -> Sequence[report.Times]:
    return [(answer.clock, answer.processor) for answer in ask_ours(browser, site, queries, LOOKED_AT)]


def _on_server(site: Path, queries: Sequence[str]) -> Sequence[report.Times]:
    index = Index(Store(site / INDEX_FILE))
    return [_timed(index, query) for query in queries]


def _timed(index: Index, query: str) -> report.Times:
    clock, processor = time.perf_counter(), time.process_time()
    index.search(query, LOOKED_AT)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


if __name__ == "__main__":
    main()
