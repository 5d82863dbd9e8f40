"""The two lists of the back-office, newest first: help requests and volunteers, all of them or only the doubtful."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_service.accounts.roles import READ_CASES, VOLUNTEERS
from forms_service.clock import today_in_riyadh, written_day
from forms_service.crypto import SealBroken
from forms_service.db import db
from forms_service.formkit.answers import AnswersRecord
from forms_service.help_requests import queries as help_requests
from forms_service.help_requests.models import HelpRequest
from forms_service.references import parse_reference
from forms_service.staff.late_notices import late_notices
from forms_service.staff.lock import page
from forms_service.staff.reading import note_list
from forms_service.staff.records import Badge, Case, doubt_of, language_of, service_of, state_of
from forms_service.volunteers import queries as volunteers
from forms_service.volunteers.models import Volunteer

PAGE = 50
"""Records a page shows."""

DOUBTFUL = "doubtful"
"""The view of what waits for a person to look twice."""

AnyCase = TypeVar("AnyCase", HelpRequest, Volunteer)


@dataclass(frozen=True)
class Row:
    """One line of a list. `name` is None where the answers do not open."""

    reference: str
    name: str | None
    state: Badge
    doubt: Badge | None
    received: str
    service: str = ""
    language: str = ""
    fields: str = ""
    locality: str = ""


@page("/", needs=READ_CASES)
def help_request_list() -> ResponseReturnValue:
    """Help requests, newest first."""
    note_list("help_requests")
    cases, older = _page_of(help_requests.page_of, help_requests.by_reference)
    rows = [_help_row(case) for case in cases]
    return _drawn("staff/help_requests.html", rows, older)


@page("/volunteers/", needs=VOLUNTEERS)
def volunteer_list() -> ResponseReturnValue:
    """Volunteers, newest first."""
    note_list("volunteers")
    cases, older = _page_of(volunteers.page_of, volunteers.by_reference)
    rows = [_volunteer_row(case) for case in cases]
    return _drawn("staff/volunteers.html", rows, older)


class _PageOf(Protocol[AnyCase]):
    def __call__(self, session: Session, before: AnyCase | None, size: int, *, doubtful: bool) -> Sequence[AnyCase]: ...


def _drawn(template: str, rows: list[Row], older: str | None) -> ResponseReturnValue:
    return render_template(template, rows=rows, older=older, view=_view(), late=late_notices(db.session))


def _view() -> str | None:
    """Which part of the list is looked at: the doubtful, or all of it (None)."""
    view = request.args.get("view")
    if view not in (None, DOUBTFUL):
        abort(404)
    return view


def _page_of(
    page_of: _PageOf[AnyCase],
    by_reference: Callable[[Session, str], AnyCase | None],
) -> tuple[Sequence[AnyCase], str | None]:
    """The records of this page, and the reference before which the next page begins where there is one."""
    before = None
    if "before" in request.args:
        reference = parse_reference(request.args["before"])
        before = by_reference(db.session, reference) if reference else None
        if before is None:
            abort(404)
    found = page_of(db.session, before, PAGE + 1, doubtful=_view() == DOUBTFUL)
    return found[:PAGE], found[PAGE - 1].reference if len(found) > PAGE else None


def _help_row(case: HelpRequest) -> Row:
    association, record = current_app.extensions["association"], _opened(case)
    return Row(
        case.reference,
        _name(record),
        state_of(case),
        doubt_of(case),
        written_day(today_in_riyadh(case.received_at)),
        service=service_of(case, association),
        language=language_of(case, association),
    )


def _volunteer_row(case: Volunteer) -> Row:
    record = _opened(case)
    fields = record.get("fields") if record else None
    return Row(
        case.reference,
        _name(record),
        state_of(case),
        doubt_of(case),
        written_day(today_in_riyadh(case.received_at)),
        fields=fields.shown if fields else "",
        locality=case.locality,
    )


def _opened(case: Case) -> AnswersRecord | None:
    # One record that does not open must not hide the others.
    try:
        return case.answers
    except SealBroken:
        return None


def _name(record: AnswersRecord | None) -> str | None:
    name = record.get("full_name") if record else None
    return name.shown if name else None
