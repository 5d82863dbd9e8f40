"""What an officer does at the queue, each at every size in turn, timed as the service does it: lock, event, queries, page."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.queue.seeds import RARE_NAME, mobile
from forms_service.accounts.models import Staff
from forms_service.accounts.passwords import hash_of
from forms_service.app import create_app
from forms_service.db import db, transaction
from forms_service.help_requests.finding import find
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.queries import newest
from forms_service.schema import upgrade
from forms_service.settings import Settings
from forms_service.staff import queue, queue_search

PASSWORD = "بيت قديم فيه نافذة"  # noqa: S105 - of made-up officers
READER = "1@example.org"
PAGE = queue.PAGE
LINE = re.compile(r'<th data-label="الرقم"')

PAGES = {
    "in the works, first page": "/staff/",
    "in the works, second page": "/staff/?after=REFERENCE",
    "mine": "/staff/?view=mine",
    "nobody's": "/staff/?view=unassigned",
    "past the floor": "/staff/?view=floor",
    "to be verified": "/staff/?view=doubtful",
    "a mail failed": "/staff/?view=unsent",
    "all, newest first": "/staff/?view=all",
    "state: received": "/staff/?state=received",
    "state: closed": "/staff/?view=all&state=closed",
    "service, frequent": "/staff/?service=in_kind",
    "service, rare, of all": "/staff/?view=all&service=other",
    "language, frequent": "/staff/?language=ar",
    "language, rare, of all": "/staff/?view=all&language=si",
    "channel, frequent": "/staff/?channel=website",
    "channel, rare, of all": "/staff/?view=all&channel=letter",
    "age: over 90 days, of all": "/staff/?view=all&age=over-quarter",
    "closed, Arabic, in kind": "/staff/?view=all&state=closed&language=ar&service=in_kind",
    "closed, Sinhala, by letter": "/staff/?view=all&state=closed&language=si&channel=letter",
}
"""Views and filters."""

REPORT = {f"days of the steps, {days} days": f"/staff/durations?days={days}" for days in (30, 90, 365)}
"""What grows with what happened in that time, not with the table; it shows no requests."""

SEARCHES = {
    "one common word": "محمد",
    "two common words": "محمد احمد",
    "two common words and a third": "محمد علي بابرتا",
    "a beginning": "عبد",
    "a rare name": RARE_NAME,
    "a name that nobody has": "زرقاء اليمامه",
    "mobile": "MOBILE",
    "document": "DOCUMENT",
}
"""What is searched for; a reference leads to its request at once."""


@dataclass
class House:
    """An installation with so many cases, and the browser of an officer who is signed in there."""

    app: Flask
    count: int
    client: FlaskClient
    servers: tuple[int, ...] = ()

    def spent(self) -> float:
        """Seconds that processors worked for it until now: this process, and those of PostgreSQL that serve it."""
        return time.process_time() + sum(_ran(number) for number in self.servers)

    def fits(self, text: str) -> str:
        """An address or a search with what is known of a case in the middle."""
        middle = self.count // 2
        with self.app.app_context():
            reference = db.session.get_one(HelpRequest, middle).reference
        facts = {"REFERENCE": reference, "MOBILE": mobile(middle), "DOCUMENT": str(2_900_000_000 + middle)}
        for name, value in facts.items():
            text = text.replace(name, value)
        return text


@dataclass
class Figures:
    """Milliseconds of one act at one size, with so many lines: on the wall, and on a processor."""

    wall: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    lines: int = 0

    @property
    def median(self) -> float:
        """Of the time on the wall."""
        return median(self.wall)

    @property
    def worked_median(self) -> float:
        """Of the time on a processor: what a busy machine does beside it does not count."""
        return median(self.worked)


FULL = 0
"""The largest size once more, with all the lines that fit on a page."""
Timed = Mapping[str, Mapping[int, Figures]]
"""By act, then by the number of cases, or FULL."""


@contextmanager
def house(folder: Path, count: int, fill: Callable[[int], None], **settings: Any) -> Iterator[House]:
    """An installation in the folder, filled with `count` cases unless it is there already."""
    app = create_app(
        Settings(
            _env_file=None,
            data_dir=folder,
            site_dir=folder / "none",
            send_in_process=False,
            staff_totp="optional",
            log_level="ERROR",
            **settings,
        )
    )
    with app.app_context():
        upgrade()
        is_empty = not newest(db.session, 1)
        db.session.rollback()
        if is_empty:
            fill(count)
        hashed = hash_of(PASSWORD)
        with transaction() as session:
            reader = session.get_one(Staff, 1)
            reader.password, reader.role_names = hashed, ["reception", "quality"]
    client = app.test_client()
    _signs_in(client)
    yield House(app, count, client, _servers(app))


def _servers(app: Flask) -> tuple[int, ...]:
    """The processes of PostgreSQL that serve the connections of this installation."""
    with app.app_context():
        name = str(db.engine.url.database)
    titles = {
        path: path.read_bytes().decode(errors="replace")
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if path.exists()
    }
    return tuple(
        int(path.parent.name)
        for path, title in titles.items()
        if title.startswith("postgres:") and f" {name} " in title
    )


def _ran(process: int) -> float:
    """Seconds that a process was on a processor."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def _signs_in(client: FlaskClient) -> None:
    page = client.get("/staff/sign-in").text
    form = {"csrf_token": _token(page), "email": READER, "password": PASSWORD}
    assert client.post("/staff/sign-in", data=form).status_code == 302  # noqa: S101 - a benchmark of nothing is none


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise LookupError("no form")
    return found[1]


