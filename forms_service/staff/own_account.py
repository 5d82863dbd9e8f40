"""One's own account: where one is signed in, the second step, the password; proving to be there; reading the policy."""

from collections.abc import Callable
from typing import cast

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user
from flask_security.utils import verify_password
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts import links, second_factor, service, sessions
from forms_service.accounts.entry import Trouble, next_page, wrong_code
from forms_service.accounts.models import Staff
from forms_service.accounts.policy import current_policy
from forms_service.accounts.roles import OWN_ACCOUNT
from forms_service.accounts.sign_in import PER_ACCOUNT, note_failure, this_session
from forms_service.audit.models import record_event
from forms_service.db import db, transaction
from forms_service.staff.lock import NUMBER, page
from forms_service.staff.wording import written_moment
from forms_service.web.limits import limiter

POST = ("POST",)
View = Callable[[], ResponseReturnValue]


def _slow(view: View) -> View:
    """Guessing here is as slow as at the second step."""
    return cast(View, limiter.limit(PER_ACCOUNT, key_func=lambda: current_user.actor, methods=["POST"])(view))


@page("/account", needs=OWN_ACCOUNT)
def account() -> ResponseReturnValue:
    """Where one is signed in, and what proves who one is."""
    here, now = this_session().session_id, clock.now()
    rows = [
        {
            "number": row.id,
            "began": written_moment(row.created_at),
            "seen": written_moment(row.last_seen_at),
            "here": row.id == here,
        }
        for row in sessions.open_sessions(db.session, current_user.id, now)
    ]
    codes = second_factor.codes_left(db.session, current_user.id)
    return render_template("staff/account.html", sessions=rows, codes=codes)


@page(f"/account/sessions/{NUMBER}/end", needs=OWN_ACCOUNT, methods=POST)
def end_session(number: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    with transaction() as act:
        sessions.revoke_one(act, current_user.id, number, clock.now())
        _write(act, "end_session")
    return _back()


@page("/account/sessions/end-others", needs=OWN_ACCOUNT, methods=POST)
def end_other_sessions() -> ResponseReturnValue:
    """End all of one's own sessions but this one."""
    with transaction() as act:
        sessions.revoke_all(act, current_user.id, clock.now(), but=this_session().session_id)
        _write(act, "end_sessions")
    return _back()


@page("/account/recovery-codes", needs=OWN_ACCOUNT, methods=POST, fresh=True)
def make_recovery_codes() -> ResponseReturnValue:
    """New recovery codes, shown this once."""
    if not current_user.has_second_factor:
        abort(404)
    with transaction() as act:
        codes = second_factor.new_recovery_codes(act, _myself(), clock.now())
    return render_template("security/recovery_codes.html", codes=codes, next=url_for("staff.account"))


@page("/account/second-step/reset", needs=OWN_ACCOUNT, methods=POST, fresh=True)
def move_to_another_phone() -> ResponseReturnValue:
    """Forget the app of now; signing in again sets up the new one."""
    with transaction() as act:
        service.begin_anew(act, _myself(), now=clock.now(), actor=current_user.actor)
    return redirect(url_for("security.login"), 303)


@page("/account/password", needs=OWN_ACCOUNT, methods=POST, fresh=True)
def change_password() -> ResponseReturnValue:
    """Lead to the page that sets a new password."""
    with transaction() as act:
        key = links.new_link(act, _myself(), links.RESET, clock.now())
    return redirect(url_for("entry.link", key=key), 303)


@page("/confirm", needs=OWN_ACCOUNT, methods=("GET", "POST"))
@_slow
def confirm() -> ResponseReturnValue:
    """Ask once more who is there, before what matters most: for a code where an app is set up, else for the password."""
    if request.method == "GET":
        return _confirm_page()
    trouble = _check_code() if current_user.has_second_factor else _check_password()
    return _confirm_page(trouble) if trouble else redirect(next_page(), 303)


@page("/policy", needs=OWN_ACCOUNT, methods=("GET", "POST"))
def policy_reading() -> ResponseReturnValue:
    """The version of the policy in force, to be read and acknowledged once."""
    policy = current_policy(current_app.extensions["settings"].site_dir)
    if policy is None:
        return redirect(next_page())
    if request.method == "POST" and request.form.get("version") == policy.version:
        with transaction() as act:
            service.acknowledge(act, _myself(), policy.version, now=clock.now())
        return redirect(next_page(), 303)
    return render_template("staff/policy.html", policy=policy, next=next_page())


def _check_code() -> Trouble | None:
    try:
        with transaction() as act:
            second_factor.check(act, _myself(), request.form.get("code", ""), clock.now())
            sessions.mark_fresh(act, this_session().session_id, clock.now())
    except second_factor.WrongCode:
        return wrong_code(_myself())
    return None


def _check_password() -> Trouble | None:
    typed = current_app.extensions["security"].password_util.normalize(request.form.get("password", ""))
    if verify_password(typed, current_user.password):
        with transaction() as act:
            sessions.mark_fresh(act, this_session().session_id, clock.now())
        return None
    note_failure(current_user.id, "failed_confirmation")
    return Trouble("password", gettext("كلمة المرور غير صحيحة. راجعها، ثم حاول مرة أخرى."))


def _confirm_page(trouble: Trouble | None = None) -> ResponseReturnValue:
    return render_template("staff/confirm.html", trouble=trouble, next=next_page()), 422 if trouble else 200


def _myself() -> Staff:
    person: Staff = current_user._get_current_object()
    return person


def _back() -> ResponseReturnValue:
    return redirect(url_for("staff.account"), 303)


def _write(act: Session, what: str) -> None:
    record_event(act, at=clock.now(), actor=current_user.actor, act=what, kind="staff", subject=str(current_user.id))
