"""When a message that could not be sent is tried again, and when trying ends. Knows no Flask and no database."""

from collections.abc import Callable
from datetime import datetime, timedelta

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""The wait after the first, second, … attempt; the last one repeats."""

TRYING_ENDS = timedelta(hours=48)
JITTER = 0.2
"""The largest share by which a wait is lengthened, so that messages held up together do not return together."""


def pause_after(attempts: int, random: Callable[[], float]) -> timedelta:
    """How long to wait after this many attempts (≥ 1). `random` gives a number in [0, 1)."""
    return PAUSES[min(attempts, len(PAUSES)) - 1] * (1 + JITTER * random())


def trying_ended(created_at: datetime, attempts: int, now: datetime) -> bool:
    """Whether this failed attempt was the last: 48 hours since the promise, and every pause used at least once.

    The second half gives a message that waited for days while no sender ran, or that staff sent again, its own ladder.
    """
    return now - created_at >= TRYING_ENDS and attempts > len(PAUSES)


def lease_for(time_out: float) -> timedelta:
    """How long a sender may hold one message: longer than an SMTP conversation whose every reply comes just in time.

    `time_out` is that of one reply, in seconds.
    """
    return timedelta(seconds=60 + 15 * time_out)
