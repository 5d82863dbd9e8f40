"""The inbox of messages to us: the list by state and kind, newest first, and a colleague's own question put into it."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from forms_service import clock
from forms_service.accounts.models import Staff
from forms_service.accounts.roles import ANSWER_FEEDBACK, FEEDBACK
from forms_service.clock import today_in_riyadh, written_day
from forms_service.db import db, transaction
from forms_service.feedback import queries, service
from forms_service.feedback.form import InternalInquiry
from forms_service.feedback.kinds import INQUIRY_TOPICS, NAMES, TOPICS
from forms_service.feedback.misconceptions import misconceptions
from forms_service.feedback.models import Feedback
from forms_service.feedback.statuses import ANSWERED, CLOSED, RECEIVED, STATES
from forms_service.formkit import drafts
from forms_service.formkit.answers import AnswersRecord, Section
from forms_service.formkit.page import Scene
from forms_service.references import parse_reference
from forms_service.staff.late_notices import late_notices
from forms_service.staff.lock import page
from forms_service.staff.reading import note_list
from forms_service.staff.records import DOUBTS, Badge

PAGE = 50
VIEWS: Mapping[str, str | None] = {"open": RECEIVED, "answered": ANSWERED, "closed": CLOSED, "unmailed": None}
"""The tabs of the list, and the state that each shows; none: any whose sender could not be mailed."""


@dataclass(frozen=True)
class Row:
    """One line of the list: nothing of what was written, and no name of its sender."""

    reference: str
    kind: str
    topic: str
    badges: tuple[Badge, ...]
    assignee: str
    received: str


@page("/feedback/", needs=FEEDBACK)
def feedback_list() -> ResponseReturnValue:
    """Messages of one state, all kinds or one, newest first."""
    view, sort = request.args.get("view", "open"), request.args.get("kind")
    if view not in VIEWS or sort not in (None, *NAMES):
        abort(404)
    return drawn(view, sort)


@page("/feedback/new", needs=ANSWER_FEEDBACK, methods=("GET", "POST"))
def feedback_internal() -> ResponseReturnValue:
    """Put a question from within the association into the inbox. The form carries its key, so that it is stored once."""
    form = InternalInquiry(_scene(), request.form if request.method == "POST" else None)
    key = request.form.get("key") or secrets.token_urlsafe(16)
    if request.method == "GET" or not form.validate():
        page = render_template("staff/feedback_new.html", form=form, key=key)
        return page, 200 if request.method == "GET" else 422
    asked = tuple(question.answer(question.data, question.notes) for question in form.questions)
    record = AnswersRecord("internal", (Section(form.slug, form.heading(form.scene), asked),))
    with transaction() as act:
        form_key = drafts.key_hash("internal", f"{current_user.actor} {key}")
        reference = service.submit_internal(act, record, form_key=form_key, by=current_user.actor, now=clock.now())
    return redirect(url_for("staff.feedback_record", reference=reference), 303)


def drawn(view: str = "open", sort: str | None = None, *, typed: str = "", error: str = "") -> str:
    """A page of the list, above it the search; `error`: why what was typed there leads nowhere."""
    note_list("feedback")
    found = queries.page_of(db.session, _before(), PAGE + 1, state=VIEWS[view], sort=sort)
    names = {person.id: person.name for person in db.session.query(Staff)}
    unmailed = queries.unmailed(db.session, [sent.reference for sent in found[:PAGE]])
    return render_template(
        "staff/feedback_list.html",
        rows=[_row(sent, names, unmailed) for sent in found[:PAGE]],
        older=found[PAGE - 1].reference if len(found) > PAGE else None,
        view=view,
        typed=typed,
        error=error,
        kind=sort,
        kinds={code: _(name) for code, name in NAMES.items()},
        tags=_tags(),
        late=late_notices(db.session),
    )


def topic_of(sent: Feedback) -> str:
    """What the message is about, in words."""
    known = {**INQUIRY_TOPICS, **TOPICS}
    return _(known[sent.topic]) if sent.topic in known else sent.topic


def badges_of(sent: Feedback) -> tuple[Badge, ...]:
    """Where the message stands, whether it came from within, and what makes it doubtful."""
    state = STATES[sent.state]
    badges = [Badge(_(state.staff_label), state.badge)]
    if sent.is_internal:
        badges.append(Badge(_("داخلي"), "doing"))
    if sent.doubt:
        badges.append(Badge(str(DOUBTS.get(sent.doubt, sent.doubt)), "draft"))
    return tuple(badges)


def _row(sent: Feedback, names: dict[int, str], unmailed: Collection[str]) -> Row:
    badges = badges_of(sent)
    if sent.reference in unmailed:
        badges = (*badges, Badge(_("تعذّر إرسال رسالة"), "no"))
    return Row(
        sent.reference,
        _(NAMES[sent.sort]),
        topic_of(sent),
        badges,
        names.get(sent.assignee_id, "") if sent.assignee_id else "",
        written_day(today_in_riyadh(sent.received_at)),
    )


def _before() -> Feedback | None:
    if "before" not in request.args:
        return None
    found = queries.by_reference(db.session, parse_reference(request.args["before"]) or "")
    if found is None:
        abort(404)
    return found


def _tags() -> list[tuple[str, str, int]]:
    """Anchor, words and count of each misconception that stands behind messages, the most frequent first."""
    words = misconceptions()
    counts = sorted(queries.misconceptions(db.session).items(), key=lambda tag: (-tag[1], tag[0]))
    return [(code, words.get(code, code), count) for code, count in counts]


def _scene() -> Scene:
    return Scene(current_app.extensions["association"], today_in_riyadh(clock.now()))
