"""Where staff are signed in, as rows: a copied cookie is worth nothing once its row is revoked, idle or old."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, delete, select, update
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff, StaffSession
from forms_service.db import vault

LIFETIME = timedelta(hours=12)
"""How long a sign-in lasts at most."""

IDLE = timedelta(minutes=60)
"""How long a sign-in lasts without a request."""

HALF_WAY = timedelta(minutes=15)
"""How long the second step may take after the password."""

FRESH = timedelta(minutes=15)
"""How long after proving to be there the acts that matter most are open."""

SEEN_EVERY = timedelta(minutes=1)
"""How often a request is written down as a sign of life: a write for each would double the cost of reading."""


def open_session(session: Session, staff_id: int, now: datetime, *, verified: bool = True) -> str:
    """Sign this person in: a fresh key of 256 random bits for the browser. Rows that ended by age are dropped on the way.

    Where it is not `verified`, the second step is owed.
    """
    key = secrets.token_urlsafe(32)
    session.execute(
        delete(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.created_at <= now - LIFETIME)
    )
    session.add(
        StaffSession(
            key_hash=_key_hash(key),
            staff_id=staff_id,
            created_at=now,
            last_seen_at=now,
            verified_at=now if verified else None,
            fresh_at=now,
        )
    )
    return key


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, in which session, since when the last sign of life is known, and when they last proved it."""

    person: Staff
    session_id: int
    last_seen_at: datetime
    fresh_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether another sign of life is worth a write."""
        return now - self.last_seen_at >= SEEN_EVERY

    def is_fresh(self, now: datetime) -> bool:
        """Whether the person proved to be there a short while ago."""
        return now - self.fresh_at < FRESH


def signed_in(session: Session, key: str, uniquifier: str, now: datetime) -> SignedIn | None:
    """Who holds this key, while it holds: of this person, who is active; both steps taken, not revoked, not idle, not too old."""
    found = session.execute(
        select(Staff, StaffSession.id, StaffSession.last_seen_at, StaffSession.fresh_at)
        .join(StaffSession, StaffSession.staff_id == Staff.id)
        .where(
            StaffSession.key_hash == _key_hash(key),
            *_alive(now),
            Staff.fs_uniquifier == uniquifier,
            Staff.active.is_(True),
        )
    ).one_or_none()
    return None if found is None else SignedIn(*found)


def half_signed_in(session: Session, key: str, uniquifier: str, now: datetime) -> Staff | None:
    """Who gave the password a short while ago, and owes the second step."""
    return session.scalar(
        select(Staff)
        .join(StaffSession, StaffSession.staff_id == Staff.id)
        .where(
            StaffSession.key_hash == _key_hash(key),
            StaffSession.revoked_at.is_(None),
            StaffSession.verified_at.is_(None),
            StaffSession.created_at > now - HALF_WAY,
            Staff.fs_uniquifier == uniquifier,
            Staff.active.is_(True),
        )
    )


def finish(session: Session, key: str, now: datetime) -> str:
    """The second step is taken: a new key, since whoever had the old one had only seen the first."""
    fresh = secrets.token_urlsafe(32)
    session.execute(
        update(StaffSession)
        .where(StaffSession.key_hash == _key_hash(key), StaffSession.verified_at.is_(None))
        .values(key_hash=_key_hash(fresh), verified_at=now, fresh_at=now, last_seen_at=now)
    )
    return fresh


def open_sessions(session: Session, staff_id: int, now: datetime) -> Sequence[StaffSession]:
    """Where this person is signed in now, the latest sign of life first."""
    rows = select(StaffSession).where(StaffSession.staff_id == staff_id, *_alive(now))
    return session.scalars(rows.order_by(StaffSession.last_seen_at.desc(), StaffSession.id.desc())).all()


def mark_seen(session: Session, key: str, now: datetime) -> None:
    """Write down a sign of life, which puts off the end by idleness."""
    session.execute(update(StaffSession).where(StaffSession.key_hash == _key_hash(key)).values(last_seen_at=now))


def mark_fresh(session: Session, session_id: int, now: datetime) -> None:
    """Write down that the person proved to be there."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(fresh_at=now))


def revoke(session: Session, key: str, now: datetime) -> None:
    """End the session of this key for good, wherever its cookie was copied to."""
    session.execute(_revoking(now).where(StaffSession.key_hash == _key_hash(key)))


def revoke_one(session: Session, staff_id: int, session_id: int, now: datetime) -> None:
    """End one session of this person, by its number; nobody else's."""
    session.execute(_revoking(now).where(StaffSession.staff_id == staff_id, StaffSession.id == session_id))


def revoke_all(session: Session, staff_id: int, now: datetime, *, but: int | None = None) -> None:
    """End every session of this person for good, except the one with the number `but`."""
    ending = _revoking(now).where(StaffSession.staff_id == staff_id)
    session.execute(ending if but is None else ending.where(StaffSession.id != but))


def _alive(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        StaffSession.revoked_at.is_(None),
        StaffSession.verified_at.is_not(None),
        StaffSession.created_at > now - LIFETIME,
        StaffSession.last_seen_at > now - IDLE,
    )


def _revoking(now: datetime) -> Update:
    return update(StaffSession).where(StaffSession.revoked_at.is_(None)).values(revoked_at=now)


def _key_hash(key: str) -> bytes:
    return vault().fingerprint("staff_session", key)
