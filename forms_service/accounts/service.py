"""People of the staff: made, listed and disabled. Called at the edges inside one transaction; never commits."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.accounts.sessions import revoke_all
from forms_service.audit.models import record_event
from forms_service.errors import RuleBroken


class AlreadyOnStaff(RuleBroken):
    """Someone with this e-mail address is on the staff already."""


class NotOnStaff(RuleBroken):
    """Nobody on the staff has this e-mail address."""


def by_email(session: Session, email: str) -> Staff | None:
    """The person with this address, in whatever case it was typed; None where there is none."""
    return session.scalar(select(Staff).where(Staff.email == email.strip().lower()))


def everyone(session: Session) -> Sequence[Staff]:
    """All of the staff, the disabled too, by e-mail address."""
    return session.scalars(select(Staff).order_by(Staff.email)).all()


def create_staff(
    session: Session, *, email: str, name: str, password_hash: str, roles: Sequence[str], now: datetime, actor: str
) -> Staff:
    """Add a person, who may sign in at once. Raises AlreadyOnStaff."""
    if by_email(session, email) is not None:
        raise AlreadyOnStaff(email)
    person = Staff(
        email=email.strip().lower(),
        name=name,
        password=password_hash,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        role_names=sorted(set(roles)),
        created_at=now,
    )
    session.add(person)
    session.flush()
    record_event(session, at=now, actor=actor, act="create", kind="staff", subject=str(person.id))
    return person


def disable_staff(session: Session, email: str, *, now: datetime, actor: str) -> Staff:
    """Shut a person out at once: no sign-in, and every open session ends. Raises NotOnStaff. Twice does no harm."""
    person = _known(session, email)
    person.active = False
    revoke_all(session, person.id, now)
    record_event(session, at=now, actor=actor, act="disable", kind="staff", subject=str(person.id))
    return person


def enable_staff(session: Session, email: str, *, now: datetime, actor: str) -> Staff:
    """Let a disabled person sign in again, with the password from before. Raises NotOnStaff."""
    person = _known(session, email)
    person.active = True
    record_event(session, at=now, actor=actor, act="enable", kind="staff", subject=str(person.id))
    return person


def set_password(session: Session, email: str, password_hash: str, *, now: datetime, actor: str) -> Staff:
    """Give a person a new password; every open session ends. Raises NotOnStaff."""
    person = _known(session, email)
    person.password = password_hash
    revoke_all(session, person.id, now)
    record_event(session, at=now, actor=actor, act="set_password", kind="staff", subject=str(person.id))
    return person


def _known(session: Session, email: str) -> Staff:
    person = by_email(session, email)
    if person is None:
        raise NotOnStaff(email)
    return person
