"""The queue of promised messages: promise one, claim the next that is due, write down what came of it.

Every function takes part in the caller's transaction. A claim is a lease: whoever stops in the middle loses it in time.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import random
from threading import Event
from typing import cast
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import Select, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from forms_service.db import when_stored
from forms_service.outbox.message import Message
from forms_service.outbox.models import FAILED, LATER, LOST, QUEUED, SENDING, SENT, OutboxAttempt, OutboxMessage
from forms_service.outbox.retries import pause_after, trying_ended
from forms_service.settings import Settings
from forms_service.statements import Statement

promised = Event()
"""Set when a promise of this process was stored: its sender need not wait for the next look."""

_table = cast(Table, OutboxMessage.__table__)
_ADD = Statement(insert(_table).inline())
_TAKE = Statement(update(_table).where(_table.c.id == bindparam("row"), _table.c.next_try_at == bindparam("seen")))
_SETTLE = Statement(update(_table).where(_table.c.id == bindparam("row"), _table.c.lease == bindparam("held")))
_TRIED = Statement(insert(cast(Table, OutboxAttempt.__table__)).inline())


class LeaseLost(Exception):
    """The message is no longer this sender's: its lease ended and another took it. Nothing was written."""


@dataclass(frozen=True)
class Claim:
    """A message that this sender holds until `until`. `row` is detached: for reading only."""

    row: OutboxMessage
    lease: str
    until: datetime


def promise(session: Session, message: Message, *, now: datetime) -> str:
    """Store `message` with what it tells about: it will be sent if, and only if, the transaction is. Returns its Message-ID."""
    name = _new_message_id()
    row = {
        "message_id": name,
        "about": message.about,
        "template": message.template,
        "sealed_payload": OutboxMessage.seal(name, message),
        "state": QUEUED,
        "attempts": 0,
        "created_at": now,
        "next_try_at": now,
    }
    _ADD.run(session, row)
    when_stored(session, promised.set)
    return name


def anything_due(session: Session, *, now: datetime) -> bool:
    """Whether a message waits to be sent at `now`. Only reads."""
    return session.scalar(_due(now).with_only_columns(OutboxMessage.id)) is not None


def claim(session: Session, *, now: datetime, owner: str, lease: timedelta) -> Claim | None:
    """Take the message that is due longest, or None. Nobody else is given it before now + `lease`.

    A message whose former sender was silent until its lease ended is due again; that attempt is written down as lost.
    """
    row = session.scalar(_due(now).with_for_update(skip_locked=True))
    if row is None:
        return None
    mark, until = f"{owner[:40]} {secrets.token_hex(8)}", now + lease
    taken = {"state": SENDING, "lease": mark, "next_try_at": until, "attempts": row.attempts + 1}
    # Whoever takes it changes the moment of its next try, so nobody else has counted an attempt since it was read.
    if _TAKE.run(session, {"row": row.id, "seen": row.next_try_at, **taken}) != 1:
        return None
    if row.state == SENDING:
        _tried(session, row.id, now, LOST, "the sender stopped in the middle")
    for name, value in taken.items():
        set_committed_value(row, name, value)
    session.expunge(row)
    return Claim(row, mark, until)


def mark_sent(session: Session, claimed: Claim, *, now: datetime, detail: str = "") -> None:
    """The server has taken the message. Raises LeaseLost."""
    _settle(session, claimed, state=SENT, sent_at=now, next_try_at=None, last_error=None)
    _tried(session, claimed.row.id, now, SENT, detail)


def mark_later(
    session: Session, claimed: Claim, *, now: datetime, detail: str, random: Callable[[], float] = random
) -> str:
    """It could not be sent now: try again after a pause, or give up when trying has ended. Returns the outcome. Raises LeaseLost."""
    if trying_ended(claimed.row.created_at, claimed.row.attempts, now):
        mark_failed(session, claimed, now=now, detail=detail)
        return FAILED
    pause = pause_after(claimed.row.attempts, random)
    _settle(session, claimed, state=QUEUED, next_try_at=now + pause, last_error=detail[:300])
    _tried(session, claimed.row.id, now, LATER, detail)
    return LATER


def mark_failed(session: Session, claimed: Claim, *, now: datetime, detail: str) -> None:
    """It cannot be sent; a person must look. `detail` says why. Raises LeaseLost."""
    _settle(session, claimed, state=FAILED, next_try_at=None, last_error=detail[:300])
    _tried(session, claimed.row.id, now, FAILED, detail)


def can_be_sent_again(row: OutboxMessage) -> bool:
    """Whether sending it anew is any use: it failed, or waits after a try that did not succeed."""
    return row.state == FAILED or (row.state == QUEUED and row.attempts > 0)


def send_again(session: Session, rows: Iterable[OutboxMessage], *, now: datetime) -> int:
    """Make these messages due now, with a fresh ladder of pauses; what is sent or being sent stays. Returns how many."""
    count = 0
    for row in rows:
        if row.state in (QUEUED, FAILED):
            row.state, row.next_try_at, row.attempts, row.lease = QUEUED, now, 0, None
            count += 1
    when_stored(session, promised.set)
    return count


def _due(now: datetime) -> Select[OutboxMessage]:
    waiting = select(OutboxMessage).where(OutboxMessage.next_try_at <= now)
    return waiting.order_by(OutboxMessage.next_try_at, OutboxMessage.id).limit(1)


def _settle(session: Session, claimed: Claim, **values: object) -> None:
    if _SETTLE.run(session, {"row": claimed.row.id, "held": claimed.lease, "lease": None, **values}) != 1:
        raise LeaseLost


def _tried(session: Session, row: int, now: datetime, outcome: str, detail: str) -> None:
    _TRIED.run(session, {"outbox_id": row, "at": now, "outcome": outcome, "detail": detail[:300]})


def _new_message_id() -> str:
    settings: Settings = current_app.extensions["settings"]
    return f"<{secrets.token_hex(16)}@{_host(settings.public_url)}>"


@cache
def _host(address: str) -> str:
    host = urlsplit(address).hostname or "localhost"
    return f"[{host}]" if ":" in host else host.encode("idna").decode()
