"""Correcting what was answered: the same pages and checks as the public form, with a reason."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.roles import HANDLE_CASES
from forms_service.db import db
from forms_service.formkit.page import Page
from forms_service.help_requests.corrections import correct, with_page
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.procedure import to_change
from forms_service.staff.acting import actor_on, open_case
from forms_service.staff.lock import lock, page
from forms_service.staff.reading import note_read
from forms_service.staff.request_acts import attempt
from forms_service.staff.request_edits import scene_then
from forms_service.staff.request_history import since
from forms_service.staff.request_page import ANSWERS, NOTHING, RECORD, Failure, association
from forms_service.staff.typed import Typed
from forms_service.web.expired import keeps_typed_text


@page("/help-requests/<reference>/answers/<slug>", needs=HANDLE_CASES, methods=("GET", "POST"))
@keeps_typed_text
def request_answers(reference: str, slug: str) -> ResponseReturnValue:
    """One page of the form, as it was answered, to be corrected."""
    if refused := lock():
        return refused
    case = open_case(reference, HANDLE_CASES)
    asked = JOURNEY.page(slug)
    if asked is None or asked is JOURNEY.final:
        abort(404)
    scene = scene_then(case, association())
    if request.method == "GET":
        return _drawn(case, asked(scene), NOTHING)
    form, typed = asked(scene, request.form), Typed.read(request.form)
    if failure := _failure(case, form, typed):
        return _drawn(open_case(reference, HANDLE_CASES), form, failure)
    return redirect(url_for(RECORD, reference=case.reference, tab=ANSWERS, done="correct"), 303)


def _failure(case: HelpRequest, form: Page, typed: Typed) -> Failure | None:
    """Correct the answers; what stood in the way, where something did."""
    reference, by, slug = case.reference, actor_on(case), form.slug
    if not form.validate():
        return Failure(slug, "", typed, 422)

    def does(session: Session) -> None:
        reason = typed.text("reason", _("اكتب سبب التعديل، ومن طلبه."), least=5)
        found = to_change(session, reference, seen=typed.number("seen"))
        correct(session, found, with_page(found.answers, form), slug, reason, by=by, now=clock.now())

    return attempt(slug, typed, does)


def _drawn(case: HelpRequest, form: Page, failure: Failure) -> ResponseReturnValue:
    note_read(HelpRequest.kind, case.reference)
    page_of_answers = render_template(
        "staff/help_request_answers.html",
        case=case,
        form=form,
        heading=form.heading(form.scene),
        failure=failure,
        typed=failure.typed,
        tab=ANSWERS,
        changed=since(db.session, case, failure.seen) if failure.seen is not None else [],
    )
    return page_of_answers, failure.status
