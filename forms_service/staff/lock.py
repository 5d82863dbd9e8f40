"""The back-office and its one lock: nobody passes without being signed in, and no page exists without naming its right."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from werkzeug.exceptions import Forbidden

from forms_service.accounts.roles import RIGHTS
from forms_service.accounts.sign_in import SIGN_IN, SIGN_OUT, has_ended

staff = Blueprint("staff", __name__, url_prefix="/staff")

NEEDS: dict[str, str] = {}
"""Which right each page of the back-office needs, by endpoint."""

OPEN_TO_STRANGERS = frozenset({SIGN_IN, SIGN_OUT})

View = Callable[..., ResponseReturnValue]


class UndeclaredRight(Exception):
    """A page below /staff/ names no right. The service does not start with it."""


def page(rule: str, *, needs: str, methods: Sequence[str] = ("GET",)) -> Callable[[View], View]:
    """Put a view at `/staff` + `rule` for people who have the right `needs`. Raises UndeclaredRight for an unknown one."""
    if needs not in RIGHTS:
        raise UndeclaredRight(f"{rule} needs {needs!r}, which is no right")

    def register(view: View) -> View:
        NEEDS[f"staff.{view.__name__}"] = needs
        staff.add_url_rule(rule, view_func=view, methods=list(methods))
        return view

    return register


def check_rights_are_declared(app: Flask) -> None:
    """Raise UndeclaredRight where a route below /staff/ neither names a right nor is open to strangers."""
    for rule in app.url_map.iter_rules():
        known = rule.endpoint in NEEDS or rule.endpoint in OPEN_TO_STRANGERS
        if (rule.rule == "/staff" or rule.rule.startswith("/staff/")) and not known:
            raise UndeclaredRight(f"{rule.rule} ({rule.endpoint})")


@staff.before_request
def lock() -> ResponseReturnValue | None:
    """Let pass who may, and answer everybody else. A view that draws itself after an expired token asks first: the check of
    the token comes before this one.
    """
    if not current_user.is_authenticated:
        return redirect(url_for(SIGN_IN, next=_this_page(), ended="1" if has_ended() else None))
    if not current_user.may(NEEDS[request.endpoint or ""]):
        abort(Forbidden.code)
    return None


@staff.errorhandler(Forbidden)
def _forbidden(_error: Forbidden) -> ResponseReturnValue:
    # The words of every 403, in the back-office's own frame: whoever is signed in must find the way out.
    return render_template("staff/forbidden.html"), Forbidden.code


def _this_page() -> str:
    return request.full_path if request.query_string else request.path
