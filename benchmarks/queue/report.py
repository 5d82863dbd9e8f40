"""The tables, and where they are kept."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.queue.acts import FULL, Figures, Timed
from forms_service.settings import ROOT

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
BEGIN, END = "<!-- what `make bench-queue` found: begin -->", "<!-- what `make bench-queue` found: end -->"


def conditions(minutes: float, rounds: int) -> str:
    """When, where and with what a run was made."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {minutes:.1f} minutes · {rounds} rounds, medians over them · "
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()} · load {os.getloadavg()[1]:.0f}"
    )


def table(title: str, timed: Timed, sizes: Sequence[int]) -> str:
    """Milliseconds of each act at the smallest and at the largest size, how often the one goes into the other, and a full page."""
    small, large = min(sizes), max(sizes)
    head = (
        f"| {title} | lines | at {small:,}: ms | CPU ms | at {large:,}: ms | CPU ms | ratio | CPU ratio "
        "| a full page: lines | ms | CPU ms |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    )
    return "\n".join((*head, *(_row(name, each[small], each[large], each[FULL]) for name, each in timed.items())))


def _row(name: str, small: Figures, large: Figures, full: Figures) -> str:
    return (
        f"| {name} | {small.lines} | {_cell(small)} | {_cell(large)} | {large.median / small.median:.2f} "
        f"| {large.worked_median / max(small.worked_median, 0.001):.2f} | {full.lines} | {_cell(full)} |"
    )


def _cell(found: Figures) -> str:
    return f"{found.median:.1f} | {found.worked_median:.1f}"


def write(text: str, results: Path = RESULTS) -> None:
    """Put the text where RESULTS.md keeps what was found; what people wrote around it stays."""
    before, _, rest = results.read_text(encoding="utf-8").partition(BEGIN)
    results.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
