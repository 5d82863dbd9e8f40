"""Rounds that look after what nobody asked for: notices to staff that were lost; drafts, counts and requests whose time is over.

A round starts from the submissions, so that it finds what no failure flag tells of. Nothing personal is logged.
"""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.db import db, transaction
from forms_service.errors import StorageUnavailable
from forms_service.formkit.drafts import any_expired, destroy_expired
from forms_service.help_requests import timer
from forms_service.help_requests.moves import MoveRefused
from forms_service.search import misses
from forms_service.watch.queries import Untold, untold
from forms_service.watch.service import promise_again

log = logging.getLogger(__name__)

EVERY = 300.0
"""Seconds between two rounds."""

BATCH = 100
"""Promises made in one transaction, so that a large loss does not hold up those who submit meanwhile; requests closed in a round."""


@dataclass(frozen=True)
class Swept:
    """What one round did: notices promised again, drafts erased, requests closed; and how many staff are not told of yet."""

    promised: int = 0
    erased: int = 0
    closed: int = 0
    untold: int = 0


def sweep() -> Swept:
    """One round, now. Needs an app context. Raises StorageUnavailable; what was done before that stays done."""
    now = clock.now()
    with Session(db.engine) as reading:  # most rounds find nothing: they need not queue with the writers
        cases, over = untold(reading, now=now), any_expired(reading, now)
        old = misses.any_old(reading, clock.today_in_riyadh(now))
        ended = timer.over(reading, now, BATCH)
    erased = 0
    if over or old:
        with transaction() as session:
            erased = destroy_expired(session, now)
            misses.destroy_old(session, clock.today_in_riyadh(now))
    promised = _promise([case for case in cases if not case.promised])
    swept = Swept(promised, erased, sum(_close(reference) for reference in ended), len(cases))
    if swept != Swept():
        log.log(
            logging.WARNING if swept.untold else logging.INFO,
            "watch: %d submissions of which staff are not told, %d notices promised again, %d drafts erased, %d requests closed",
            swept.untold,
            swept.promised,
            swept.erased,
            swept.closed,
        )
    return swept


class Sweeper:
    """A thread that makes a round every few minutes, beside the sender. It outlives every error."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin; the first round is made at once."""
        self._thread.start()

    def stop(self, time_out: float = 10) -> bool:
        """Finish the round in hand and end. Returns False where that took longer than `time_out` seconds."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(time_out)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._app.app_context():
                    sweep()
            except StorageUnavailable:
                log.warning("watch: the database is busy or cannot be written; looking again later")
            except Exception as error:  # whatever it is, the next round may fare better; its text may name people
                log.error("watch: a round ended with %s", type(error).__name__)
            self._stopping.wait(EVERY)


def _promise(lost: Sequence[Untold]) -> int:
    count = 0
    for at in range(0, len(lost), BATCH):
        with transaction() as session:
            count += sum(promise_again(session, case, now=clock.now()) for case in lost[at : at + BATCH])
    return count


def _close(reference: str) -> bool:
    try:
        with transaction() as session:
            timer.close(session, reference, now=clock.now())
    except MoveRefused:  # a colleague was there first
        return False
    return True
