"""The people of the staff, for the administrator: invite, change, shut out, let in again. Every page of it asks who is there."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts import service
from forms_service.accounts.entry import send_link
from forms_service.accounts.models import Staff
from forms_service.accounts.passwords import no_password
from forms_service.accounts.roles import PEOPLE
from forms_service.db import db, transaction
from forms_service.errors import RuleBroken
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests.procedure import Actor
from forms_service.staff.handover import assigned_cases, hand_over, heirs_of
from forms_service.staff.lock import NUMBER, page
from forms_service.staff.people_form import Invitation, Roles
from forms_service.staff.records import Badge

POST = ("POST",)
NOBODY = "nobody"
"""As the heir of a leaver's requests: they wait where everybody sees what nobody works on."""

GIVEN, BOUND, LEFT = "given", "bound", "left"
WHERE_THEY_WENT: Mapping[str, object] = {
    GIVEN: lazy_gettext("الطلبات التي انتقلت إلى من اخترته: %(count)s."),
    BOUND: lazy_gettext(
        "الاعتراضات التي بقيت بلا موظف: %(count)s. سبق لمن اخترته أن عمل على الطلب الأول أو صوّت عليه، فلا يعمل على"
        " الاعتراض عنه. يجدها من يعمل على الطلبات في «بلا موظف»."
    ),
    LEFT: lazy_gettext("الطلبات التي بقيت بلا موظف: %(count)s. يجدها من يعمل على الطلبات في «بلا موظف»."),
}
"""What is said of a leaver's requests, by what became of them."""


@page("/people/", needs=PEOPLE, fresh=True)
def people_list() -> ResponseReturnValue:
    """Everyone, with roles and whether they may sign in."""
    return render_template("staff/people.html", people=[(each, _badge(each)) for each in service.everyone(db.session)])


@page("/people/invite", needs=PEOPLE, methods=("GET", "POST"), fresh=True)
def invite() -> ResponseReturnValue:
    """Ask who is invited, and promise them a link."""
    form = Invitation(_scene(), request.form if request.method == "POST" else None)
    if request.method == "GET" or not form.validate():
        return _invitation_page(form)
    hashed = no_password()
    try:
        with transaction() as act:
            person = service.create_staff(
                act,
                email=form["email"].data,
                name=form["full_name"].data,
                password_hash=hashed,
                roles=form["roles"].data,
                branch=_branch(form),
                joined=False,
                now=clock.now(),
                actor=current_user.actor,
            )
            send_link(act, person, actor=current_user.actor)
            number = person.id
    except service.AlreadyOnStaff:
        form["email"].errors = [gettext("هذا البريد لموظف مسجّل لدينا")]
        return _invitation_page(form)
    return _to(number, "invited")


@page(f"/people/{NUMBER}", needs=PEOPLE, methods=("GET", "POST"), fresh=True)
def person(number: int) -> ResponseReturnValue:
    """One colleague: roles to change, and what else can be done."""
    colleague = _colleague(db.session, number)
    kept = {"roles": colleague.role_names, "branch": colleague.branch}
    form = Roles(_scene(kept), request.form if request.method == "POST" else None)
    if request.method == "GET" or not form.validate():
        return _person_page(colleague, form)
    return _doing(number, "changed", lambda act, who: service.set_roles(
        act, who, form["roles"].data, _branch(form), now=clock.now(), actor=current_user.actor
    ))  # fmt: skip


@page(f"/people/{NUMBER}/disable", needs=PEOPLE, methods=POST, fresh=True)
def disable_person(number: int) -> ResponseReturnValue:
    """Shut a colleague out at once; what they worked on goes to somebody else, or to nobody, in the same act."""
    went: dict[str, int] = {}

    def leave(act: Session, who: Staff) -> None:
        now, chosen = clock.now(), request.form.get("heir", "")
        heir = next((each for each in heirs_of(act, who) if str(each.id) == chosen), None)
        if heir is None and chosen != NOBODY and assigned_cases(act, who.id):
            raise StillAtWork(number)
        handed = hand_over(act, who, heir, by=_actor(), now=now)
        went.update({GIVEN: handed.given, BOUND if heir else LEFT: handed.left})
        service.disable_staff(act, who.email, now=now, actor=current_user.actor)

    return _doing(number, "disabled", leave, went)


