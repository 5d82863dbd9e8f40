"""The back-office and its one lock: nobody passes without being signed in, and no page exists without naming its right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from werkzeug.exceptions import Forbidden

from forms_service import clock
from forms_service.accounts.entry import own_address
from forms_service.accounts.policy import current_policy
from forms_service.accounts.roles import HANDLE_CASES, RIGHTS
from forms_service.accounts.sign_in import SIGN_IN, SIGN_OUT, half_way, has_ended, this_session
from forms_service.staff.acting import stands_in_at
from forms_service.states import N_

staff = Blueprint("staff", __name__, url_prefix="/staff")

NEEDS: dict[str, str] = {}
"""Which right each page of the back-office needs, by endpoint."""

FRESH: set[str] = set()
"""The endpoints that open only to somebody who proved to be there a short while ago."""

OPEN_TO_STRANGERS = frozenset(
    {SIGN_IN, SIGN_OUT, "entry.second_step", "entry.begin", "entry.drawing", "entry.forgot", "entry.link"}
)

MENU: Mapping[str, str] = {
    "staff.help_request_list": N_("الطلبات"),
    "staff.committee_list": N_("لجنة البحث"),
    "staff.feedback_list": N_("الرسائل"),
    "staff.volunteer_list": N_("المتطوعون"),
    "staff.durations": N_("مدد الخطوات"),
    "staff.people_list": N_("الموظفون"),
    "staff.audit_list": N_("سجل الأحداث"),
}
"""The pages that the header leads to, in its order, each for those who have its right."""

NUMBER = "<int(max=2147483647):number>"
"""A row's number in an address: no larger than a database takes."""

CONFIRM, POLICY = "staff.confirm", "staff.policy_reading"
NOT_INTERRUPTED = frozenset({CONFIRM, POLICY})

View = Callable[..., ResponseReturnValue]


class UndeclaredRight(Exception):
    """A page below /staff/ names no right. The service does not start with it."""


@dataclass(frozen=True)
class Entry:
    """A line of the header's menu."""

    endpoint: str
    label: str


def page(rule: str, *, needs: str, methods: Sequence[str] = ("GET",), fresh: bool = False) -> Callable[[View], View]:
    """Put a view at `/staff` + `rule` for people who have the right `needs`. Raises UndeclaredRight for an unknown one.

    `fresh`: only for somebody who gave a code or the password within a quarter of an hour; others are asked first.
    """
    if needs not in RIGHTS:
        raise UndeclaredRight(f"{rule} needs {needs!r}, which is no right")

    def register(view: View) -> View:
        endpoint = f"staff.{view.__name__}"
        NEEDS[endpoint] = needs
        if fresh:
            FRESH.add(endpoint)
        staff.add_url_rule(rule, view_func=view, methods=list(methods))
        return view

    return register


def check_rights_are_declared(app: Flask) -> None:
    """Raise UndeclaredRight where a route below /staff/ neither names a right nor is open to strangers."""
    for rule in app.url_map.iter_rules():
        known = rule.endpoint in NEEDS or rule.endpoint in OPEN_TO_STRANGERS
        if (rule.rule == "/staff" or rule.rule.startswith("/staff/")) and not known:
            raise UndeclaredRight(f"{rule.rule} ({rule.endpoint})")


def menu() -> list[Entry]:
    """What the header leads this person to; a stranger to nothing."""
    if not current_user.is_authenticated:
        return []
    return [Entry(endpoint, label) for endpoint, label in MENU.items() if current_user.may(NEEDS[endpoint])]


@staff.before_request
def lock() -> ResponseReturnValue | None:
    """Let pass who may, and answer everybody else. A view that draws itself after an expired token asks first: the check of
    the token comes before this one.
    """
    endpoint = request.endpoint or ""
    if not current_user.is_authenticated:
        return _to_sign_in()
    if not _may_open(endpoint):
        first = menu()
        if endpoint == "staff.help_request_list" and first:  # where signing in leads to: not everyone's page
            return redirect(url_for(first[0].endpoint))
        abort(Forbidden.code)
    if request.method == "GET" and endpoint not in NOT_INTERRUPTED and _owes_reading():
        return redirect(url_for(POLICY, next=_this_page()))
    if endpoint in FRESH and not this_session().is_fresh(clock.now()):
        back = _this_page() if request.method == "GET" else own_address(request.referrer)
        return redirect(url_for(CONFIRM, next=back), 303)
    return None


def _may_open(endpoint: str) -> bool:
    needed, named = NEEDS[endpoint], (request.view_args or {}).get("reference", "")
    return current_user.may(needed) or (needed == HANDLE_CASES and stands_in_at(named))


@staff.errorhandler(Forbidden)
def _forbidden(_error: Forbidden) -> ResponseReturnValue:
    # The words of every 403, in the back-office's own frame: whoever is signed in must find the way out.
    return render_template("staff/forbidden.html"), Forbidden.code


def _to_sign_in() -> ResponseReturnValue:
    person = half_way()
    if person is None:
        return redirect(url_for(SIGN_IN, next=_this_page(), ended="1" if has_ended() else None))
    step = "entry.second_step" if person.has_second_factor else "entry.begin"
    return redirect(url_for(step, next=_this_page()))


def _owes_reading() -> bool:
    policy = current_policy(current_app.extensions["settings"].site_dir)
    return policy is not None and policy.version != current_user.policy_version


def _this_page() -> str:
    return request.full_path if request.query_string else request.path
