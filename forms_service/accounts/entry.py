"""The pages before the back-office, open to strangers: the second step, a forgotten password, and the link that sets one.

They say nothing that tells a stranger who is on the staff.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_limiter import Limiter
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts import links, second_factor, service
from forms_service.accounts.models import Staff
from forms_service.accounts.passwords import PASSWORD_MAX, WeakPassword, hash_of
from forms_service.accounts.sign_in import (
    KEY,
    PASSWORD_MIN,
    PER_ACCOUNT,
    PER_ADDRESS,
    SIGN_IN,
    account_and_address,
    complete,
    half_way,
    keep_key,
    note_failure,
)
from forms_service.arabic import drop_marks
from forms_service.db import db, transaction, vault

entry = Blueprint("entry", __name__, url_prefix="/staff")

HOME = "/staff/"
View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class Trouble:
    """What is wrong with what was typed: the id of the input, and the words."""

    field: str
    words: str


def init_entry(app: Flask, limiter: Limiter) -> None:
    """Mount the pages. Comes after `init_accounts`; `limiter` slows guessing as it does for signing in."""
    app.register_blueprint(entry)
    views = app.view_functions
    for name, key in (("second_step", _person_half_way), ("begin", _person_half_way), ("forgot", account_and_address)):
        slow = limiter.limit(PER_ACCOUNT, key_func=key, methods=["POST"])
        views[f"entry.{name}"] = cast(View, limiter.limit(PER_ADDRESS, methods=["POST"])(slow(views[f"entry.{name}"])))
    views["entry.link"] = cast(View, limiter.limit(PER_ADDRESS, methods=["POST"])(views["entry.link"]))


def next_page() -> str:
    """The page of the back-office that was asked for before all this; its first where none was."""
    return own_address(request.values.get("next")) or HOME


def own_address(address: str | None) -> str | None:
    """The path and query of an address of the back-office; None for any other."""
    try:
        parts = urlsplit(address or "")
    except ValueError:  # `https://[` is no address
        return None
    inside = parts.path.startswith(HOME) and "\\" not in parts.path and "//" not in parts.path
    return parts.path + (f"?{parts.query}" if parts.query else "") if inside else None


def half_way_only(view: Callable[[Staff], ResponseReturnValue]) -> View:
    """Open a view only to somebody who gave the password and owes the second step; others begin at the beginning."""

    @wraps(view)
    def ask() -> ResponseReturnValue:
        person = half_way()
        return view(person) if person else redirect(url_for(SIGN_IN, next=next_page()))

    return ask


@entry.route("/second-step", methods=["GET", "POST"])
@half_way_only
def second_step(person: Staff) -> ResponseReturnValue:
    """Ask for a code of the app, or a recovery code."""
    if not person.has_second_factor:
        return redirect(url_for("entry.begin", next=next_page()))
    if request.method == "GET":
        return _drawn("second_step")
    now = clock.now()
    try:
        with transaction() as act:
            second_factor.check(act, person, request.form.get("code", ""), now)
            key = complete(act, person, now)
    except second_factor.WrongCode:
        return _drawn("second_step", wrong_code(person))
    keep_key(key)
    return redirect(next_page(), 303)


@entry.route("/second-step/begin", methods=["GET", "POST"])
@half_way_only
def begin(person: Staff) -> ResponseReturnValue:
    """Set up the app; the recovery codes are shown this once."""
    if person.has_second_factor:
        return redirect(url_for("entry.second_step", next=next_page()))
    secret, now = second_factor.new_secret(person, session[KEY]), clock.now()
    if request.method == "GET":
        return _set_up_page(person, secret)
    try:
        with transaction() as act:
            codes = second_factor.set_up(act, person, secret, request.form.get("code", ""), now)
            key = complete(act, person, now)
    except second_factor.WrongCode:
        return _set_up_page(person, secret, wrong_code(person))
    keep_key(key)
    return render_template("security/recovery_codes.html", codes=codes, next=next_page())


@entry.get("/second-step/qr.svg")
@half_way_only
def drawing(person: Staff) -> ResponseReturnValue:
    """The picture that the app reads. Only while nothing is set up."""
    if person.has_second_factor:
        abort(404)
    address = _address(person, second_factor.new_secret(person, session[KEY]))
    return Response(second_factor.drawing_of(address), mimetype="image/svg+xml")


@entry.route("/forgot", methods=["GET", "POST"])
def forgot() -> ResponseReturnValue:
    """Take an address, and always say the same."""
    if request.method == "GET":
        return _drawn("forgot")
    email, now = drop_marks(request.form.get("email", "")).strip(), clock.now()
    if "@" not in email:
        return _drawn("forgot", Trouble("email", gettext("اكتب البريد كاملًا، مثل name@example.com")))
    with transaction() as act:
        person = service.by_email(act, email)
        if person is not None and person.active and not links.asked_too_often(act, person.id, now):
            send_link(act, person, actor="public")
    return _drawn("forgot", sent=True)


@entry.route("/link/<key>", methods=["GET", "POST"])
def link(key: str) -> ResponseReturnValue:
    """Set the password of the person whom the link was sent to."""
    now = clock.now()
    person = links.holder_of(db.session, key, now)
    if person is None:
        return render_template("security/link_spent.html"), 410
    if request.method == "GET":
        return _password_page(person)
    try:
        hashed = hash_of(request.form.get("password", ""))
        with transaction() as act:
            links.use_link(act, key, hashed, now)
    except WeakPassword:
        return _password_page(person, _weak())
    except links.LinkSpent:
        return render_template("security/link_spent.html"), 410
    session.pop(KEY, None)  # the page that follows says what happened, not that a session ended
    return redirect(url_for(SIGN_IN, set="1"), 303)


def send_link(act: Session, person: Staff, *, actor: str) -> None:
    """Promise this person a mail with a link that sets a password: an invitation, or a reset for who has one already."""
    settings, contact = current_app.extensions["settings"], current_app.extensions["association"].contact.first
    good_for = links.RESET if person.joined_at else links.INVITATION
    service.send_link(
        act, person, good_for, public_url=settings.public_url, contact=contact, now=clock.now(), actor=actor
    )


def wrong_code(person: Staff) -> Trouble:
    """What is said of a code that does not hold; the failure is written down."""
    note_failure(person.id, "failed_second_step")
    return Trouble("code", gettext("الرمز غير صحيح أو استُخدم من قبل. انتظر رمزًا جديدًا، ثم اكتبه."))


def _weak() -> Trouble:
    words = gettext("كلمة المرور من %(least)s إلى %(most)s حرفًا.", least=PASSWORD_MIN, most=PASSWORD_MAX)
    return Trouble("password", words)


def _set_up_page(person: Staff, secret: str, trouble: Trouble | None = None) -> ResponseReturnValue:
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return _drawn("begin", trouble, secret=groups, address=_address(person, secret))


def _password_page(person: Staff, trouble: Trouble | None = None) -> ResponseReturnValue:
    return _drawn("set_password", trouble, person=person, least=PASSWORD_MIN)


def _drawn(template: str, trouble: Trouble | None = None, **more: object) -> ResponseReturnValue:
    page = render_template(f"security/{template}.html", trouble=trouble, next=next_page(), **more)
    return page, 422 if trouble else 200


def _address(person: Staff, secret: str) -> str:
    host = urlsplit(current_app.extensions["settings"].public_url).hostname or "localhost"
    return second_factor.address_of(secret, person, host)  # short: the picture stays coarse enough for any camera


def _person_half_way() -> str:
    """Whom to slow down: the person whose second step is guessed, from wherever."""
    person = half_way()
    return vault().fingerprint("second_step", str(person.id if person else request.remote_addr)).hex()