@page(f"/people/{NUMBER}/enable", needs=PEOPLE, methods=POST, fresh=True)
def enable_person(number: int) -> ResponseReturnValue:
    """Let a colleague in again."""
    return _doing(number, "enabled", lambda act, who: service.enable_staff(
        act, who.email, now=clock.now(), actor=current_user.actor
    ))  # fmt: skip


@page(f"/people/{NUMBER}/link", needs=PEOPLE, methods=POST, fresh=True)
def send_person_link(number: int) -> ResponseReturnValue:
    """Send the invitation again, or a link for a new password."""
    return _doing(number, "sent", lambda act, who: send_link(act, who, actor=current_user.actor))


@page(f"/people/{NUMBER}/second-step/reset", needs=PEOPLE, methods=POST, fresh=True)
def reset_second_step(number: int) -> ResponseReturnValue:
    """For a lost phone: the colleague is out, and sets up another app at the next sign-in."""
    return _doing(number, "reset", lambda act, who: service.begin_anew(
        act, who, now=clock.now(), actor=current_user.actor
    ))  # fmt: skip


class StillAtWork(RuleBroken):
    """The colleague has requests that nobody else was named for."""


def _doing(
    number: int, done: str, act_on: Callable[[Session, Staff], object], went: Mapping[str, int] | None = None
) -> ResponseReturnValue:
    """Do something to a colleague in one transaction, and show their page with what happened, or why it did not.

    `went`: how many requests went where, once it is done.
    """
    try:
        with transaction() as act:
            act_on(act, _colleague(act, number))
    except service.LastAdministrator:
        return _refused(number, gettext("هذا آخر مدير للنظام. أعطِ الدور لموظف آخر قبل ذلك."))
    except StillAtWork:
        return _refused(number, gettext("لدى هذا الموظف طلبات مفتوحة. اختر من تنتقل إليه، أو اختر «بلا موظف»."))
    return _to(number, done, went)


def _refused(number: int, why: str) -> ResponseReturnValue:
    colleague = _colleague(db.session, number)
    form = Roles(_scene({"roles": colleague.role_names, "branch": colleague.branch}))
    return _person_page(colleague, form, why)


def _person_page(colleague: Staff, form: Page, refused: str = "") -> ResponseReturnValue:
    shown = render_template(
        "staff/person.html",
        person=colleague,
        badge=_badge(colleague),
        form=form,
        refused=refused,
        cases=assigned_cases(db.session, colleague.id),
        heirs=heirs_of(db.session, colleague),
        nobody=NOBODY,
        went=_where_they_went(),
    )
    return shown, 422 if refused or form.first_error else 200


def _invitation_page(form: Page) -> ResponseReturnValue:
    return render_template("staff/invite.html", form=form), 422 if form.first_error else 200


def _where_they_went() -> list[str]:
    counts = {name: request.args.get(name, 0, type=int) for name in WHERE_THEY_WENT}
    return [str(words) % {"count": counts[name]} for name, words in WHERE_THEY_WENT.items() if counts[name] > 0]


def _colleague(session: Session, number: int) -> Staff:
    try:
        return service.by_number(session, number)
    except service.NotOnStaff:
        abort(404)


def _badge(colleague: Staff) -> Badge:
    if not colleague.active:
        return Badge(gettext("موقوف"), "no")
    if colleague.joined_at is None:
        return Badge(gettext("مدعو"), "doing")
    return Badge(gettext("نشط"), "ok")


def _branch(form: Page) -> str | None:
    return cast("str | None", form["branch"].data) if "branch" in form else None


def _actor() -> Actor:
    return Actor(current_user.actor, frozenset(current_user.role_names), current_user.branch)


def _scene(kept: Mapping[str, object] | None = None) -> Scene:
    return Scene(current_app.extensions["association"], clock.today_in_riyadh(clock.now()), kept or {})


def _to(number: int, done: str, went: Mapping[str, int] | None = None) -> ResponseReturnValue:
    counts: dict[str, Any] = {name: count for name, count in (went or {}).items() if count}
    return redirect(url_for("staff.person", number=number, done=done, **counts), 303)
