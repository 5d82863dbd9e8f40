"""Signing in: Flask-Security for e-mail, password and hashing; the session itself is a row of ours.

Flask-Security alone keeps the sign-in in a signed cookie, which a copy outlives. Here the cookie also holds a key, and
whoever presents it is asked for in `staff_sessions` at every request. Who owes the second step is nobody yet: `entry.py`
asks for it. Nothing here sends mail or writes on `db.session`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request, session
from flask_limiter import Limiter
from flask_login.utils import _user_context_processor  # type: ignore[import-untyped] # ships no types
from flask_security import (
    FSQLALiteUserDatastore,
    LoginForm,
    MailUtil,
    Security,
    current_user,
    user_authenticated,
)
from flask_security.utils import validate_redirect_url
from sqlalchemy import CursorResult, or_, update
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import Field

from forms_service import clock
from forms_service.accounts import sessions
from forms_service.accounts.models import Staff
from forms_service.accounts.roles import ROLES, Role
from forms_service.arabic import drop_marks
from forms_service.audit.models import record_event
from forms_service.db import db, transaction, vault

KEY = "staff_key"
"""Where Flask's cookie holds the key of the person's session."""

PASSWORD_MIN = 12
"""Signs a password of staff has at least."""

NOBODY = 0
"""The number of no person."""

FAILURES_EVERY = timedelta(minutes=15)

PER_ACCOUNT = "10 per 15 minutes"
PER_ADDRESS = "60 per 15 minutes"

View = Callable[[], Response]

SIGN_IN = "security.login"
SIGN_OUT = "security.logout"

_SETTINGS: dict[str, Any] = {
    "URL_PREFIX": "/staff",
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "LOGOUT_METHODS": ["POST"],
    "LOGOUT_CSRF": True,
    "POST_LOGIN_VIEW": "/staff/",
    "POST_LOGOUT_VIEW": "/staff/sign-in",
    "API_ENABLED_METHODS": ["session"],
    "STATIC_FOLDER": None,
    "FRESHNESS": timedelta(days=-1),  # the lock asks, by the rows
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_LENGTH_MIN": PASSWORD_MIN,
    "RETURN_GENERIC_RESPONSES": True,  # the words are in the sign-in page
    "FLASH_MESSAGES": False,
    "JOIN_USER_ROLES": False,  # roles are a table in code, not in the database
    "TRACKABLE": False,
    "TWO_FACTOR_IMPLEMENTATIONS": {},  # the second step is ours (docs/decisions/0013)
    "CACHE_CONTROL": None,  # the same headers as every other page
    "CLI_USERS_NAME": None,  # `flask staff` instead
    "CLI_ROLES_NAME": None,
}


class SignInForm(LoginForm):
    """E-mail and password. No "remember me": on an office computer a sign-in ends."""

    remember = None  # type: ignore[assignment] # takes the field away

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The form, with the spaces and marks gone that keyboards and pasting put around an address."""
        super().__init__(*args, **kwargs)
        if isinstance(self.email.data, str):
            self.email.data = drop_marks(self.email.data).strip()

    def validate(self, **kwargs: Any) -> bool:
        """Whether this is the password of somebody active; a failure is written down."""
        passed = bool(super().validate(**kwargs))
        if not passed and self.is_submitted():
            note_failure(self.user.id if self.user else NOBODY, "failed_sign_in")
        return passed

    def validate_next(self, field: Field) -> None:
        """Forget an address outside this service; it is no reason to refuse the person."""
        if field.data and not validate_redirect_url(field.data):
            field.data = ""


class NoMail(MailUtil):
    """Staff accounts send no mail: whatever would is not switched on, and mail never leaves from within a request."""

    def send_mail(self, template: str, *args: Any, **kwargs: Any) -> None:
        """Refuse."""
        raise RuntimeError(f"accounts do not send mail ({template})")


class StaffDatastore(FSQLALiteUserDatastore):
    """Staff for Flask-Security, apart from `db.session`: whatever the library does to them, that session stays clean."""

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Staff | None:
        """The person by one attribute, detached."""
        found = cast("Staff | None", super().find_user(case_insensitive=case_insensitive, **kwargs))
        if found is not None:
            db.session.expunge(found)
        return found

    def find_role(self, role: str) -> Role | None:  # type: ignore[override] # roles are a table, not rows
        """The role from the table."""
        return ROLES.get(role)

    def put(self, model: Staff) -> Staff:
        """Store the one thing the library changes here: a password hashed anew, when the hashing grew stronger."""
        with transaction() as act:
            act.execute(update(Staff).where(Staff.id == model.id).values(password=model.password))
        return model

    def commit(self) -> None:
        """Nothing is ever pending."""


def init_accounts(app: Flask, limiter: Limiter) -> None:
    """Let staff sign in at /staff/sign-in. Comes after CSRF protection, Babel and the database; `limiter` slows guessing."""
    pepper = app.extensions["vault"].fingerprint("staff_password", "pepper").hex()
    app.config.update({f"SECURITY_{name}": value for name, value in _SETTINGS.items()}, SECURITY_PASSWORD_SALT=pepper)
    app.config["SESSION_PROTECTION"] = None  # rows protect it; this would only write to visitors' cookies
    security = Security(app, StaffDatastore(db, Staff, Role), login_form=SignInForm, mail_util_cls=NoMail)  # type: ignore[arg-type]
    security.want_json(lambda _request: False)
    security.login_manager.user_loader(_load)
    security.login_manager.request_loader(lambda _request: None)  # no tokens: they would pass by the rows
    _ask_only_where_needed(app, security)
    user_authenticated.connect(_begin, app)
    views = app.view_functions
    slow = limiter.limit(PER_ACCOUNT, key_func=account_and_address, methods=["POST"])
    views[SIGN_IN] = _refusing_bad_next(cast(View, limiter.limit(PER_ADDRESS, methods=["POST"])(slow(views[SIGN_IN]))))
    views[SIGN_OUT] = _ending(cast(View, views[SIGN_OUT]))


