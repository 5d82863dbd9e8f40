"""How a small form on the request page becomes one act: one route each, with its right, its tab and its confirmation.

What an act does stands in `request_casework.py`. Nothing typed is lost: a refusal, an expired page and a change by somebody
else all show the form again as it was filled in.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.db import db, transaction
from forms_service.help_requests.casework import NothingThere
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.procedure import Actor, ChangedMeanwhile, to_change
from forms_service.staff.acting import actor_on, open_case
from forms_service.staff.lock import lock, page
from forms_service.staff.refusals import words_for
from forms_service.staff.request_page import RECORD, TABS, Failure, show
from forms_service.staff.typed import Typed, Unclear
from forms_service.web.expired import keeps_typed_text


@dataclass(frozen=True)
class Doing:
    """One act under way: on which request, by whom, when, and what was typed."""

    session: Session
    case: HelpRequest
    typed: Typed
    by: Actor
    staff_id: int
    now: datetime

    def does(self, act: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Call an act of the room of help requests with what all of them take."""
        return act(self.session, self.case, *given, by=self.by, now=self.now, **more)


Does = Callable[[Doing], None]


def act(name: str, *, needs: str, tab: str) -> Callable[[Does], Does]:
    """Take the forms posted to `/help-requests/<reference>/<name>` from people whose right `needs` reaches the request.

    `name` is the act's name in the audit; `tab` is where it leads to, unless the form names another.
    """

    def register(does: Does) -> Does:
        def view(reference: str) -> ResponseReturnValue:
            return lock() or _answered(name, reference, needs, tab, does)

        view.__name__ = f"request_{name}"
        page(f"/help-requests/<reference>/{name}", needs=needs, methods=("GET", "POST"))(keeps_typed_text(view))
        return does

    return register


def _answered(name: str, reference: str, needs: str, tab: str, does: Does) -> ResponseReturnValue:
    case = open_case(reference, needs)
    if request.method == "GET":  # who signed in again comes here without what was posted
        return redirect(url_for(RECORD, reference=case.reference, tab=tab), 303)
    typed, by, known = Typed.read(request.form), actor_on(case), case.reference
    tab = typed["tab"] if typed["tab"] in TABS else tab
    if failure := attempt(name, typed, lambda session: _do(session, known, typed, by, does)):
        return show(known, tab, failure)
    return redirect(url_for(RECORD, reference=known, tab=tab, done=name), 303)


def attempt(
    name: str,
    typed: Typed,
    does: Callable[[Session], object],
    within: Callable[[], AbstractContextManager[Session]] = transaction,
) -> Failure | None:
    """Do it in one transaction; what stood in the way, where something did."""
    if g.get("expired"):
        return Failure(name, _("بقيت الصفحة مفتوحة مدة طويلة. ما كتبته باقٍ هنا، فأعد الإجراء مرة أخرى."), typed, 400)
    seen = typed.number("seen")
    db.session.rollback()  # what is read after the act is read anew
    try:
        with within() as session:
            does(session)
    except MoveRefused as refused:
        return Failure(name, words_for(refused), typed, 422)
    except Unclear as unclear:
        return Failure(name, unclear.words, typed, 422, field=unclear.name)
    except ChangedMeanwhile:
        said = _("تغيّر الطلب بعد أن فتحته، فلم يُسجَّل إجراؤك. راجع ما تغيّر، ثم أعد الإجراء إن بقي لازمًا.")
        return Failure(name, said, typed, 409, seen=seen)
    except NothingThere:
        abort(404)
    return None


def _do(session: Session, reference: str, typed: Typed, by: Actor, does: Does) -> None:
    case = to_change(session, reference, seen=typed.number("seen"))
    does(Doing(session, case, typed, by, current_user.id, clock.now()))
