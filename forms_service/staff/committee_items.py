"""One request before the committee: what a member needs to decide, stepping aside, the vote, and the result."""

from collections.abc import Callable
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.roles import COMMITTEE, RECORD_COMMITTEE, VOTE
from forms_service.db import db
from forms_service.formkit.page import Page
from forms_service.help_requests import committee, meeting
from forms_service.help_requests.independence import bound_by
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.sessions import AgendaItem
from forms_service.help_requests.standing import standing_of
from forms_service.staff.committee_forms import Ballot, Result
from forms_service.staff.committee_room import attempt, item_or_404, myself, names_of_staff, scene
from forms_service.staff.committee_rows import result_badge, tally_of
from forms_service.staff.committee_seat import seat_of
from forms_service.staff.committee_sight import sight_of
from forms_service.staff.committee_words import VOTES
from forms_service.staff.lock import NUMBER, lock, page
from forms_service.staff.reading import note_read
from forms_service.staff.records import NOTES
from forms_service.staff.refusals import words_for
from forms_service.web.expired import keeps_typed_text

BOTH = ("GET", "POST")
ITEM = "staff.committee_item"
EXPIRED = lazy_gettext("بقيت الصفحة مفتوحة مدة طويلة. ما كتبته باقٍ هنا، فسجّل النتيجة مرة أخرى.")


@page(f"/committee/items/{NUMBER}", needs=COMMITTEE)
def committee_item(number: int) -> ResponseReturnValue:
    """One request as the committee sees it; whoever stepped aside sees nothing of it."""
    item, case = item_or_404(number)
    return _item_page(item, case, Ballot(scene()))


@page(f"/committee/items/{NUMBER}/vote", needs=VOTE, methods=BOTH)
def committee_vote(number: int) -> ResponseReturnValue:
    """Look at one's choice once more, then cast it."""
    item, case = item_or_404(number)
    if request.method == "GET":
        return _to(number)
    form = Ballot(scene(), request.form)
    if not form.validate():
        return _item_page(item, case, form)
    choice: str = form["choice"].data
    if "sure" not in request.form and seat_of(item, case, current_user).may_vote:
        return render_template("staff/committee_vote.html", item=item, case=case, choice=choice, name=VOTES[choice][0])
    return _done(item, "voted", lambda session, held: meeting.vote(
        session, held, current_user.id, choice, by=myself(), now=clock.now()
    ))  # fmt: skip


@page(f"/committee/items/{NUMBER}/aside", needs=VOTE, methods=BOTH)
def committee_aside(number: int) -> ResponseReturnValue:
    """Ask once more, then step aside."""
    item, case = item_or_404(number)
    if request.method == "GET":
        if not seat_of(item, case, current_user).may_step_aside:
            return _to(number)
        return render_template("staff/committee_aside.html", item=item, case=case)
    return _done(item, "aside", lambda session, held: meeting.step_aside(
        session, held, current_user.id, by=myself(), now=clock.now()
    ))  # fmt: skip


@page(f"/committee/items/{NUMBER}/record", needs=RECORD_COMMITTEE, methods=BOTH)
@keeps_typed_text
def committee_record(number: int) -> ResponseReturnValue:
    """Write down what the votes decided, with its reason."""
    if stopped := lock():
        return stopped
    item, case = item_or_404(number)
    if not seat_of(item, case, current_user).may_record:
        return _to(number)
    result = committee.result_of([vote.choice for vote in item.votes])
    form = Result(scene(result=result), request.form if request.method == "POST" else None)
    if request.method == "GET" or g.get("expired") or request.form.get("result") != result or not form.validate():
        return _record_page(item, case, form, EXPIRED if g.get("expired") else "")
    said = {question.short_name: question.data or "" for question in form.questions}
    refused = attempt(lambda session: meeting.record(
        session, session.get_one(AgendaItem, number), public=said.get("public", ""),
        reason=said.get("wanted") or said.get("reason", ""), clause=said.get("clause") or None, expected=result,
        by=myself(), now=clock.now(),
    ))  # fmt: skip
    return _record_page(*item_or_404(number), form, refused) if refused else _to(number, "recorded")


def _item_page(item: AgendaItem, case: HelpRequest, form: Page, refused: str = "") -> ResponseReturnValue:
    seat = seat_of(item, case, current_user)
    if not seat.is_aside:
        note_read(HelpRequest.kind, case.reference)
    shown = render_template(
        "staff/committee_item.html",
        item=item,
        case=case,
        seat=seat,
        form=form,
        refused=refused,
        is_party=current_user.actor in bound_by(db.session, case),
        sight=sight_of(db.session, item, case, seat),
        notes=NOTES,
        my_vote=VOTES[seat.choice][0] if seat.choice else "",
        not_present=words_for(MoveRefused("not_present")) if seat.is_absent_member else "",
    )
    return shown, 422 if refused or form.first_error else 200


def _record_page(item: AgendaItem, case: HelpRequest, form: Page, refused: object = "") -> ResponseReturnValue:
    """What the votes decided and what must be said of it; where they decided nothing, why."""
    note_read(HelpRequest.kind, case.reference)
    tally = tally_of(item, names_of_staff())
    result = committee.result_of([vote.choice for vote in item.votes])
    shown = render_template(
        "staff/committee_record.html",
        item=item,
        case=case,
        form=form,
        tally=tally,
        result=result,
        badge=result_badge(result),
        obstacle=_obstacle(case, result, tally.left),
        refused=refused,
    )
    return shown, 400 if g.get("expired") else 422 if refused or form.first_error else 200


def _obstacle(case: HelpRequest, result: str | None, left: int) -> str:
    at = standing_of(db.session, case, clock.now())
    if at.members_voting < at.quorum:
        return words_for(MoveRefused("no_quorum", present=at.members_voting, quorum=at.quorum))
    if result:
        return ""
    if left:
        return str(_("لا قرار بعد: من الحاضرين من لم يصوّت. انتظر صوته، ثم سجّل النتيجة. العدد: %(count)s.", count=left))
    return words_for(MoveRefused("no_majority"))


def _done(item: AgendaItem, done: str, does: Callable[[Session, AgendaItem], Any]) -> ResponseReturnValue:
    number = item.id
    refused = attempt(lambda session: does(session, session.get_one(AgendaItem, number)))
    return _item_page(*item_or_404(number), Ballot(scene()), refused) if refused else _to(number, done)


def _to(number: int, done: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(ITEM, number=number, done=done), 303)
