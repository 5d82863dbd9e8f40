"""Threads that set off together, each with a connection that is open already, so that they really meet."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask
from sqlalchemy import text

from forms_service.db import db, transaction

A_WHILE = 30.0
"""Seconds, the longest wait for another thread; never waited out when all is well."""

Result = TypeVar("Result")


def all_at_once(app: Flask, count: int, act: Callable[[int], Result]) -> list[Result]:
    """What `act(0)`, `act(1)`, … gave, each called in a thread and an app context of its own, all at the same moment."""
    together = threading.Barrier(count, timeout=A_WHILE)

    def run(number: int) -> Result:
        with app.app_context():
            with db.engine.connect() as reading:
                reading.execute(text("SELECT 1"))
                together.wait()
            together.wait()
            return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def in_transaction(act: Callable[..., Result], *args: object, **how: object) -> Result:
    """`act(session, …)` in a transaction of its own."""
    with transaction() as session:
        return act(session, *args, **how)
