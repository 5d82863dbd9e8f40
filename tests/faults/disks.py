"""Small disks of the tests' own, which can be filled and made read-only under a running service. Mounting needs root."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


class Disk:
    """A file system in memory, mounted at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._filler = path / "filler"

    @contextmanager
    def full(self) -> Iterator[None]:
        """A block in which not one byte more fits."""
        with self._filler.open("wb", buffering=0) as filler, suppress(OSError):
            while True:
                filler.write(b"\0" * 4096)
        yield
        self._filler.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """A block in which nothing can be opened for writing. What is open stays so, as a mount with writers cannot be turned."""
        _run("mount", "--bind", self.path, self.path)
        try:
            _run("mount", "-o", "remount,bind,ro", self.path)
            yield
        finally:
            _run("umount", "--lazy", self.path)


@contextmanager
def small_disk(path: Path, size: str) -> Iterator[Disk]:
    """A disk of this size (as mount takes it: 8m) at `path` for the length of the block. Skips the test where it may not be."""
    path.mkdir(parents=True)
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", path)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk cannot be mounted here: run the tests as root, where mounting is allowed")
    try:
        yield Disk(path)
    finally:
        _run("umount", "--lazy", path)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)
