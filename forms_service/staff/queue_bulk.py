"""One act on several requests that were ticked: looked at first, then done one by one, each stored by itself.

What is refused for one, and why, is said beside it; the others are done.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.entry import own_address
from forms_service.accounts.models import Staff
from forms_service.accounts.roles import HANDLE_CASES
from forms_service.accounts.service import everyone
from forms_service.db import db, transaction
from forms_service.errors import StorageUnavailable
from forms_service.help_requests import casework
from forms_service.help_requests.independence import check_independent
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.procedure import ChangedMeanwhile, NoSuchRequest, move, to_change
from forms_service.help_requests.queries import by_reference
from forms_service.help_requests.statuses import CHECKING, DELIVERING, REGISTRATION, SIGNED
from forms_service.staff.acting import actor_on, reaches
from forms_service.staff.lock import lock, page
from forms_service.staff.records import Badge, state_of
from forms_service.staff.refusals import words_for
from forms_service.staff.request_objection import who_may_lead
from forms_service.web.expired import keeps_typed_text

MOST = 50
"""Requests that are ticked at once: those of one page."""

TAKE, GIVE, CONFIRM = "take", "give", "confirm"
DEEDS: Mapping[str, object] = {
    TAKE: lazy_gettext("أتولّى الطلبات"),
    GIVE: lazy_gettext("إسناد إلى زميل"),
    CHECKING: lazy_gettext("بدء المطابقة"),
    SIGNED: lazy_gettext("اكتمال المطابقة"),
    REGISTRATION: lazy_gettext("بدء التسجيل"),
    DELIVERING: lazy_gettext("بدء تقديم الخدمة"),
}
"""What can be done to several at once: to give them to somebody, and the moves with which nothing is said or sent."""

_PICK = re.compile(r"([0-9]{12}):([0-9]{1,9})")


class _NotFor(Exception):
    """The colleague may not work on this request."""


@dataclass(frozen=True)
class Pick:
    """A ticked request, and the revision at which it was shown."""

    reference: str
    seen: int

    @property
    def key(self) -> str:
        """As the form holds it."""
        return f"{self.reference}:{self.seen}"


@dataclass(frozen=True)
class Line:
    """A ticked request as it is shown: where it stands and, once the act was tried, why it was not done."""

    reference: str
    key: str
    state: Badge | None
    refused: str = ""


@page("/bulk", needs=HANDLE_CASES, methods=("GET", "POST"))
@keeps_typed_text
def queue_bulk() -> ResponseReturnValue:
    """Look at what was ticked, and do it once it was confirmed."""
    if refused := lock():
        return refused
    back = own_address(request.values.get("back")) or url_for("staff.help_request_list")
    if request.method == "GET":  # who signed in again comes here without what was posted
        return redirect(back, 303)
    picks, deed = _picks(), request.form.get("deed", "")
    if not picks or deed not in DEEDS:
        missing = _("علّم طلبًا أو أكثر أولًا.") if not picks else _("اختر الإجراء من القائمة.")
        return _drawn([], deed, back, error=missing), 422
    if request.form.get("step") != CONFIRM or g.get("expired"):
        late = _("بقيت الصفحة مفتوحة مدة طويلة. راجع ما اخترته، ثم أكّده.") if g.get("expired") else ""
        return _drawn(picks, deed, back, error=late), 400 if late else 200
    return _confirmed(picks, deed, back)


def _confirmed(picks: Sequence[Pick], deed: str, back: str) -> ResponseReturnValue:
    to = _worker(deed)
    if to is None and deed == GIVE:
        return _drawn(picks, deed, back, error=_("اختر الزميل من القائمة.")), 422
    now = clock.now()
    refused = {
        pick.reference: _attempt(pick, lambda session, case: _do(session, case, deed, to, now)) for pick in picks
    }
    db.session.rollback()  # what is read after the acts is read anew
    return _drawn(picks, deed, back, refused)


def _attempt(pick: Pick, does: Callable[[Session, HelpRequest], object]) -> str:
    """Do it in a transaction of its own; why it was not done, or nothing."""
    try:
        with transaction() as session:
            does(session, to_change(session, pick.reference, seen=pick.seen))
    except MoveRefused as refused:
        return words_for(refused)
    except ChangedMeanwhile:
        return str(_("تغيّر الطلب بعد أن عُرض لك، فلم يُنفَّذ عليه شيء. افتحه، وراجع ما تغيّر."))
    except NoSuchRequest:
        return str(_("لا يوجد طلب بهذا الرقم."))
    except _NotFor:
        return str(_("لا يعمل هذا الموظف على هذا الطلب، لفرعه أو لصلاحيته. اختر موظفًا آخر."))
    except StorageUnavailable:
        return str(_("الخدمة مشغولة الآن، فلم يُنفَّذ على هذا الطلب شيء. أعد المحاولة بعد قليل."))
    return ""


def _do(session: Session, case: HelpRequest, deed: str, to: Staff | None, now: datetime) -> None:
    by = actor_on(case)
    if not reaches(case, HANDLE_CASES):
        raise MoveRefused("not_yours", needs=("reception",))
    if to is None:
        move(session, case.reference, deed, by=by, now=now)
    elif case.assignee_id != to.id:  # who has it already keeps it: nothing to write down
        check_independent(session, case, to.actor)
        if to.id not in {person.id for person in who_may_lead(session, case)}:
            raise _NotFor
        casework.assign(session, case, to.id, by=by, now=now)


def _worker(deed: str) -> Staff | None:
    """To whom the requests go, where they go to somebody."""
    if deed == TAKE:
        me: Staff = current_user._get_current_object()
        return me
    chosen = request.form.get("to", "") if deed == GIVE else ""
    return next((person for person in _colleagues() if str(person.id) == chosen), None)


def _colleagues() -> list[Staff]:
    """People to whom requests are given; whether one may lead a certain request is asked of each."""
    return [person for person in everyone(db.session) if person.active and person.may(HANDLE_CASES)]


def _picks() -> list[Pick]:
    found = [_PICK.fullmatch(key) for key in dict.fromkeys(request.form.getlist("picked"))]
    if len(found) > MOST or None in found:
        abort(400)
    return [Pick(each[1], int(each[2])) for each in found if each]


def _drawn(
    picks: Sequence[Pick], deed: str, back: str, refused: Mapping[str, str] | None = None, *, error: str = ""
) -> str:
    """The page before the act or, where it says what was `refused`, after it."""
    lines = [_line(pick, (refused or {}).get(pick.reference, "")) for pick in picks]
    return render_template(
        "staff/bulk.html",
        lines=lines,
        done=[line for line in lines if not line.refused],
        undone=[line for line in lines if line.refused],
        is_over=refused is not None,
        deed=deed,
        label=DEEDS.get(deed, ""),
        colleagues=_colleagues() if deed == GIVE else (),
        chosen=request.form.get("to", ""),
        back=back,
        error=error,
    )


def _line(pick: Pick, refused: str) -> Line:
    case = by_reference(db.session, pick.reference)
    is_known = case is not None and reaches(case, HANDLE_CASES)
    return Line(pick.reference, pick.key, state_of(case) if case is not None and is_known else None, refused)
