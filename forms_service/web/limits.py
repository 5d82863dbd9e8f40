"""The limiter that routes share. Requests for help are never refused: only tracking and sign-in carry limits.

Flask-Limiter keeps the counts: in memory for one process, in Redis or Valkey (LIMITS_URL) for several.
"""

import time

import limits
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from forms_service.errors import ConfigurationError

limiter = Limiter(key_func=get_remote_address, headers_enabled=False)


def init_limits(app: Flask, address: str) -> None:
    """Count on the storage at `address` (`memory://`, `redis://…`). Raises ConfigurationError."""
    app.config.update(RATELIMIT_STORAGE_URI=address, RATELIMIT_STRATEGY="moving-window")
    try:
        limiter.init_app(app)
    except limits.errors.ConfigurationError:  # its words may repeat the address, which may hold a password
        raise ConfigurationError("The setting LIMITS_URL names a storage that cannot be used here.") from None


def seconds_to_wait() -> int:
    """How long until the limit that was just hit lets the next request through."""
    hit = limiter.current_limit
    return max(1, hit.reset_at - int(time.time())) if hit else 60
