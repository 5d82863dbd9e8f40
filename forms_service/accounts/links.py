"""Links with which a person sets a password, once: invitations, resets, and the one for the first administrator."""

import secrets
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff, StaffLink
from forms_service.accounts.sessions import revoke_all
from forms_service.audit.models import record_event
from forms_service.db import vault
from forms_service.errors import RuleBroken

INVITATION = timedelta(hours=72)
RESET = timedelta(hours=1)
TERMINAL = timedelta(hours=24)
"""How long a link is good, by how it reached the person."""

PER_HOUR = 3
"""Links that one person can be sent within an hour at a stranger's request."""


class LinkSpent(RuleBroken):
    """The link is unknown, used, replaced by a newer one or too old."""


def new_link(session: Session, person: Staff, good_for: timedelta, now: datetime) -> str:
    """A key of 256 random bits for this person. Links from before are worth nothing any more."""
    key = secrets.token_urlsafe(32)
    session.execute(
        update(StaffLink).where(StaffLink.staff_id == person.id, StaffLink.used_at.is_(None)).values(used_at=now)
    )
    session.add(StaffLink(key_hash=_key_hash(key), staff_id=person.id, created_at=now, expires_at=now + good_for))
    return key


def address_of(public_url: str, key: str) -> str:
    """Where the link leads."""
    return f"{public_url}/staff/link/{key}"


def holder_of(session: Session, key: str, now: datetime) -> Staff | None:
    """Whose link this is, while it is good."""
    return session.scalar(
        select(Staff)
        .join(StaffLink, StaffLink.staff_id == Staff.id)
        .where(
            StaffLink.key_hash == _key_hash(key),
            StaffLink.used_at.is_(None),
            StaffLink.expires_at > now,
            Staff.active.is_(True),
        )
    )


def use_link(session: Session, key: str, password_hash: str, now: datetime) -> Staff:
    """Set the password of the link's person; the link is spent and every open session ends. Raises LinkSpent."""
    person = holder_of(session, key, now)
    spending = update(StaffLink).where(StaffLink.key_hash == _key_hash(key), StaffLink.used_at.is_(None))
    if person is None or cast("CursorResult[object]", session.execute(spending.values(used_at=now))).rowcount != 1:
        raise LinkSpent
    person.password = password_hash
    person.joined_at = person.joined_at or now
    revoke_all(session, person.id, now)
    record_event(session, at=now, actor=person.actor, act="set_password", kind="staff", subject=str(person.id))
    return person


def asked_too_often(session: Session, staff_id: int, now: datetime) -> bool:
    """Whether this person was sent as many links within the hour as one may."""
    lately = select(func.count()).where(StaffLink.staff_id == staff_id, StaffLink.created_at > now - timedelta(hours=1))
    return (session.scalar(lately) or 0) >= PER_HOUR


def _key_hash(key: str) -> bytes:
    return vault().fingerprint("staff_link", key)
