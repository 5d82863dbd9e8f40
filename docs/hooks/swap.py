"""Puts a new folder in the place of the one that is being served, so that nobody ever finds half of either.

Beside `site/` stands `.site.next/` while a build runs; after the exchange it holds the old site and is removed.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forms_service.errors import ConfigurationError

_HERE = -100  # AT_FDCWD: paths are as the process sees them
_EXCHANGE = 2  # RENAME_EXCHANGE, renameat2(2)
_CANNOT = {errno.ENOSYS, errno.EINVAL}
"""What kernels and file systems answer that know no exchange."""
_MOUNTED = {errno.EBUSY, errno.EXDEV}


@contextmanager
def next_to(site: Path) -> Iterator[Path]:
    """An empty folder on the same file system, for one build at a time; removed at the end with whatever it then holds.

    Raises ConfigurationError while another build holds it.
    """
    folder = site.with_name(f".{site.name}.next")
    site.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(site.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise ConfigurationError(f"another build of {site.name}/ is running.") from None
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def exchange(new: Path, current: Path) -> None:
    """Give `new` the name of `current` and the other way round: on Linux in one step, elsewhere with a moment without either.

    Raises ConfigurationError where the folder cannot be moved, for instance because another disk is mounted on it.
    """
    try:
        if not current.exists():
            new.rename(current)
        elif not _at_once(new, current):
            aside = current.with_name(f".{current.name}.old")
            current.rename(aside)
            new.rename(current)
            aside.rename(new)
    except OSError as error:
        hint = "; mount its parent instead" if error.errno in _MOUNTED else ""
        raise ConfigurationError(f"{current} cannot be replaced: {error.strerror}{hint}.") from None


def _at_once(one: Path, other: Path) -> bool:
    """Whether the system could exchange the two in one step. Raises OSError where it may not."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code))
