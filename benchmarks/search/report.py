"""The tables, and where they are kept."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

import brotli

from benchmarks.search.cases import Case, Quality, by
from forms_service.search.engine import INDEX_FILE
from forms_service.settings import ROOT

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
Times = tuple[float, float]
"""Milliseconds of one query: by the clock, and of the processor's time."""

BEGIN, END = "<!-- what `make bench-search` found: begin -->", "<!-- what `make bench-search` found: end -->"


def conditions(minutes: float) -> str:
    """When, where and with what a run was made."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {minutes:.1f} minutes · {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()} · mkdocs-material {version('mkdocs-material')}"
    )


def write(text: str, results: Path = RESULTS) -> None:
    """Put the text where RESULTS.md keeps what was found; what people wrote around it stays."""
    before, _, rest = results.read_text(encoding="utf-8").partition(BEGIN)
    results.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def quality_table(cases: Sequence[Case], places: Mapping[str, Sequence[int]]) -> str:
    """hit@1 / hit@3 / MRR of each class for each who searched."""
    return _table("class", {who: by(lambda case: case.kind, cases, each) for who, each in places.items()})


def splits_table(cases: Sequence[Case], places: Mapping[str, Sequence[int]]) -> str:
    """The same for the cases that were tuned on, and for those held aside."""
    return _table("split", {who: by(lambda case: case.split, cases, each) for who, each in places.items()})


def _table(first: str, found: Mapping[str, Mapping[str, Quality]]) -> str:
    names = next(iter(found.values()))
    head = [f"| {first} | cases | {' | '.join(found)} |", f"|---|--:|{'---|' * len(found)}"]
    rows = [
        f"| {name} | {one.cases} | {' | '.join(_cell(each[name]) for each in found.values())} |"
        for name, one in names.items()
    ]
    return "\n".join([*head, *rows])


def _cell(found: Quality) -> str:
    return f"{found.hit_1:.0%} / {found.hit_3:.0%} / {found.mrr:.3f}"


def size_line(real: int, count: int, sizes: Sequence[int], site: Path) -> str:
    """What a first search loads, in KB of 1,000 bytes, brotli."""
    folder = (site / INDEX_FILE).parent
    parts = {
        path.name.split(".")[0]: _compressed(path) for path in (*folder.glob("engine.*.js"), folder / "index.json")
    }
    return (
        f"A first search at {count} pages ({real} real, the rest made up) loads, compressed: median {_kb(median(sizes))}, "
        f"p95 {_kb(_p95(sizes))}, most {_kb(max(sizes))}; of that the script {_kb(parts['engine'])}, the index "
        f"{_kb(parts['index'])}, the rest texts of the results. The server's file: "
        f"{(site / INDEX_FILE).stat().st_size / 1000:,.0f} KB, not compressed."
    )


def speed_table(count: int, times: Mapping[str, Sequence[Times]]) -> str:
    """Milliseconds of a query: of the processor's time, and by the clock, which other work on the machine makes longer."""
    head = [
        f"| a query at {count} pages, milliseconds | processor: median | p95 | most | clock: median | p95 | most |",
        f"|---|{'--:|' * 6}",
    ]
    rows = [
        f"| {who} | {_spread([processor for _, processor in each])} | {_spread([clock for clock, _ in each])} |"
        for who, each in times.items()
    ]
    return "\n".join([*head, *rows])


def _spread(times: Sequence[float]) -> str:
    return f"{median(times):.1f} | {_p95(times):.1f} | {max(times):.1f}"


def _compressed(path: Path) -> int:
    return len(brotli.compress(path.read_bytes()))


def _kb(size: float) -> str:
    return f"{size / 1000:.1f} KB"


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]