def _ask_only_where_needed(app: Flask, security: Security) -> None:
    """Leave public pages, the health check and error pages alone: without this, each would look the person up."""
    security.principal.identity_loaders.clear()  # at every request; rights are checked by the lock
    app.template_context_processors[None].remove(_user_context_processor)  # at every page
    app.jinja_env.globals["current_user"] = current_user


def has_ended() -> bool:
    """Whether this browser was signed in and is no longer: idle, too old, revoked."""
    return KEY in session and not current_user.is_authenticated


def half_way() -> Staff | None:
    """Who gave the password in this browser a short while ago and owes the second step, detached; None where nobody does."""
    key, uniquifier = session.get(KEY), session.get("_user_id")
    if not (isinstance(key, str) and isinstance(uniquifier, str)):
        return None
    found = sessions.half_signed_in(db.session, key, uniquifier, clock.now())
    if found is not None:
        db.session.expunge(found)
    return found


def this_session() -> sessions.SignedIn:
    """The session of the current request, of somebody who is signed in."""
    current_user._get_current_object()
    found: sessions.SignedIn = g.staff_session
    return found


def needs_second_factor(person: Staff) -> bool:
    """Whether this person's password alone is not enough: always, unless STAFF_TOTP says otherwise and no app is set up."""
    required: bool = current_app.extensions["settings"].staff_totp == "required"
    return required or person.has_second_factor


def complete(act: Session, person: Staff, now: datetime) -> str:
    """The second step was taken in this browser: the session's new key, for `keep_key` once the transaction is stored."""
    key = sessions.finish(act, session[KEY], now)
    record_event(act, at=now, actor=person.actor, act="sign_in", kind="staff", subject=str(person.id))
    return key


def keep_key(key: str) -> None:
    """Give this browser the key of its session."""
    session[KEY] = key
    session.pop("csrf_token", None)  # whoever knew the visitor's token does not know the person's
    g.pop("csrf_token", None)


def note_failure(staff_id: int, what: str) -> None:
    """Write down that somebody failed to sign in as this person: once a quarter of an hour, however often they try.

    The same is asked of the database where `staff_id` is nobody's, so that both take the same time.
    """
    now = clock.now()
    quiet = or_(Staff.failed_at.is_(None), Staff.failed_at <= now - FAILURES_EVERY)
    with transaction() as act:
        first = act.execute(update(Staff).where(Staff.id == staff_id, quiet).values(failed_at=now))
        if cast("CursorResult[object]", first).rowcount == 1:
            record_event(act, at=now, actor="public", act=what, kind="staff", subject=str(staff_id))


def _load(uniquifier: str) -> Staff | None:
    now, key = clock.now(), session.get(KEY)
    found = sessions.signed_in(db.session, key, uniquifier, now) if isinstance(key, str) else None
    if found is None:
        return None
    db.session.expunge(found.person)
    g.staff_session = found
    if found.is_due(now):
        with transaction() as act:
            sessions.mark_seen(act, str(key), now)
    return found.person


def _begin(_app: Flask, user: Staff, **_more: Any) -> None:
    now, owes = clock.now(), needs_second_factor(user)
    with transaction() as act:
        key = sessions.open_session(act, user.id, now, verified=not owes)
        if not owes:
            record_event(act, at=now, actor=user.actor, act="sign_in", kind="staff", subject=str(user.id))
    keep_key(key)


def _refusing_bad_next(sign_in: View) -> View:
    """Answer 400 where `next` is no address at all: the library would fail on `https://[`, after the password was checked."""

    @wraps(sign_in)
    def check_and_sign_in() -> Response:
        try:
            for target in request.values.getlist("next"):
                urlsplit(target.replace("\\", "/"))
        except ValueError:
            abort(400)
        return sign_in()

    return check_and_sign_in


def _ending(sign_out: View) -> View:
    """Revoke the row before the cookie is cleared: where the row cannot be written, the person is not told otherwise."""

    @wraps(sign_out)
    def revoke_and_sign_out() -> Response:
        key, now = session.get(KEY), clock.now()
        if isinstance(key, str) and (current_user.is_authenticated or half_way()):
            with transaction() as act:
                sessions.revoke(act, key, now)
                if current_user.is_authenticated:
                    record_event(
                        act,
                        at=now,
                        actor=current_user.actor,
                        act="sign_out",
                        kind="staff",
                        subject=str(current_user.id),
                    )
        session.pop(KEY, None)
        return sign_out()

    return revoke_and_sign_out


def account_and_address() -> str:
    """Whom to slow down: the account that is tried, from the address it is tried from. Kept by fingerprint."""
    account = drop_marks(request.form.get("email", "")).strip().lower()
    return vault().fingerprint("sign_in", f"{account}\x00{request.remote_addr}").hex()