def time_pages(houses: Sequence[House], rounds: int) -> Timed:
    """Every view and filter."""
    acts = {name: {each.count: _opens(each, each.fits(path)) for each in houses} for name, path in PAGES.items()}
    return _in_turn(houses, acts, rounds)


def time_report(houses: Sequence[House], rounds: int) -> Timed:
    """The durations of steps."""
    acts = {name: {each.count: _opens(each, path) for each in houses} for name, path in REPORT.items()}
    return _in_turn(houses, acts, rounds)


def time_searches(houses: Sequence[House], rounds: int) -> Timed:
    """Every search, as the page that answers it."""
    acts = {
        name: {each.count: _opens(each, _answer(each, each.fits(words))) for each in houses}
        for name, words in SEARCHES.items()
    }
    return _in_turn(houses, acts, rounds)


def time_finding(houses: Sequence[House], rounds: int) -> Timed:
    """Every search, asked of the database alone."""
    acts = {name: {each.count: _finds(each, each.fits(words)) for each in houses} for name, words in SEARCHES.items()}
    return _in_turn(houses, acts, rounds)


def _answer(at: House, words: str) -> str:
    form = {"csrf_token": _token(at.client.get("/staff/").text), "q": words}
    return str(at.client.post("/staff/search", data=form).location)


Act = Callable[[int], int]
"""Does something that shows lines, at most so many; returns how many it showed."""


def _opens(at: House, path: str) -> Act:
    def opens(most: int) -> int:
        with patch.object(queue, "PAGE", most), patch.object(queue_search, "PAGE", most):
            reply = at.client.get(path)
        if reply.status_code != 200:
            raise LookupError(f"{path}: {reply.status}")
        return len(LINE.findall(reply.text))

    return opens


def _finds(at: House, words: str) -> Act:
    def finds(most: int) -> int:
        with at.app.app_context():
            return len(find(db.session, words, within=None, size=most).cases)

    return finds


def _in_turn(houses: Sequence[House], acts: Mapping[str, Mapping[int, Act]], rounds: int) -> Timed:
    """Each act, round after round: at each size with as many lines as there are at the smallest, then at the largest with
    a FULL page. The first round counts the lines, warms up, and is not timed.
    """
    spent = {each.count: each.spent for each in houses}
    small, large = min(spent), max(spent)
    lines = {name: sizes[small](PAGE) for name, sizes in acts.items()}
    found: dict[str, dict[int, Figures]] = {name: {} for name in acts}
    for number in range(rounds + 1):
        for name, sizes in acts.items():
            most = max(1, lines[name])
            for told, count, size in ((small, small, most), (large, large, most), (FULL, large, PAGE)):
                wall, own = time.perf_counter(), spent[count]()
                shown = sizes[count](size)
                if not number:
                    found[name][told] = Figures(lines=shown)
                    continue
                found[name][told].wall.append((time.perf_counter() - wall) * 1000)
                found[name][told].worked.append((spent[count]() - own) * 1000)
    return found
