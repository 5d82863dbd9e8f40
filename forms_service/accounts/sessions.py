"""Where staff are signed in, as rows: a copied cookie is worth nothing once its row is revoked, idle or old."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, delete, select, update
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff, StaffSession
from forms_service.db import vault

LIFETIME = timedelta(hours=12)
"""How long a sign-in lasts at most."""

IDLE = timedelta(minutes=60)
"""How long a sign-in lasts without a request."""

SEEN_EVERY = timedelta(minutes=1)
"""How often a request is written down as a sign of life: a write for each would double the cost of reading."""


def open_session(session: Session, staff_id: int, now: datetime) -> str:
    """Sign this person in: a fresh key of 256 random bits for the browser. Rows that ended by age are dropped on the way."""
    key = secrets.token_urlsafe(32)
    session.execute(
        delete(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.created_at <= now - LIFETIME)
    )
    session.add(StaffSession(key_hash=_key_hash(key), staff_id=staff_id, created_at=now, last_seen_at=now))
    return key


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, and since when the last sign of life is known."""

    person: Staff
    last_seen_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether another sign of life is worth a write."""
        return now - self.last_seen_at >= SEEN_EVERY


def signed_in(session: Session, key: str, uniquifier: str, now: datetime) -> SignedIn | None:
    """Who holds this key, while it holds: of this person, who is active; not revoked, not idle, not too old."""
    found = session.execute(
        select(Staff, StaffSession.last_seen_at)
        .join(StaffSession, StaffSession.staff_id == Staff.id)
        .where(
            StaffSession.key_hash == _key_hash(key),
            StaffSession.revoked_at.is_(None),
            StaffSession.created_at > now - LIFETIME,
            StaffSession.last_seen_at > now - IDLE,
            Staff.fs_uniquifier == uniquifier,
            Staff.active.is_(True),
        )
    ).one_or_none()
    return None if found is None else SignedIn(*found)


def mark_seen(session: Session, key: str, now: datetime) -> None:
    """Write down a sign of life, which puts off the end by idleness."""
    session.execute(update(StaffSession).where(StaffSession.key_hash == _key_hash(key)).values(last_seen_at=now))


def revoke(session: Session, key: str, now: datetime) -> None:
    """End the session of this key for good, wherever its cookie was copied to."""
    session.execute(_revoking(now).where(StaffSession.key_hash == _key_hash(key)))


def revoke_all(session: Session, staff_id: int, now: datetime) -> None:
    """End every session of this person for good."""
    session.execute(_revoking(now).where(StaffSession.staff_id == staff_id))


def _revoking(now: datetime) -> Update:
    return update(StaffSession).where(StaffSession.revoked_at.is_(None)).values(revoked_at=now)


def _key_hash(key: str) -> bytes:
    return vault().fingerprint("staff_session", key)
