"""The limiter that routes share. Requests for help are never refused: only tracking and sign-in carry limits.

Flask-Limiter keeps the counts: in memory for one process, in Redis or Valkey (LIMITS_URL) for several.
"""

import time

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, headers_enabled=False)


def init_limits(app: Flask, address: str) -> None:
    """Count on the storage at `address` (`memory://`, `redis://…`)."""
    app.config.update(RATELIMIT_STORAGE_URI=address, RATELIMIT_STRATEGY="moving-window")
    limiter.init_app(app)


def seconds_to_wait() -> int:
    """How long until the limit that was just hit lets the next request through."""
    hit = limiter.current_limit
    return max(1, hit.reset_at - int(time.time())) if hit else 60
