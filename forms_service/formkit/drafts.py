"""Answers on their way: kept at each page, sealed, found by a key that only the person's cookie holds; destroyed on submit.

A draft's key is also its form key: its fingerprint, stored UNIQUE with the submission, makes one journey one submission.
"""

import json
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import LargeBinary, String, Table, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_service.crypto import SealBroken
from forms_service.db import Model, UtcDateTime, vault
from forms_service.statements import Statement, insert_unless_known

log = logging.getLogger("forms_service.drafts")

Answers = dict[str, Any]


class Draft(Model):
    """One journey that was begun and not yet sent. Holds nothing in the clear but its form and its times."""

    __tablename__ = "drafts"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    form: Mapped[str] = mapped_column(String(40))
    sealed_answers: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


_table = cast(Table, Draft.__table__)
_mine = _table.c.key_hash == bindparam("key")
_KEPT = Statement(select(_table.c.sealed_answers).where(_mine, _table.c.expires_at > bindparam("now")))
_seen = _table.c.sealed_answers == bindparam("seen")
_REPLACE = Statement(update(_table).where(_mine, _seen))
_DESTROY = Statement(delete(_table).where(_mine))
_DESTROY_SEEN = Statement(delete(_table).where(_mine, _seen))
_DESTROY_MINE_EXPIRED = Statement(delete(_table).where(_mine, _table.c.expires_at <= bindparam("now")))
_DESTROY_EXPIRED = Statement(delete(_table).where(_table.c.expires_at <= bindparam("now")))


def new_key() -> str:
    """A fresh key for one journey: 128 random bits, URL-safe."""
    return secrets.token_urlsafe(16)


def key_hash(form: str, key: str) -> bytes:
    """What the database knows of a key: 32 bytes, equal for equal keys of the same form."""
    return vault().fingerprint(f"form_key:{form}", key)


def find(session: Session, found: bytes, now: datetime) -> bytes | None:
    """What is kept under the key of this hash, still sealed: other bytes whenever it was kept anew. None where nothing is."""
    sealed: bytes | None = _KEPT.scalar(session, {"key": found, "now": now})
    return sealed


def opened(sealed: bytes | None, found: bytes) -> Answers | None:
    """The answers in what was found, by question name; None where nothing was, or it no longer opens.

    What does not open (a lost key, changed bytes) is logged and begun anew: nobody is held at an error for its sake.
    """
    if sealed is None:
        return None
    try:
        answers: Answers = json.loads(vault().open(sealed, _context(found)))
    except SealBroken:
        log.error("a draft does not open: was a data key lost?")
        return None
    return answers


def load(session: Session, found: bytes, now: datetime) -> Answers | None:
    """The answers kept so far, by question name; None where nothing is kept, its time is over, or it no longer opens."""
    return opened(find(session, found, now), found)


def seal(answers: Answers, found: bytes) -> bytes:
    """The answers as they are kept under the key of this hash."""
    return vault().seal(json.dumps(answers, ensure_ascii=False).encode(), _context(found))


def keep(
    session: Session, form: str, found: bytes, sealed: bytes, *, seen: bytes | None, now: datetime, days: int
) -> bool:
    """Keep what was sealed for `days`, in place of what `find` has `seen`; False, and nothing written, where that is not there now."""
    row = {"form": form, "sealed_answers": sealed, "changed_at": now, "expires_at": now + timedelta(days=days)}
    if seen is not None:
        return _REPLACE.run(session, {"key": found, "seen": seen, **row}) == 1
    if insert_unless_known(session, _table, {"key_hash": found, **row}):
        return True
    _DESTROY_MINE_EXPIRED.run(session, {"key": found, "now": now})  # `find` sees it no more
    return insert_unless_known(session, _table, {"key_hash": found, **row})


def destroy(session: Session, found: bytes) -> None:
    """Erase what is kept under the key of this hash."""
    _DESTROY.run(session, {"key": found})


def destroy_seen(session: Session, found: bytes, seen: bytes) -> bool:
    """Erase what `find` has `seen`; False, and nothing written, where that is not there now."""
    return _DESTROY_SEEN.run(session, {"key": found, "seen": seen}) == 1


def destroy_expired(session: Session, now: datetime) -> int:
    """Erase every draft whose time is over; says how many."""
    return _DESTROY_EXPIRED.run(session, {"now": now})


def any_expired(session: Session, now: datetime) -> bool:
    """Whether a draft is kept beyond its time. Only reads."""
    return session.scalar(select(Draft.key_hash).where(Draft.expires_at <= now).limit(1)) is not None


def _context(found: bytes) -> str:
    return f"draft:{found.hex()}"
