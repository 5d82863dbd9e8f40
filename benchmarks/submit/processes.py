"""Servers as processes: started, asked until they answer, what they spent, stopped."""

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

from benchmarks.submit.client import HOST
from forms_service.settings import ROOT

READY_WITHIN = 60.0
"""Seconds a start may take on a busy machine."""
STOPPED_WITHIN = 20.0
_TICK = 1 / os.sysconf("SC_CLK_TCK")


class DidNotStart(Exception):
    """A server ended or stayed silent; the message holds the end of what it printed."""


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.create_server((HOST, 0)) as free:
        return int(free.getsockname()[1])


@contextlib.contextmanager
def running(
    command: Sequence[str | Path], *, folder: Path, name: str, environment: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Run a program, in the project's folder, while the block lasts; its process id. What it prints goes to NAME.log."""
    log = folder / f"{name}.log"
    with log.open("ab") as output:
        env = {**os.environ, **(environment or {})}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(port: int, path: str, pid: int, log: Path) -> None:
    """Wait for 200 at this address. Raises DidNotStart, at once where the process has ended."""
    opener = build_opener(ProxyHandler({}))
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and not _ended(pid):
        with contextlib.suppress(OSError, HTTPError), opener.open(f"http://{HOST}:{port}{path}", timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise DidNotStart(f"{log.name}: {log.read_text(errors='replace')[-2000:]}")


def wait_until_it_listens(port: int, log: Path) -> None:
    """Wait until something takes connections at this port. Raises DidNotStart."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=5):
            return
        time.sleep(0.05)
    raise DidNotStart(f"{log.name}: {log.read_text(errors='replace')[-2000:]}")


def cpu_seconds(roots: Sequence[int]) -> float:
    """What these processes and all that descend from them have spent, in user and system, since they began."""
    return sum(_spent(pid) for root in roots for pid in _family(root))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended meanwhile
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _ended(pid: int) -> bool:
    return _stat(pid)[0] == "Z"


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _spent(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) * _TICK
