"""The queue: what there is to do, oldest first, by view and filter, page by page. Every look at it is written down."""

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from forms_service import clock
from forms_service.accounts.roles import HANDLE_CASES, READ_CASES
from forms_service.association import Association
from forms_service.db import db
from forms_service.help_requests.counts import counts_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.queries import by_reference
from forms_service.help_requests.queue import page_of
from forms_service.references import parse_reference
from forms_service.staff import queue_view
from forms_service.staff.acting import own_branch, reaches
from forms_service.staff.late_notices import late_notices
from forms_service.staff.lock import page
from forms_service.staff.queue_bulk import DEEDS
from forms_service.staff.queue_rows import rows_of
from forms_service.staff.reading import note_list

PAGE = 50
"""Requests that a page shows."""


@page("/", needs=READ_CASES)
def help_request_list() -> ResponseReturnValue:
    """Requests of one view, narrowed by filters."""
    association, now, within = _association(), clock.now(), own_branch()
    asked = queue_view.read(request.args, association, current_user.id, within, now)
    after = _after()
    note_list("help_requests")
    found = page_of(db.session, asked.wanted, after, PAGE + 1)
    counts = counts_of(db.session, reader=current_user.id, raised_before=asked.wanted.raised_before, within=within)
    return render_template(
        "staff/help_requests.html",
        asked=asked,
        tabs=queue_view.tabs(asked, counts),
        filters=queue_view.filters(asked, association, counts),
        rows=rows_of(db.session, found[:PAGE], association, now),
        next=found[PAGE - 1].reference if len(found) > PAGE else None,
        is_first=after is None,
        empty=queue_view.EMPTY[asked.tab],
        deeds=DEEDS if current_user.may(HANDLE_CASES) else {},
        late=late_notices(db.session) if within is None else None,
    )


def _after() -> HelpRequest | None:
    """The request after which the page begins: one that the reader may see."""
    if "after" not in request.args:
        return None
    found = by_reference(db.session, parse_reference(request.args["after"]) or "")
    if found is None or not reaches(found, READ_CASES):
        abort(404)
    return found


def _association() -> Association:
    found: Association = current_app.extensions["association"]
    return found
