"""People of the staff: invited, changed, disabled. Called at the edges inside one transaction; never commits.

`actor` is who acts, as the audit knows them. Whoever is disabled or given a new beginning is out at once.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forms_service.accounts import links, messages, second_factor
from forms_service.accounts.models import PolicyReading, Staff
from forms_service.accounts.roles import ADMIN
from forms_service.accounts.sessions import revoke_all
from forms_service.audit.models import record_event
from forms_service.db import take_turn
from forms_service.errors import RuleBroken
from forms_service.outbox.queue import promise

_ADMINISTRATORS = b"administrators"


class AlreadyOnStaff(RuleBroken):
    """Someone with this e-mail address is on the staff already."""


class NotOnStaff(RuleBroken):
    """Nobody on the staff has this e-mail address or number."""


class LastAdministrator(RuleBroken):
    """Nobody else could let people in afterwards: the last administrator stays."""


def by_email(session: Session, email: str) -> Staff | None:
    """The person with this address, in whatever case it was typed; None where there is none."""
    return session.scalar(select(Staff).where(Staff.email == email.strip().lower()))


def by_number(session: Session, number: int) -> Staff:
    """The person with this number. Raises NotOnStaff."""
    person = session.get(Staff, number)
    if person is None:
        raise NotOnStaff(number)
    return person


def everyone(session: Session) -> Sequence[Staff]:
    """All of the staff, the disabled too, by e-mail address."""
    return session.scalars(select(Staff).order_by(Staff.email)).all()


def create_staff(
    session: Session,
    *,
    email: str,
    name: str,
    password_hash: str,
    roles: Sequence[str],
    now: datetime,
    actor: str,
    branch: str | None = None,
    joined: bool = True,
) -> Staff:
    """Add a person. Where they have not `joined`, the hash is of no password, and a link will set one. Raises AlreadyOnStaff."""
    if by_email(session, email) is not None:
        raise AlreadyOnStaff(email)
    person = Staff(
        email=email.strip().lower(),
        name=name,
        password=password_hash,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        role_names=sorted(set(roles)),
        branch=branch,
        created_at=now,
        joined_at=now if joined else None,
    )
    session.add(person)
    session.flush()
    _write(session, person, "create", actor, now)
    return person


def send_link(
    session: Session, person: Staff, good_for: timedelta, *, public_url: str, contact: str, now: datetime, actor: str
) -> None:
    """Promise the person a mail with a link that sets a password: an invitation before they joined, else a reset."""
    key = links.new_link(session, person, good_for, now)
    facts = {"to": person.email, "name": person.name, "public_url": public_url, "key": key, "contact": contact}
    about = person.actor
    letter = messages.reset(about, **facts) if person.joined_at else messages.invitation(about, **facts)
    promise(session, letter, now=now)
    _write(session, person, "send_link", actor, now)


def begin_anew(session: Session, person: Staff, *, now: datetime, actor: str) -> None:
    """Take authenticator app and recovery codes away; every open session ends. The next sign-in sets them up anew."""
    second_factor.forget(session, person.id)
    revoke_all(session, person.id, now)
    _write(session, person, "reset_second_factor", actor, now)


def set_roles(
    session: Session, person: Staff, roles: Sequence[str], branch: str | None, *, now: datetime, actor: str
) -> None:
    """Give a person exactly these roles, and a branch. Raises LastAdministrator."""
    if ADMIN not in roles:
        _keep_an_administrator(session, person)
    person.role_names = sorted(set(roles))
    person.branch = branch
    _write(session, person, "set_roles", actor, now)


def disable_staff(session: Session, email: str, *, now: datetime, actor: str) -> Staff:
    """Shut a person out at once: no sign-in, and every open session ends. Twice does no harm.

    Raises NotOnStaff, LastAdministrator.
    """
    person = known(session, email)
    _keep_an_administrator(session, person)
    person.active = False
    revoke_all(session, person.id, now)
    _write(session, person, "disable", actor, now)
    return person


def enable_staff(session: Session, email: str, *, now: datetime, actor: str) -> Staff:
    """Let a disabled person sign in again, with the password from before. Raises NotOnStaff."""
    person = known(session, email)
    person.active = True
    _write(session, person, "enable", actor, now)
    return person


def set_password(session: Session, email: str, password_hash: str, *, now: datetime, actor: str) -> Staff:
    """Give a person a new password; every open session ends. Raises NotOnStaff."""
    person = known(session, email)
    person.password = password_hash
    person.joined_at = person.joined_at or now
    revoke_all(session, person.id, now)
    _write(session, person, "set_password", actor, now)
    return person


def acknowledge(session: Session, person: Staff, version: str, *, now: datetime) -> None:
    """Write down that the person has read this version of the policy. Twice does no harm."""
    known = select(PolicyReading.id).where(PolicyReading.staff_id == person.id, PolicyReading.version == version)
    take_turn(session, f"policy {person.id}".encode())
    if session.scalar(known) is None:
        session.add(PolicyReading(staff_id=person.id, version=version, at=now))
        _write(session, person, "acknowledge_policy", person.actor, now)
    session.execute(update(Staff).where(Staff.id == person.id).values(policy_version=version))


def known(session: Session, email: str) -> Staff:
    """The person with this address. Raises NotOnStaff."""
    person = by_email(session, email)
    if person is None:
        raise NotOnStaff(email)
    return person


def _keep_an_administrator(session: Session, person: Staff) -> None:
    """Raise LastAdministrator where this person is the only one who can let people in. One at a time, so that two cannot both go."""
    take_turn(session, _ADMINISTRATORS)
    others = session.scalars(
        select(Staff)
        .where(Staff.active.is_(True), Staff.id != person.id)
        .execution_options(populate_existing=True)  # as they are now, after whoever was waited for
    ).all()
    is_administrator = person.active and ADMIN in person.role_names
    if is_administrator and not any(ADMIN in other.role_names and other.joined_at for other in others):
        raise LastAdministrator(person.email)


def _write(session: Session, person: Staff, act: str, actor: str, now: datetime) -> None:
    record_event(session, at=now, actor=actor, act=act, kind="staff", subject=str(person.id))
