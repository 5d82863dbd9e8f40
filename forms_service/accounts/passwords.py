"""What a password of staff must be, and its hash. Asks Flask-Security, so that sign-in and terminal agree."""

import secrets

from flask import current_app
from flask_security import Security, hash_password

from forms_service.accounts.sign_in import PASSWORD_MIN
from forms_service.errors import RuleBroken

PASSWORD_MAX = 128
"""Signs a password has at most; Flask-Security sets this."""


class WeakPassword(RuleBroken):
    """The password has fewer than PASSWORD_MIN or more than PASSWORD_MAX signs."""


def hash_of(password: str) -> str:
    """The argon2id hash of a new password. Raises WeakPassword."""
    security: Security = current_app.extensions["security"]
    faults, normal = security.password_util.validate(password, True)
    if faults:
        raise WeakPassword(f"{PASSWORD_MIN} to {PASSWORD_MAX} signs are needed")
    return str(hash_password(normal))


def no_password() -> str:
    """A hash that no password fits: of somebody who has only been invited. Costs as much as any other."""
    return str(hash_password(secrets.token_urlsafe(32)))
