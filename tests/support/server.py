"""The service as people run it: `flask serve` in a process of its own, on a free port, with a data folder of its own."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from forms_service.settings import ROOT, Settings
from tests.support.browser import Browser

READY_WITHIN = 60.0
"""Seconds a start may take on a busy machine."""
STOPPED_WITHIN = 30.0

FLASK = Path(sys.executable).with_name("flask")


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Service:
    """One installation: its settings, its data, and the process that serves it while it runs.

    In a `with` block it runs; at the end nothing of it is left running. `output` is all that it ever printed and logged.
    """

    def __init__(self, folder: Path, **settings: object) -> None:
        """Settings are named as in `forms_service.settings`, in lower case."""
        self.data = folder / "var"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._output = folder / "output.txt"
        own = {"data_dir": self.data, "listen_port": self.port, "public_url": self.url, "site_dir": folder / "site"}
        own["staff_totp"] = "optional"
        self._environment = environment({**own, **settings})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Service":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "service.sqlite3"

    @property
    def database_url(self) -> str:
        """The address of the database, whichever it is."""
        return self._environment.get("DATABASE_URL") or f"sqlite:///{self.database}"

    @property
    def output(self) -> str:
        """What every process of this installation printed and logged so far."""
        return self._output.read_text(encoding="utf-8") if self._output.exists() else ""

    @property
    def pid(self) -> int:
        """The number of the running process."""
        return self._running().pid

    def start(self) -> None:
        """Start the process and wait until it is well."""
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(
                [FLASK, "serve"], cwd=ROOT, env=self._environment, stdout=output, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + READY_WITHIN
        while not self.is_well():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the service did not start:\n{self.output}")
            time.sleep(0.02)

    def is_well(self) -> bool:
        """Whether /healthz says so."""
        try:
            return Browser(self.url).get("/healthz").status_code == 200
        except OSError:
            return False

    def kill(self) -> None:
        """End the process at once (SIGKILL), whatever it is doing. A process that has ended stays ended."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(STOPPED_WITHIN)

    def stop(self) -> int:
        """Ask the process to end (SIGTERM) and wait for it; its exit status."""
        self.terminate()
        return self.wait()

    def terminate(self) -> None:
        """Ask the process to end (SIGTERM)."""
        self._running().terminate()

    def wait(self) -> int:
        """Wait until the process has ended; its exit status."""
        return self._running().wait(STOPPED_WITHIN)

    def runs(self, *command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Another `flask` command on this installation, beside the server or without it."""
        return subprocess.run(
            [FLASK, *command],
            cwd=ROOT,
            env=self._environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=READY_WITHIN,
            check=False,
        )

    def starts(self, *command: str) -> "subprocess.Popen[bytes]":
        """Another `flask` command that goes on beside the test, which ends it."""
        with self._output.open("ab") as output:
            return subprocess.Popen(
                [FLASK, *command], cwd=ROOT, env=self._environment, stdout=output, stderr=subprocess.STDOUT
            )

    def _running(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None, "not started"
        return self._process


def environment(settings: dict[str, object]) -> dict[str, str]:
    """This process's environment with these settings of the service and no others."""
    kept = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    given = {name.upper(): str(value) for name, value in settings.items()}
    return {
        **kept,
        "FLASK_APP": "forms_service.app:from_command_line",
        "PYTHONUTF8": "1",
        "SETTINGS_FILE": os.devnull,
        "FLASK_SKIP_DOTENV": "1",
        **given,
    }
