"""Sends what was promised: renders, hands over, writes down what came of it. Never part of a request.

Each letter is claimed, sent and settled by itself, so a sender that is killed costs at most one repeat, which carries
the same Message-ID. Nothing personal is logged: a message is named by its row.
"""

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.addresses import BadAddress
from forms_service.association import Association
from forms_service.db import reading, transaction
from forms_service.errors import StorageUnavailable
from forms_service.outbox import queue
from forms_service.outbox.letter import Letter, write_letter
from forms_service.outbox.models import FAILED, LATER, SENT
from forms_service.outbox.post import NotTaken, Post, Refused, ServerAway, open_post
from forms_service.outbox.queue import Claim, LeaseLost
from forms_service.outbox.redaction import without_personal_data
from forms_service.outbox.rendering import render
from forms_service.outbox.retries import lease_for
from forms_service.settings import Settings

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
"""Seconds between two looks at the queue, for promises of other processes and for tries that become due."""

AWAY_PAUSE = 30.0
"""Seconds of rest after a server could not be used at all."""

_SETTLE_PAUSES = (0.5, 2.0, 8.0)


@dataclass
class Round:
    """What one round did: how many letters were sent, put off, failed; and whether it ended because the server was away."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    server_away: bool = False

    @property
    def tried(self) -> int:
        """How many messages were taken up."""
        return self.sent + self.later + self.failed


@dataclass(frozen=True)
class _Outcome:
    state: str
    detail: str = ""
    server_away: bool = False


def send_due(
    *, now: datetime | None = None, limit: int = 500, stopping: Callable[[], bool] = lambda: False, owner: str = ""
) -> Round:
    """Send what is due at `now` (the clock's moment where none is given), oldest first, at most `limit` messages.

    Ends early where the server is away, or when `stopping` says so between two messages. Needs an app context. Raises
    StorageUnavailable where nothing could be claimed.
    """
    settings: Settings = current_app.extensions["settings"]
    moment = clock.now if now is None else lambda: now
    owner = owner or f"{os.getpid()}-{secrets.token_hex(4)}"
    done = Round()
    with open_post(settings) as post:
        while done.tried < limit and not done.server_away and not stopping():
            claimed = _claim_next(moment(), owner, settings)
            if claimed is None:
                break
            outcome = _send(post, claimed, settings)
            _count(done, _settle(claimed, outcome, moment))
            done.server_away = outcome.server_away
    return done


class Sender:
    """A thread that sends for as long as the process serves. It outlives every error."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox-sender", daemon=True)

    def start(self) -> None:
        """Begin; what is due goes out at once."""
        self._thread.start()

    def stop(self, time_out: float = 10) -> bool:
        """Finish the letter in hand and end. Returns False where that took longer than `time_out` seconds."""
        self._stopping.set()
        queue.promised.set()
        if self._thread.ident is not None:
            self._thread.join(time_out)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            queue.promised.clear()
            done = self._round()
            if done.server_away:
                self._stopping.wait(AWAY_PAUSE)
            elif not done.tried and not self._stopping.is_set():
                queue.promised.wait(LOOK_EVERY)

    def _round(self) -> Round:
        try:
            with self._app.app_context():
                return send_due(stopping=self._stopping.is_set)
        except StorageUnavailable:
            log.warning("outbox: the database is busy or cannot be written; looking again later")
        except Exception as error:  # whatever it is, the next look may fare better; its text may name people
            log.error("outbox: a round ended with %s", _place(error))
        return Round()


def _claim_next(now: datetime, owner: str, settings: Settings) -> Claim | None:
    with reading() as session:  # most looks find nothing: they need not queue with the writers
        if not queue.anything_due(session, now=now):
            return None
    with transaction() as session:
        return queue.claim(session, now=now, owner=owner, lease=lease_for(settings.smtp_timeout))


def _send(post: Post, claimed: Claim, settings: Settings) -> _Outcome:
    known: list[str] = []
    try:
        letter = _written(claimed, settings, known)
        post.hand_over(letter)
    except BadAddress:
        return _Outcome(FAILED, "the address is not one that mail servers take")
    except NotTaken as error:
        detail = without_personal_data(str(error), known)
        return _Outcome(FAILED if isinstance(error, Refused) else LATER, detail, isinstance(error, ServerAway))
    except Exception as error:  # a broken template or an unreadable row delays itself only; its text may name people
        return _Outcome(LATER, f"could not be made: {_place(error)}")
    return _Outcome(SENT)


def _written(claimed: Claim, settings: Settings, known: list[str]) -> Letter:
    """The letter for a claimed row. What must not be repeated in logs is put into `known` before anything can fail."""
    association: Association = current_app.extensions["association"]
    message = claimed.row.message
    known += [message.recipient, *(fact for fact in message.facts.values() if "://" not in fact)]
    return write_letter(
        render(message, association),
        mail_from=settings.mail_from,
        house=association.name,
        recipient=message.recipient,
        message_id=claimed.row.message_id,
        created_at=claimed.row.created_at,
    )


def _settle(claimed: Claim, outcome: _Outcome, moment: Callable[[], datetime]) -> str:
    """Write down what came of it, with patience: a letter that was taken but not marked would be sent again."""
    for pause in (*_SETTLE_PAUSES, None):
        try:
            with transaction() as session:
                return _mark(session, claimed, outcome, moment())
        except LeaseLost:
            log.error("outbox: message %d: %s, but its lease had ended", claimed.row.id, outcome.state)
            return outcome.state
        except StorageUnavailable:
            if pause is None:
                break
            time.sleep(pause)
    log.error("outbox: message %d: %s, but it could not be written down", claimed.row.id, outcome.state)
    return outcome.state


def _mark(session: Session, claimed: Claim, outcome: _Outcome, now: datetime) -> str:
    if outcome.state == SENT:
        queue.mark_sent(session, claimed, now=now)
        return SENT
    log.warning("outbox: message %d: %s: %s", claimed.row.id, outcome.state, outcome.detail)
    if outcome.state == LATER:
        return queue.mark_later(session, claimed, now=now, detail=outcome.detail)
    queue.mark_failed(session, claimed, now=now, detail=outcome.detail)
    return FAILED


def _count(done: Round, state: str) -> None:
    setattr(done, state, getattr(done, state) + 1)


def _place(error: BaseException) -> str:
    """The kind of an error and where it arose, without its words."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
