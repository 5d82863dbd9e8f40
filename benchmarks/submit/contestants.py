"""Starts every contestant in both layouts, and says what is done with each.

Behind a proxy: nginx in front of two gunicorn workers (sync). By pip alone: the server that comes with each, waitress
for Flask (ours through `flask serve`), `runserver --noreload` for Wagtail.
"""

import json
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from benchmarks.submit import acts, stored
from benchmarks.submit.processes import free_port, running, wait_until_it_answers
from benchmarks.submit.proxy import Proxy
from benchmarks.submit.rounds import Contestant, Stage
from forms_service.settings import ROOT

PROXY, SIMPLE = "nginx + 2 processes", "pip only"
OURS, JOURNEY, WAGTAIL, PLAIN, HELLO = "ours", "ours, request for support", "Wagtail", "plain Flask", "Flask's hello"
GET, POST = "GET form", "POST submission"
KEPT, KEPT_AGAIN, SEEN, WHOLE = "POST page (draft kept)", "POST 2nd page (kept)", "GET confirmation", "whole journey"

PEERS = "benchmarks.submit.peers"
OUR_STAGES = (
    Stage(GET, acts.opens_volunteer_form),
    Stage(KEPT, acts.keeps_first_page),
    Stage(KEPT_AGAIN, acts.keeps_second_page),
    Stage(POST, acts.sends_offer),
    Stage(SEEN, acts.sees_reference),
)
SENT_WITHIN = 120.0


@dataclass(frozen=True)
class Place:
    """Where a run happens, and the interpreter of all but Wagtail. Without `proxy` only the servers from pip run."""

    folder: Path
    python: Path
    smtp_port: int
    stack: ExitStack
    proxy: Proxy | None

    @property
    def questions(self) -> Path:
        """The questions that the peers ask, as JSON."""
        return self.folder / "questions.json"

    def layouts(self) -> list[str]:
        """The layouts that can be had here."""
        return [PROXY, SIMPLE] if self.proxy else [SIMPLE]

    def port(self, name: str, layout: str) -> int:
        """Where this server is to be asked."""
        return self.proxy.ports[name] if layout == PROXY and self.proxy else free_port()

    def starts(self, name: str, command: Sequence[str | Path], environment: Mapping[str, str]) -> int:
        """Run a server until the run ends; its process id."""
        return self.stack.enter_context(running(command, folder=self.folder, name=name, environment=environment))

    def behind_proxy(self, name: str, python: Path, application: str, environment: Mapping[str, str]) -> list[int]:
        """Two workers behind nginx; their processes and nginx's. Only where there is a proxy."""
        proxy = cast(Proxy, self.proxy)
        command: list[str | Path] = [
            python,
            "-m",
            "gunicorn",
            "-w",
            "2",
            "-k",
            "sync",
            "-b",
            f"unix:{proxy.sockets[name]}",
        ]
        return [self.starts(f"{name}-gunicorn", [*command, application], environment), proxy.pid]

    def well(self, name: str, pid: int, port: int, path: str = "/") -> None:
        """Wait until the server answers."""
        wait_until_it_answers(
            port, path, pid, max(self.folder.glob(f"{name}-*.log"), key=lambda log: log.stat().st_mtime)
        )


def our_environment(place: Place, folder: Path, port: int, layout: str) -> dict[str, str]:
    """The settings of an installation of ours. Behind the proxy the sender is a process of its own, else it is within.

    Everything that a .env of this computer may say is said here, save a database elsewhere: `main` refuses that.
    """
    return {
        "FLASK_APP": "forms_service.app:from_command_line",
        "ENVIRONMENT": "local",
        "DATA_DIR": str(folder),
        "SECRETS_DIR": str(folder / "secrets"),
        "LIMITS_URL": "memory://",
        "LOG_LEVEL": "INFO",
        "LISTEN_HOST": "127.0.0.1",
        "STAFF_MAIL_TO": "staff@example.org",
        "MAIL_FROM": "no-reply@example.org",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "LISTEN_PORT": str(port),
        "TRUSTED_PROXIES": str(int(layout == PROXY)),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(place.smtp_port),
        "SMTP_SECURITY": "none",
        "SEND_IN_PROCESS": "false" if layout == PROXY else "true",
        "PYTHONUTF8": "1",
    }


