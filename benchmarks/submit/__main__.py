"""One run: start everybody, warm up, drive all in turn, look every acknowledged submission up, print the table."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.submit import contestants as start
from benchmarks.submit import proxy, report
from benchmarks.submit.processes import cpu_seconds, free_port, running, wait_until_it_listens
from benchmarks.submit.questions import write_questions
from benchmarks.submit.rounds import Contestant, Took
from benchmarks.submit.stored import MAILS, mails_waiting
from forms_service.settings import ROOT, load_settings

WORK = ROOT / ".cache" / "bench"
"""On the disk of the project: a durable commit on a memory file system says nothing."""
USUAL = {"ours": 400, "helped": 40, "wagtail": 160, "plain": 250, "hello": 1200, "commits": 1500}
"""How many people take part in a round, and how many commits."""


@dataclass
class Run:
    """Everything that one run does and finds."""

    place: start.Place
    wagtail: Path | None
    people: dict[str, int]
    contestants: list[Contestant] = field(default_factory=list)
    commits: list[Took] = field(default_factory=list)
    mail_cpu: float | None = None
    next_person: int = 1

    @property
    def rounds(self) -> int:
        """The rounds that count."""
        return len(self.commits)

    def assembles(self) -> None:
        """Start every contestant in every layout."""
        for layout in self.place.layouts():
            self.contestants += start.ours(self.place, layout, self.people["ours"], self.people["helped"])
            if self.wagtail:
                self.contestants.append(start.wagtail(self.place, self.wagtail, layout, self.people["wagtail"]))
            self.contestants.append(start.plain(self.place, layout, self.people["plain"]))
            self.contestants.append(start.hello(self.place, layout, self.people["hello"]))

    def drives(self, rounds: int) -> None:
        """Warm everybody up, then every contestant in turn, round after round."""
        for number in range(rounds + 1):
            for each in self.contestants:
                count = each.people if number else max(2, each.people // 10)
                each.plays(self.next_person, count, counts=number > 0)
                self.next_person += count
            if number:
                self.commits.append(self._commits())
            print(f"  round {number} of {rounds} done" if number else "  warm", file=sys.stderr, flush=True)

    def _commits(self) -> Took:
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "benchmarks.submit.peers.commit",
            self.place.folder / "commits.sqlite3",
        ]
        said = subprocess.run([*command, str(self.people["commits"])], capture_output=True, check=True).stdout
        found = json.loads(said)
        return Took(len(found["waits"]), found["seconds"], found["cpu"], tuple(found["waits"]))

    def sends(self, seconds: float = 15) -> None:
        """Let our own sender run behind the proxy for a while, and keep what it spends on one submission's mails."""
        ours = next(each for each in self.contestants if each.name == start.OURS and each.layout == start.PROXY)
        folder = self.place.folder / "ours-proxy"
        environment = start.our_environment(self.place, folder, ours.port, start.PROXY)
        pid = self.place.starts("sender", [self.place.python, "-m", "flask", "outbox", "run"], environment)
        database = folder / "service.sqlite3"
        promised = mails_waiting(database)
        while (first := mails_waiting(database)) == promised:
            time.sleep(0.1)
        spent, until = cpu_seconds([pid]), time.monotonic() + seconds
        while (left := mails_waiting(database)) and time.monotonic() < until:
            time.sleep(0.2)
        if first > left:
            self.mail_cpu = (cpu_seconds([pid]) - spent) / (first - left) * MAILS


def main() -> None:
    """Run the benchmark; `--write` keeps the table in RESULTS.md."""
    asked = argparse.ArgumentParser(prog="benchmarks.submit", description=main.__doc__)
    asked.add_argument("--rounds", type=int, default=7, help="rounds that count (7)")
    asked.add_argument("--scale", type=float, default=1.0, help="people per round, as a share of the usual (1.0)")
    asked.add_argument("--wagtail", type=Path, help="an interpreter that has Wagtail; without it Wagtail is left out")
    asked.add_argument("--no-proxy", action="store_true", help="leave nginx out")
    asked.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    options = asked.parse_args()
    if load_settings().database_url:
        sys.exit("DATABASE_URL names a database (in .env or the environment): a benchmark would write into it.")
    begun = time.monotonic()
    WORK.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=WORK))
    try:
        text, missing = _run(options, folder, begun)
    finally:
        shutil.rmtree(folder)
    print(text)
    if options.write:
        report.write(text)
    if missing:
        sys.exit("Acknowledged submissions are missing.")


def _run(options: argparse.Namespace, folder: Path, begun: float) -> tuple[str, int]:
    with ExitStack() as stack:
        place = _place(options, folder, stack)
        run = Run(
            place, _wagtail(options), {name: max(2, round(count * options.scale)) for name, count in USUAL.items()}
        )
        write_questions(place.questions)
        run.assembles()
        run.drives(options.rounds)
        missing = {f"{each.name}, {each.layout}": len(each.missing()) for each in run.contestants}
        if place.proxy:
            run.sends()
    parts = (
        report.conditions(run.rounds, (time.monotonic() - begun) / 60, run.wagtail),
        report.table(run.contestants, run.commits),
        report.mails(run.mail_cpu, (folder / "sink.log").read_text()),
        report.reached(run.contestants),
        report.looked_up(sum(len(each.acknowledged) for each in run.contestants), missing),
    )
    return "\n\n".join(part for part in parts if part) + "\n", sum(missing.values())


def _wagtail(options: argparse.Namespace) -> Path | None:
    if options.wagtail and options.wagtail.exists():
        return Path(options.wagtail).absolute()
    print("Wagtail is missing (--wagtail): its rows are left out.", file=sys.stderr)
    return None


def _place(options: argparse.Namespace, folder: Path, stack: ExitStack) -> start.Place:
    front = None
    if options.no_proxy or not proxy.installed():
        print("nginx is missing (Debian: apt install nginx): its rows are left out.", file=sys.stderr)
    else:
        front = proxy.Proxy(folder / "nginx", ("ours", "wagtail", "plain", "hello"), stack)
    port = free_port()
    sink: list[str | Path] = [sys.executable, "-m", "benchmarks.submit.peers.sink", str(port)]
    stack.enter_context(running(sink, folder=folder, name="sink"))
    wait_until_it_listens(port, folder / "sink.log")
    return start.Place(folder, Path(sys.executable), port, stack, front)


if __name__ == "__main__":
    main()
