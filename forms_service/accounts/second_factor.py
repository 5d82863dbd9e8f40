"""The second step of signing in: a code of an authenticator app (TOTP, RFC 6238), or one of ten recovery codes.

What is kept: the secret sealed, recovery codes as keyed hashes, and the last half-minute that was used, so that no code is
taken twice.
"""

import base64
import hmac
import io
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import cast

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import CursorResult, delete, func, or_, select, update
from sqlalchemy.orm import Session

from forms_service.accounts.models import RecoveryCode, Staff
from forms_service.audit.models import record_event
from forms_service.db import vault
from forms_service.errors import RuleBroken
from forms_service.references import clean_reference

DIGITS = 6
RECOVERY_CODES = 10
RECOVERY_DIGITS = 10
PERIOD = 30
"""Seconds that a code is good for; so much may the clock of a phone go wrong, either way."""


class WrongCode(RuleBroken):
    """Neither a code of the app for now, nor an unused recovery code; or it was used before."""


def new_secret(person: Staff, session_key: str) -> str:
    """The secret (base32, 160 bits) that this person is offered in this session: the same at every look, kept nowhere."""
    bits = vault().fingerprint("staff_totp", f"{person.id}\x00{session_key}")[:20]
    return base64.b32encode(bits).decode()


def address_of(secret: str, person: Staff, issuer: str) -> str:
    """What an authenticator app reads: otpauth://…"""
    return _totp(secret).get_provisioning_uri(person.email, issuer.replace(":", " "))


def drawing_of(address: str) -> bytes:
    """The address as a QR code, SVG. Dark on light in every theme: apps read no other."""
    drawn = io.BytesIO()
    segno.make(address, micro=False, error="m").save(drawn, kind="svg", light="#fff", scale=4, border=4)
    return drawn.getvalue()


def set_up(session: Session, person: Staff, secret: str, typed: str, now: datetime) -> Sequence[str]:
    """Keep the secret, once the person's app proves to know it; the recovery codes, to be shown this once. Raises WrongCode."""
    counter = _counter_of(secret, typed, now)
    session.execute(
        update(Staff)
        .where(Staff.id == person.id)
        .values(sealed_totp=vault().seal(secret.encode(), _context(person.id)), totp_counter=counter)
    )
    _write(session, person, "set_second_factor", now)
    return new_recovery_codes(session, person, now)


def check(session: Session, person: Staff, typed: str, now: datetime) -> None:
    """Take a code of the app or a recovery code, each only once. Raises WrongCode."""
    digits = clean_reference(typed)
    if len(digits) == RECOVERY_DIGITS:
        _use_recovery_code(session, person, digits, now)
        return
    if person.sealed_totp is None:
        raise WrongCode
    secret = vault().open(person.sealed_totp, _context(person.id)).decode()
    counter = _counter_of(secret, digits, now)
    newer = or_(Staff.totp_counter.is_(None), Staff.totp_counter < counter)
    if not _changed_one(
        session.execute(update(Staff).where(Staff.id == person.id, newer).values(totp_counter=counter))
    ):
        raise WrongCode


def new_recovery_codes(session: Session, person: Staff, now: datetime) -> Sequence[str]:
    """Ten new codes, as they are shown: 48293-05711. Those from before are worth nothing any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == person.id))
    codes = [f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}" for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(staff_id=person.id, code_hash=_code_hash(person.id, code)) for code in codes)
    _write(session, person, "new_recovery_codes", now)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(session: Session, staff_id: int) -> int:
    """How many recovery codes are unused."""
    unused = select(func.count()).where(RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def forget(session: Session, staff_id: int) -> None:
    """Take app and recovery codes away: the next sign-in sets them up anew."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    session.execute(update(Staff).where(Staff.id == staff_id).values(sealed_totp=None, totp_counter=None))


def _use_recovery_code(session: Session, person: Staff, code: str, now: datetime) -> None:
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_id == person.id,
            RecoveryCode.code_hash == _code_hash(person.id, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
    )
    if not _changed_one(used):
        raise WrongCode
    _write(session, person, "use_recovery_code", now)


def _counter_of(secret: str, typed: str, now: datetime) -> int:
    """The half-minute whose code this is. Raises WrongCode."""
    codes, here = _totp(secret), int(now.timestamp()) // PERIOD
    digits = clean_reference(typed).encode()
    for counter in (here, here - 1, here + 1):
        if hmac.compare_digest(codes.generate(counter * PERIOD), digits):
            return counter
    raise WrongCode


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), PERIOD)  # noqa: S303 # what every app knows; RFC 6238 does not rest on collisions


def _write(session: Session, person: Staff, act: str, now: datetime) -> None:
    record_event(session, at=now, actor=person.actor, act=act, kind="staff", subject=str(person.id))


def _changed_one(result: object) -> bool:
    return cast("CursorResult[object]", result).rowcount == 1


def _code_hash(staff_id: int, code: str) -> bytes:
    return vault().fingerprint("staff_recovery_code", f"{staff_id}\x00{code}")


def _context(staff_id: int) -> str:
    return f"staff_totp:{staff_id}"