def ours(place: Place, layout: str, people: int, helped: int) -> list[Contestant]:
    """Our service: the volunteer form page by page, and the journey of the request for support."""
    port = place.port("ours", layout)
    folder = place.folder / ("ours-proxy" if layout == PROXY else "ours-pip")
    environment = our_environment(place, folder, port, layout)
    flask: list[str | Path] = [place.python, "-m", "flask"]
    if layout == PROXY:
        run_once([*flask, "db", "upgrade"], environment)
        pids = place.behind_proxy("ours", place.python, "forms_service.app:from_command_line()", environment)
    else:
        pids = [place.starts("ours-waitress", [*flask, "serve"], environment)]
    place.well("ours", pids[0], port, "/healthz")
    database = folder / "service.sqlite3"
    found = partial(stored.found_by_us, database)
    rest = partial(until_sent, database) if layout == SIMPLE else lambda: None
    journey = Stage(WHOLE, acts.asks_for_help, answers=15)
    return [
        Contestant(OURS, layout, port, pids, OUR_STAGES, people, found, rest),
        Contestant(JOURNEY, layout, port, pids, [journey], helped, found, rest),
    ]


def run_once(command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
    """Run a program to its end. Raises CalledProcessError."""
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)


def until_sent(database: Path) -> None:
    """Wait until every promised mail of ours was sent, so that the next contestant has the machine for itself."""
    deadline = time.monotonic() + SENT_WITHIN
    while stored.mails_waiting(database):
        if time.monotonic() > deadline:
            raise TimeoutError("our mails were not sent")
        time.sleep(0.1)


def plain(place: Place, layout: str, people: int) -> Contestant:
    """Flask-WTF, SQLite, Flask-Mail within the request."""
    port, database = place.port("plain", layout), place.folder / f"plain-{layout[:3]}.sqlite3"
    environment = {"QUESTIONS": str(place.questions), "DATABASE": str(database), "SMTP_PORT": str(place.smtp_port)}
    environment["SECRET_KEY"] = "known to this run only"  # noqa: S105 - the peers' cookies protect nobody
    pids = _flask(place, "plain", layout, port, environment)
    stages = [Stage(GET, acts.opens_one_page), Stage(POST, acts.sends_to_plain)]
    return Contestant(PLAIN, layout, port, pids, stages, people, partial(stored.found_by_plain, database))


def hello(place: Place, layout: str, people: int) -> Contestant:
    """The bare framework."""
    port = place.port("hello", layout)
    pids = _flask(place, "hello", layout, port, {})
    return Contestant(HELLO, layout, port, pids, [Stage(GET, acts.says_hello)], people, lambda _: ())


def _flask(place: Place, name: str, layout: str, port: int, environment: Mapping[str, str]) -> list[int]:
    if layout == PROXY:
        pids = place.behind_proxy(name, place.python, f"{PEERS}.{name}:app", environment)
    else:
        command: list[str | Path] = [
            place.python,
            "-m",
            "waitress",
            "--listen",
            f"127.0.0.1:{port}",
            f"{PEERS}.{name}:app",
        ]
        pids = [place.starts(f"{name}-waitress", command, environment)]
    place.well(name, pids[0], port)
    return pids


def wagtail(place: Place, python: Path, layout: str, people: int) -> Contestant:
    """Wagtail's form page, run by the interpreter that has Wagtail."""
    port = place.port("wagtail", layout)
    folder = place.folder / f"wagtail-{layout[:3]}"
    folder.mkdir()
    environment = {
        "DJANGO_SETTINGS_MODULE": f"{PEERS}.wagtail_site.settings",
        "BENCH_FOLDER": str(folder),
        "QUESTIONS": str(place.questions),
        "SMTP_PORT": str(place.smtp_port),
        "SECRET_KEY": "known to this run only",
        "PYTHONPATH": str(folder),
    }
    run_once([python, "-m", f"{PEERS}.wagtail_site.prepare"], environment)
    if layout == PROXY:
        pids = place.behind_proxy("wagtail", python, f"{PEERS}.wagtail_site.wsgi", environment)
    else:
        command: list[str | Path] = [python, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"]
        pids = [place.starts("wagtail-runserver", command, environment)]
    place.well("wagtail", pids[0], port)
    asked = json.loads(place.questions.read_text(encoding="utf-8"))
    send = acts.SendsToWagtail({question["name"]: dict(question["choices"]) for question in asked})
    stages = [Stage(GET, acts.opens_one_page), Stage(POST, send)]
    found = partial(stored.found_by_wagtail, folder / "wagtail.sqlite3")
    return Contestant(WAGTAIL, layout, port, pids, stages, people, found)
