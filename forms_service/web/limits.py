"""The limiter that routes share. Requests for help are never refused: only tracking and sign-in carry limits.

Flask-Limiter keeps the counts: in memory for one process, in Valkey or Redis (LIMITS_URL) for several. While that store
is away each process counts for itself, so that the limits hold loosely and nobody waits.
"""

import logging
import time
from threading import Timer
from typing import Any

import limits
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import MemoryStorage

from forms_service.errors import ConfigurationError

SENT_FROM_ONE_ADDRESS = limits.parse("20 per hour")
"""Forms that one address may send before the next is looked at twice. Many phones share one address: none is refused."""

_MEMORY = "memory://"
_QUIET_MEMORY = "quiet-memory://"
_LOOK_AFTER = 10.0
"""Seconds between looks for counts whose time is over, in the memory of this process."""
_SHARED: dict[str, Any] = {"wrap_exceptions": True, "socket_timeout": 1, "socket_connect_timeout": 1, "retry": None}
"""A store that does not answer within a second is away: no request waits longer for it."""


class QuietMemory(MemoryStorage):
    """The library's counts in memory, which looks after each count for those whose time is over, by a thread made anew."""

    STORAGE_SCHEME = ["quiet-memory"]  # noqa: RUF012 # as the library says it

    @property
    def timer(self) -> Timer:
        """What looks next."""
        return self._timer

    @timer.setter
    def timer(self, timer: Timer) -> None:
        timer.interval, timer.daemon = _LOOK_AFTER, True
        self._timer = timer


log = logging.getLogger(__name__)
limiter = Limiter(key_func=get_remote_address, headers_enabled=False)


def init_limits(app: Flask, address: str) -> None:
    """Count on the store at `address` (`memory://`, `redis://…`, `valkey://…`). Raises ConfigurationError."""
    if address.startswith("valkey"):  # the same protocol, and one client for both
        address = address.replace("valkey", "redis", 1)
    shared = address != _MEMORY
    address = address if shared else _QUIET_MEMORY
    app.config.update(
        RATELIMIT_STORAGE_URI=address,
        RATELIMIT_STORAGE_OPTIONS=_SHARED if shared else {},
        RATELIMIT_STRATEGY="moving-window",
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=shared,
    )
    try:
        limiter.init_app(app)
        # It would look for limits before every view; ours stand at views alone, which ask for themselves.
        app.before_request_funcs[None].remove(limiter._check_request_limit)
    except (limits.errors.ConfigurationError, ValueError):  # their words may repeat the address, with its password
        raise ConfigurationError("The setting LIMITS_URL names a storage that cannot be used here.") from None


def seconds_to_wait() -> int:
    """How long until the limit that was just hit lets the next request through."""
    hit = limiter.current_limit
    try:
        return max(1, hit.reset_at - int(time.time())) if hit else 60
    except limits.errors.StorageError:
        return 60


def much_was_sent() -> bool:
    """Whether the address of this request has sent as many forms as one may within the hour."""
    try:
        return not limiter.limiter.test(SENT_FROM_ONE_ADDRESS, "sent", get_remote_address())
    except limits.errors.StorageError:
        log.warning("limits: the store is away; what was sent from where is not known")
        return False


def count_sent() -> None:
    """Count a form that was stored, for the address of this request."""
    try:
        limiter.limiter.hit(SENT_FROM_ONE_ADDRESS, "sent", get_remote_address())
    except limits.errors.StorageError:
        log.warning("limits: the store is away; a form that was sent is not counted")
