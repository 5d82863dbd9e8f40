"""Walks along the chain of events and finds where it breaks. Only reads; holds one handful of rows at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hmac import compare_digest
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, String, Table, func, select, type_coerce
from sqlalchemy.orm import Session

from forms_service.audit.chain import BEGINNING, Said, link
from forms_service.audit.models import Event, record_event
from forms_service.crypto import Vault
from forms_service.db import reading, vault

HANDFUL = 1000
"""Rows that are read at a time; between two handfuls no transaction is open."""

RECENT = 10_000
"""The newest events that are looked at where a walk along all would take too long."""

KIND = "audit"
WHOLE, BROKEN = "verify", "verify_broken"
"""How a walk is written down."""

_events = cast(Table, Event.__table__)
_TEXTS = ("actor", "act", "subject_kind", "subject", "chain_hash")
_MOMENT = "YYYY-MM-DD HH24:MI:SS.US"


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold: `first` to `last` are missing, or the one event `first` is not what was written."""

    first: int
    last: int
    missing: bool


@dataclass(frozen=True)
class Walked:
    """How far the chain was followed: `count` events up to the event `last`, whose link is `head`; and what ended it.

    `met`: whether the link that was asked for was passed. A `broken` chain was followed to the event before the break.
    """

    count: int
    last: int
    head: bytes
    met: bool
    broken: Break | None = None


def walk(*, newest: int | None = None, meet: bytes | None = None) -> Walked:
    """Follow the chain from its beginning, or only through so many of its newest events, up to where it ends or breaks.

    The newest are held against the link of the event before them, which itself is taken as it stands.
    """
    known = vault()
    last, head = _start(newest)
    count, met = 0, meet == head
    for row in _rows(last):
        if not _holds(known, head, row):
            return Walked(count, last, head, met, _broken(last, row))
        count, last, head = count + 1, row.id, row.chain_hash
        met = met or head == meet
    return Walked(count, last, head, met)


def note_walk(session: Session, walked: Walked, *, by: str, now: datetime) -> None:
    """Write down how far the chain was found whole, or where it was not: `1-42`, or `17`."""
    whole = f"{walked.last - walked.count + 1}-{walked.last}"
    act, subject = (BROKEN, str(walked.broken.first)) if walked.broken else (WHOLE, whole)
    record_event(session, at=now, actor=by, act=act, kind=KIND, subject=subject)


def _start(newest: int | None) -> tuple[int, bytes]:
    if newest is None:
        return 0, BEGINNING
    with reading() as session:
        last = session.scalar(select(func.max(Event.id))) or 0
        before = session.execute(
            select(Event.id, _plain("chain_hash")).where(Event.id <= last - newest).order_by(Event.id.desc()).limit(1)
        ).first()
    return (before.id, before.chain_hash) if before and isinstance(before.chain_hash, bytes) else (0, BEGINNING)


def _rows(after: int) -> Iterator[Row[Any]]:
    while True:
        with reading() as session, _whatever_it_holds(session):
            said = select(Event.id, _moment(session), *(_plain(name) for name in _TEXTS))
            found = session.execute(said.where(Event.id > after).order_by(Event.id).limit(HANDFUL)).all()
        yield from found
        if len(found) < HANDFUL:
            return
        after = found[-1].id


def _plain(name: str) -> ColumnElement[Any]:
    """A column as the driver reads it: a damaged value must be seen, not stumbled over."""
    return type_coerce(_events.c[name], String).label(name)


def _moment(session: Session) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "sqlite":
        return _plain("at")
    return func.to_char(func.timezone("UTC", _events.c.at), _MOMENT, type_=String).label("at")


@contextmanager
def _whatever_it_holds(session: Session) -> Iterator[None]:
    """In the block SQLite's text is read even where it is none any more."""
    driver: Any = session.connection().connection.dbapi_connection
    if session.get_bind().dialect.name != "sqlite":
        yield
        return
    driver.text_factory = partial(str, encoding="utf-8", errors="backslashreplace")
    try:
        yield
    finally:
        driver.text_factory = str


def _holds(known: Vault, head: bytes, row: Row[Any]) -> bool:
    said = Said(row.id, row.at, row.actor, row.act, row.subject_kind, row.subject)
    kept = row.chain_hash
    return isinstance(kept, bytes) and compare_digest(link(known, head, said), kept)


def _broken(last: int, row: Row[Any]) -> Break:
    if row.id == last + 1:
        return Break(row.id, row.id, missing=False)
    return Break(last + 1, row.id - 1, missing=True)
