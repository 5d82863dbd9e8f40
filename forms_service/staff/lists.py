"""The list of volunteers, newest first: all of them or only the doubtful."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from forms_service.accounts.roles import VOLUNTEERS
from forms_service.clock import today_in_riyadh, written_day
from forms_service.crypto import SealBroken
from forms_service.db import db
from forms_service.formkit.answers import AnswersRecord
from forms_service.references import parse_reference
from forms_service.staff.late_notices import late_notices
from forms_service.staff.lock import page
from forms_service.staff.reading import note_list
from forms_service.staff.records import Badge, doubt_of, state_of
from forms_service.volunteers import queries
from forms_service.volunteers.models import Volunteer

PAGE = 50
"""Records a page shows."""

DOUBTFUL = "doubtful"
"""The view of what waits for a person to look twice."""


@dataclass(frozen=True)
class Row:
    """One line of the list. `name` is None where the answers do not open."""

    reference: str
    name: str | None
    state: Badge
    doubt: Badge | None
    received: str
    fields: str
    locality: str


@page("/volunteers/", needs=VOLUNTEERS)
def volunteer_list() -> ResponseReturnValue:
    """Volunteers, newest first."""
    note_list("volunteers")
    view, before = _view(), _before()
    found = queries.page_of(db.session, before, PAGE + 1, doubtful=view == DOUBTFUL)
    return render_template(
        "staff/volunteers.html",
        rows=[_row(case) for case in found[:PAGE]],
        older=found[PAGE - 1].reference if len(found) > PAGE else None,
        view=view,
        late=late_notices(db.session),
    )


def _view() -> str | None:
    """Which part of the list is looked at: the doubtful, or all of it (None)."""
    view = request.args.get("view")
    if view not in (None, DOUBTFUL):
        abort(404)
    return view


def _before() -> Volunteer | None:
    """The volunteer before whom the page begins, where it is not the first."""
    if "before" not in request.args:
        return None
    found = queries.by_reference(db.session, parse_reference(request.args["before"]) or "")
    if found is None:
        abort(404)
    return found


def _row(case: Volunteer) -> Row:
    record = _opened(case)
    name, fields = (record.get("full_name"), record.get("fields")) if record else (None, None)
    return Row(
        case.reference,
        name.shown if name else None,
        state_of(case),
        doubt_of(case),
        written_day(today_in_riyadh(case.received_at)),
        fields.shown if fields else "",
        case.locality,
    )


def _opened(case: Volunteer) -> AnswersRecord | None:
    # One record that does not open must not hide the others.
    try:
        return case.answers
    except SealBroken:
        return None
