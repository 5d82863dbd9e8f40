"""The page of a volunteer's record: what was answered, where it stands, and which messages were sent about it. Read-only for now."""

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from forms_service.accounts.roles import VOLUNTEERS
from forms_service.db import db
from forms_service.references import parse_reference
from forms_service.staff.lock import page
from forms_service.staff.reading import note_read
from forms_service.staff.records import NOTES, Case, deliveries_of, doubt_of, facts_of, kind_of, state_of, texts_of
from forms_service.volunteers import queries as volunteers


@page("/volunteers/<reference>", needs=VOLUNTEERS)
def volunteer_record(reference: str) -> ResponseReturnValue:
    """One volunteer."""
    case = volunteers.by_reference(db.session, parse_reference(reference) or "")
    return _record_page("staff/volunteer.html", case)


def _record_page(template: str, case: Case | None) -> ResponseReturnValue:
    if case is None:
        abort(404)
    note_read(kind_of(case), case.reference)
    record = case.answers
    return render_template(
        template,
        case=case,
        record=record,
        badges=[badge for badge in (state_of(case), doubt_of(case)) if badge],
        facts=facts_of(case, current_app.extensions["association"]),
        texts=texts_of(record),
        deliveries=deliveries_of(db.session, case.reference),
        notes=NOTES,
    )
