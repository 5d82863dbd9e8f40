"""The table, the goals beside what was reached, and where both are kept."""

import os
import platform
import re
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import util
from importlib.metadata import version
from pathlib import Path

from benchmarks.submit import contestants as start
from benchmarks.submit import proxy
from benchmarks.submit.rounds import CONNECTIONS, Contestant, Took
from forms_service.settings import ROOT

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
BEGIN, END = "<!-- what `make bench` found: begin -->", "<!-- what `make bench` found: end -->"
_PACKAGES = ("flask", "flask-wtf", "wtforms", "flask-mail", "sqlalchemy", "waitress", "gunicorn", "aiosmtpd")

Rounds = Sequence[Took]


@dataclass(frozen=True)
class Goal:
    """One goal: what is compared, round by round, and how far it should go."""

    what: str
    wanted: str
    ratios: Sequence[float]
    reached: Callable[[float], bool]

    @property
    def ratio(self) -> float:
        """The median over the rounds."""
        return statistics.median(self.ratios)


def conditions(rounds: int, minutes: float, wagtail: Path | None) -> str:
    """When, where and with what a run was made."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {minutes:.1f} minutes · {rounds} rounds, medians over them · "
        f"{CONNECTIONS} connections · {_machine()}\n\nVersions: {_versions(wagtail)}"
    )


def write(text: str) -> None:
    """Put the text where RESULTS.md keeps what was found; what people wrote around it stays."""
    before, _, rest = RESULTS.read_text(encoding="utf-8").partition(BEGIN)
    RESULTS.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def table(contestants: Sequence[Contestant], commits: Rounds) -> str:
    """One line for each stage of each contestant."""
    lines = ["| layout | who | what | per second | median ms | p99 ms | CPU ms each |", "|---|---|---|--:|--:|--:|--:|"]
    lines += [
        _row(each.layout, each.name, stage.name, each.took[stage.name]) for each in contestants for stage in each.stages
    ]
    return "\n".join([*lines, _row("–", "sqlite3", "durable commit of 2 kB, one process", commits)])


def _row(layout: str, who: str, what: str, took: Rounds) -> str:
    rate, cpu = _median(took, lambda one: one.rate), _median(took, lambda one: one.cpu_each) * 1000
    wait, worst = _median(took, lambda one: one.median) * 1000, _median(took, lambda one: one.p99) * 1000
    return f"| {layout} | {who} | {what} | {rate:,.0f} | {wait:.2f} | {worst:.2f} | {cpu:.2f} |"


def _median(took: Rounds, measure: Callable[[Took], float]) -> float:
    return statistics.median(measure(one) for one in took)


def goals(contestants: Sequence[Contestant]) -> list[Goal]:
    """The goals that can be looked at with these contestants."""
    took = {(each.layout, each.name, stage): rounds for each in contestants for stage, rounds in each.took.items()}
    found: list[Goal] = []

    def compare(
        what: str,
        wanted: str,
        reached: Callable[[float], bool],
        measure: Callable[..., float],
        *keys: tuple[str, str, str],
    ) -> None:
        if all(key in took for key in keys):
            ratios = [measure(*each) for each in zip(*(took[key] for key in keys), strict=True)]
            found.append(Goal(what, wanted, ratios, reached))

    for layout, posts, gets in ((start.PROXY, 5, 0), (start.SIMPLE, 3, 15)):
        ours, theirs = (layout, start.OURS, start.POST), (layout, start.WAGTAIL, start.POST)
        faster = f"≥ {posts}{', reach 10' if posts == 5 else ''}"
        compare(f"POST per second, ours ÷ Wagtail, {layout}", faster, _least(posts), _rates, ours, theirs)
        plain = (layout, start.PLAIN, start.POST)
        compare(f"POST per second, ours ÷ plain Flask, {layout}", "–", _least(0), _rates, ours, plain)
        seen = (layout, start.OURS, start.GET), (layout, start.WAGTAIL, start.GET)
        wanted = f"≥ {gets}" if gets else "–"
        compare(f"GET per second, ours ÷ Wagtail, {layout}", wanted, _least(gets), _rates, *seen)
        compare(f"CPU per POST, ours ÷ Wagtail, {layout}", "≤ 0.25, reach 0.11", _most(0.25), _cpus, ours, theirs)
        pages = tuple((layout, start.OURS, stage) for stage in (start.KEPT, start.KEPT_AGAIN, start.POST))
        compare(f"CPU of all our three POSTs ÷ Wagtail's one, {layout}", "–", _most(1), _all_cpus, *pages, theirs)
        journey = (layout, start.JOURNEY, start.WHOLE), (layout, start.WAGTAIL, start.GET), theirs
        compare(f"CPU, our whole journey ÷ Wagtail's GET + POST, {layout}", "≤ 1", _most(1), _journeys, *journey)
        compare(f"POST p99, ours ÷ Wagtail, {layout}", "≤ 0.25", _most(0.25), _p99s, ours, theirs)
        compare(f"POST p99 ÷ own median, {layout}", "≤ 2.5", _most(2.5), _spread, ours)
    return found


def _least(limit: float) -> Callable[[float], bool]:
    return lambda ratio: ratio >= limit


def _most(limit: float) -> Callable[[float], bool]:
    return lambda ratio: ratio <= limit


def _rates(ours: Took, theirs: Took) -> float:
    return ours.rate / theirs.rate


def _cpus(ours: Took, theirs: Took) -> float:
    return ours.cpu_each / theirs.cpu_each


def _all_cpus(*took: Took) -> float:
    *ours, theirs = took
    return sum(each.cpu_each for each in ours) / theirs.cpu_each


def _journeys(ours: Took, get: Took, post: Took) -> float:
    return ours.cpu_each / (get.cpu_each + post.cpu_each)


def _p99s(ours: Took, theirs: Took) -> float:
    return ours.p99 / theirs.p99


def _spread(ours: Took) -> float:
    return ours.p99 / ours.median


def reached(contestants: Sequence[Contestant]) -> str:
    """Each goal beside what was reached; empty where there is nobody to compare with."""
    found = goals(contestants)
    if not found:
        return ""
    lines = ["| goal | wanted | median | lowest to highest round | |", "|---|---|--:|--:|---|"]
    for goal in found:
        verdict = "–" if goal.wanted == "–" else "reached" if goal.reached(goal.ratio) else "**missed**"
        spread = f"{min(goal.ratios):.2f} to {max(goal.ratios):.2f}"
        lines.append(f"| {goal.what} | {goal.wanted} | {goal.ratio:.2f} | {spread} | {verdict} |")
    return "\n".join(lines)


def mails(cpu: float | None, said: str) -> str:
    """What our mails cost, which are sent afterwards, and how many the mail server took from everybody."""
    taken = re.search(r"taken (\d+)", said)
    count = f"The mail server took {int(taken[1]):,} mails." if taken else "The mail server did not say what it took."
    if cpu is None:
        return count
    return (
        f"Behind nginx our two mails for each submission are sent by a process of their own, after the rounds: "
        f"{cpu * 1000:.1f} ms of CPU per submission. With pip only they are sent within the server, during the stages. {count}"
    )


def looked_up(told: int, missing: Mapping[str, int]) -> str:
    """Whether everything that was acknowledged is stored."""
    lost = ", ".join(f"{who}: {count}" for who, count in missing.items() if count)
    return f"Looked up afterwards: {told:,} acknowledged submissions, {lost or 'none'} missing."


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.machine()}, Python {platform.python_version()}"


def _versions(wagtail: Path | None) -> str:
    known = [f"{name} {version(name)}" for name in _PACKAGES if util.find_spec(name.replace("-", "_"))]
    if wagtail:
        ask = "from importlib.metadata import version as v; print('wagtail', v('wagtail'), '· django', v('django'))"
        known.append(subprocess.run([wagtail, "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
    return " · ".join([*known, proxy.version()] if proxy.installed() else known)
