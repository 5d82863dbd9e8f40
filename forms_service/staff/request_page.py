"""The page of one help request: who and what, where it stands, what can be done next, and all that is kept about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from flask_security import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.roles import HANDLE_CASES, READ_CASES
from forms_service.association import Association
from forms_service.db import db
from forms_service.help_requests.case_file import Note
from forms_service.help_requests.casework import PLANNED_IN, SIGNING
from forms_service.help_requests.checklist import MARKED_IN, MATCHING, REGISTRATION
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.standing import item_of
from forms_service.help_requests.statuses import ACCEPTED, CLOSED, DELIVERED, DELIVERING
from forms_service.help_requests.statuses import REGISTRATION as REGISTERING
from forms_service.outbox.models import FAILED, OutboxMessage
from forms_service.staff import appointments, request_edits, request_matching, request_side
from forms_service.staff.acting import actor_on, open_case, reaches
from forms_service.staff.lock import page
from forms_service.staff.reading import note_read
from forms_service.staff.records import NOTES as REMARKS
from forms_service.staff.records import deliveries_of, doubt_of, facts_of, service_of, state_of, texts_of
from forms_service.staff.request_history import CONFIRMED, history_of, named, names_of, since
from forms_service.staff.request_objection import objection_of, who_may_lead
from forms_service.staff.request_offers import offers_for
from forms_service.staff.saved_replies import choices
from forms_service.staff.typed import Typed
from forms_service.staff.wording import written_moment

RECORD = "staff.help_request_record"
MATCH, ANSWERS, SERVICE, MESSAGES, NOTES, HISTORY = "matching", "answers", "service", "messages", "notes", "history"
TABS = {
    MATCH: lazy_gettext("المطابقة"),
    ANSWERS: lazy_gettext("الإجابات"),
    SERVICE: lazy_gettext("التسجيل والخدمة"),
    MESSAGES: lazy_gettext("الرسائل"),
    NOTES: lazy_gettext("الملاحظات"),
    HISTORY: lazy_gettext("السجل"),
}
_WITH_SERVICE = frozenset({ACCEPTED, REGISTERING, DELIVERING, DELIVERED, CLOSED})


@dataclass(frozen=True)
class Failure:
    """An act that was not done: why, in words, and what was typed. `seen`: the revision it was meant for, where that passed."""

    act: str
    words: str
    typed: Typed
    status: int
    field: str = ""
    seen: int | None = None

    def kept(self, act: str, name: str, **which: object) -> str:
        """What was typed into this input of this form; `which` tells forms of one act apart."""
        same = act == self.act and all(self.typed[key] == str(value) for key, value in which.items())
        return self.typed[name] if same else ""


NOTHING = Failure("", "", Typed(), 200)


@dataclass(frozen=True)
class Tab:
    """One part of the page, as a link."""

    code: str
    label: object
    count: int = 0


def association() -> Association:
    """The facts of the association."""
    found: Association = current_app.extensions["association"]
    return found


@page("/help-requests/<reference>", needs=READ_CASES)
def help_request_record(reference: str) -> ResponseReturnValue:
    """One help request, at the tab that the address names."""
    tab = request.args.get("tab", MATCH)
    return show(reference, tab if tab in TABS else MATCH)


def show(reference: str, tab: str, failure: Failure = NOTHING) -> ResponseReturnValue:
    """The page, with what stood in the way of an act where something did."""
    case = open_case(reference)
    note_read(HelpRequest.kind, case.reference)
    now, session = clock.now(), db.session
    words = {
        **frame_of(session, case, now),
        **_PARTS[tab](session, case),
        "tab": tab,
        "tabs": _tabs(session, case),
        "failure": failure,
        "done": named(request.args["done"]) if request.args.get("done", "") in CONFIRMED else "",
        "changed": since(session, case, failure.seen) if failure.seen is not None else [],
    }
    return render_template("staff/help_request.html", **words), failure.status


def frame_of(session: Session, case: HelpRequest, now: datetime) -> dict[str, Any]:
    """What every tab shows: the head, the acts and the side."""
    return {
        "case": case,
        "record": case.answers,
        "service": service_of(case, association()),
        "badges": [badge for badge in (state_of(case), doubt_of(case)) if badge],
        "offers": offers_for(session, case, actor_on(case), now),
        "may": lambda right: reaches(case, right),
        "me": current_user.id,
        "arrived": request_side.arrived(session, case),
        "item": item_of(session, case),
        "worker": request_side.worker_of(session, case),
        "colleagues": who_may_lead(session, case),
        "objection": objection_of(session, case),
        "contact": request_side.contact_of(case),
        "appointments": appointments.lines_of(session, case),
        "meetings": appointments.MEETINGS.items(),
        "who_may_meet": appointments.who_may_meet(session),
        "entry": request_side.entry_of(session, case, association()),
        "to_tell": request_side.to_tell(session, case, association()),
        "lacks_a_way": request_side.lacks_a_way(case),
        "readiness": request_side.readiness_of(session, case, now),
        "informed": request_side.informed_of(case),
        "floor": request_side.floor_of(session, case, now),
        "declarations": request_side.declarations_of(session, case),
        "declaration_text": request_side.declaration_text(association()),
        "declaration_version": JOURNEY.texts["declaration"],
        "declaration_void": request_side.is_declaration_void(session, case),
        "others": request_side.others_of(session, case),
        "ways": request_matching.WAYS,
        "signing": [(code, request_side.METHODS[code]) for code in SIGNING],
        "tools": request_side.tools(),
    }


def _tabs(session: Session, case: HelpRequest) -> list[Tab]:
    failed = select(func.count()).where(OutboxMessage.about == case.reference, OutboxMessage.state == FAILED)
    notes = select(func.count()).where(Note.case_id == case.id)
    counts = {MESSAGES: session.scalar(failed) or 0, NOTES: session.scalar(notes) or 0}
    hidden = set() if case.state in _WITH_SERVICE else {SERVICE}
    return [Tab(code, label, counts.get(code, 0)) for code, label in TABS.items() if code not in hidden]


def _matching(session: Session, case: HelpRequest) -> dict[str, Any]:
    return {
        "lines": request_matching.lines_of(session, case, MATCHING, association()),
        "may_mark": case.state in MARKED_IN[MATCHING],
        "submitted": request_matching.day_of_submission(case),
        "asked": request_matching.asked_of(session, case),
        "saved": choices(),
    }


def _answers(session: Session, case: HelpRequest) -> dict[str, Any]:
    known = {section.name for section in case.answers.sections}
    pages = request_edits.pages_to_correct(case, association()) if reaches(case, HANDLE_CASES) else {}
    return {
        "pages": pages,
        "unasked": {slug: title for slug, title in pages.items() if slug not in known},
        "corrected": request_edits.corrected(session, case),
        "facts": facts_of(case, association()),
        "texts": texts_of(case.answers),
        "notes": REMARKS,
    }


def _service(session: Session, case: HelpRequest) -> dict[str, Any]:
    return {
        "lines": request_matching.lines_of(session, case, REGISTRATION, association()),
        "may_mark": case.state in MARKED_IN[REGISTRATION],
        "may_plan": case.state in PLANNED_IN,
        "may_give": case.state == DELIVERING,
        "parts_of_service": request_side.parts_of(session, case),
        "survey": request_side.SURVEY.get(case.survey_note or "", ""),
        "survey_choices": request_side.SURVEY,
    }


def _messages(session: Session, case: HelpRequest) -> dict[str, Any]:
    return {"deliveries": deliveries_of(session, case.reference)}


def _notes(session: Session, case: HelpRequest) -> dict[str, Any]:
    rows = session.scalars(select(Note).where(Note.case_id == case.id).order_by(Note.id.desc())).all()
    names = names_of(session, [row.actor for row in rows])
    return {"written": [(names[row.actor], written_moment(row.at), row.words["text"]) for row in rows]}


def _history(session: Session, case: HelpRequest) -> dict[str, Any]:
    return {"history": history_of(session, case)}


_PARTS: dict[str, Callable[[Session, HelpRequest], dict[str, Any]]] = {
    MATCH: _matching,
    ANSWERS: _answers,
    SERVICE: _service,
    MESSAGES: _messages,
    NOTES: _notes,
    HISTORY: _history,
}
