"""Sessions of the committee: the list, one session with its agenda, and the replies that have not left."""

import re
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.roles import COMMITTEE, RECORD_COMMITTEE
from forms_service.clock import today_in_riyadh, written_day
from forms_service.db import db
from forms_service.formkit.page import Page
from forms_service.help_requests import docket, meeting, statuses
from forms_service.help_requests.sessions import CommitteeSession
from forms_service.references import parse_reference
from forms_service.staff import committee_rows as rows
from forms_service.staff.committee_forms import Arrival, Mistaken, NewSession
from forms_service.staff.committee_room import (
    association,
    attempt,
    members,
    myself,
    names_of_staff,
    scene,
    session_or_404,
)
from forms_service.staff.committee_seat import seat_of
from forms_service.staff.lock import NUMBER, page

PAGE = 20
"""Closed sessions on a page."""
BOTH = ("GET", "POST")
SESSION = "staff.committee_session"


@page("/committee/", needs=COMMITTEE)
def committee_list() -> ResponseReturnValue:
    """What waits for the committee, and its sessions."""
    before = request.args.get("before", "")
    if not re.fullmatch("[0-9]{0,9}", before):
        abort(404)
    past = docket.closed_sessions(db.session, int(before) if before else None, PAGE + 1)
    unanswered = _unanswered()
    return render_template(
        "staff/committee.html",
        waiting=[row for row in unanswered if not row.is_decided],
        due=sum(row.may_reply for row in unanswered),
        sessions=docket.open_sessions(db.session),
        past=past[:PAGE],
        older=past[PAGE - 1].id if len(past) > PAGE else None,
        written_day=written_day,
    )


@page("/committee/replies", needs=COMMITTEE)
def committee_replies() -> ResponseReturnValue:
    """Replies that have not left: those that may leave now, those that are held, and requests without a decision."""
    found = _unanswered()
    return render_template(
        "staff/committee_replies.html",
        due=[row for row in found if row.may_reply],
        held=[row for row in found if row.is_decided and not row.may_reply],
        undecided=[row for row in found if not row.is_decided and row.is_past_floor],
    )


@page("/committee/sessions/new", needs=RECORD_COMMITTEE, methods=BOTH)
def committee_opening() -> ResponseReturnValue:
    """Open a session for today."""
    known = members()
    form = NewSession(scene(members=known), request.form if request.method == "POST" else None)
    refused = ""
    if request.method == "POST" and form.validate():
        opened: list[int] = []
        refused = attempt(lambda session: opened.append(_open(session, form)))
        if not refused:
            return _to(opened[0], "opened")
    return _form_page("staff/committee_opening.html", form, refused, members=known, day=written_day(_today()))


@page(f"/committee/sessions/{NUMBER}", needs=COMMITTEE)
def committee_session(number: int) -> ResponseReturnValue:
    """One session: who is present, and its agenda."""
    return _session_page(number)


@page(f"/committee/sessions/{NUMBER}/agenda", needs=RECORD_COMMITTEE, methods=BOTH)
def committee_agenda(number: int) -> ResponseReturnValue:
    """Put requests on the agenda: those that were ticked, or all that wait."""
    session_or_404(number)
    chosen = [row.reference for row in _free()] if "all" in request.form else request.form.getlist("reference")
    if request.method == "GET" or not chosen:
        return _to(number)

    def add(session: Session) -> None:
        opened = session.get_one(CommitteeSession, number)
        for reference in chosen:
            meeting.put_on_agenda(session, opened, parse_reference(reference) or "", by=myself(), now=clock.now())

    refused = attempt(add)
    return _session_page(number, refused) if refused else _to(number, "added")


@page(f"/committee/sessions/{NUMBER}/arrival", needs=RECORD_COMMITTEE, methods=BOTH)
def committee_arrival(number: int) -> ResponseReturnValue:
    """Members who came later, or were written down by mistake."""
    held = session_or_404(number)
    absent = [(code, name) for code, name in members() if int(code) not in held.present]
    voted = {vote.staff_id for item in held.agenda for vote in item.votes}
    idle = [(code, name) for code, name in members() if int(code) in {*held.present} - voted]
    takes_back = request.method == "POST" and "mistaken" in request.form
    came = Arrival(scene(members=absent), request.form if request.method == "POST" and not takes_back else None)
    gone = Mistaken(scene(members=idle), request.form if takes_back else None)
    form, refused = (gone, "") if takes_back else (came, "")
    if request.method == "POST" and form.validate():

        def does(session: Session) -> None:
            meant, by, now = session.get_one(CommitteeSession, number), myself(), clock.now()
            if takes_back:
                meeting.note_absence(session, meant, int(gone["gone"].data), by=by, now=now)
            else:
                meeting.note_arrival(session, meant, [int(code) for code in came["present"].data], by=by, now=now)

        refused = attempt(does)
        if not refused:
            return _to(number, "gone" if takes_back else "arrived")
    return _form_page("staff/committee_arrival.html", form, refused, held=held, came=came, gone=gone)


@page(f"/committee/sessions/{NUMBER}/close", needs=RECORD_COMMITTEE, methods=BOTH)
def committee_closing(number: int) -> ResponseReturnValue:
    """End a session, after a look at what has no result."""
    held = session_or_404(number)
    if held.closed_at is not None:
        return _to(number)
    if request.method == "GET":
        return render_template("staff/committee_closing.html", held=held, open=_open_items(held))
    attempt(lambda session: meeting.close_session(
        session, session.get_one(CommitteeSession, number), by=myself(), now=clock.now()
    ))  # fmt: skip
    return _to(number, "closed")


def _session_page(number: int, refused: str = "") -> ResponseReturnValue:
    held, names = session_or_404(number), names_of_staff()
    cases = docket.cases_on(db.session, held)
    person = current_user._get_current_object()
    seats = {item.id: seat_of(item, cases[item.case_id], person) for item in held.agenda}
    shown = render_template(
        "staff/committee_session.html",
        held=held,
        day=written_day(held.held_on),
        agenda=[rows.agenda_row(item, cases[item.case_id], seats[item.id], association()) for item in held.agenda],
        votes=any(seat.is_member for seat in seats.values()),
        present=rows.present_names(held, names),
        free=_free() if held.closed_at is None and current_user.may(RECORD_COMMITTEE) else [],
        refused=refused,
    )
    return shown, 422 if refused else 200


def _form_page(template: str, form: Page, refused: str, **more: object) -> ResponseReturnValue:
    return render_template(template, form=form, refused=refused, **more), 422 if refused or form.first_error else 200


def _open(session: Session, form: Page) -> int:
    present = [int(code) for code in form["present"].data]
    return meeting.open_session(session, _today(), present, by=myself(), now=clock.now()).id


def _unanswered() -> list[rows.Raised]:
    now, agendas = clock.now(), docket.on_open_agendas(db.session)
    return [rows.raised_row(case, now, association(), agendas) for case in docket.unanswered(db.session)]


def _free() -> list[rows.Raised]:
    """Requests that wait and stand on no open agenda."""
    return [row for row in _unanswered() if not row.is_decided and row.item is None]


def _open_items(held: CommitteeSession) -> int:
    cases = docket.cases_on(db.session, held)
    return sum(item.result is None and cases[item.case_id].state == statuses.COMMITTEE for item in held.agenda)


def _to(number: int, done: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(SESSION, number=number, done=done), 303)


def _today() -> date:
    return today_in_riyadh(clock.now())
