"""The appointments of a day: when, with whom of us and of the people, how and where. Every look at them is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.accounts.models import Staff
from forms_service.accounts.roles import READ_CASES
from forms_service.accounts.service import everyone
from forms_service.clock import RIYADH, today_in_riyadh, written_day
from forms_service.db import db
from forms_service.help_requests import appointments
from forms_service.help_requests.case_file import Appointment
from forms_service.help_requests.models import HelpRequest
from forms_service.staff.acting import own_branch
from forms_service.staff.lock import page
from forms_service.staff.queue_rows import name_of, names_of_workers
from forms_service.staff.reading import note_list
from forms_service.staff.typed import read_day

MEETINGS: Mapping[str, object] = {"interview": lazy_gettext("مقابلة"), "phone": lazy_gettext("مكالمة هاتفية")}
"""How people meet."""

_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Line:
    """An appointment in words. `name` is None where the answers do not open; on the request's own page it is empty."""

    id: int
    reference: str
    name: str | None
    day: str
    hour: str
    way: str
    worker: str
    place: str


@page("/appointments/", needs=READ_CASES)
def appointment_list() -> ResponseReturnValue:
    """What was agreed for one day, today's where none is named."""
    today = today_in_riyadh(clock.now())
    typed = request.args.get("day", "")
    day = _day(typed) if typed else today
    is_wrong = day is None
    shown = day or today
    note_list("appointments")
    workers = names_of_workers(db.session)
    found = appointments.of_day(db.session, shown, within=own_branch())
    lines = [_line(appointment, workers, case.reference, name_of(case)) for appointment, case in found]
    words = {"day": written_day(shown), "is_today": shown == today, "is_wrong": is_wrong, "typed": typed}
    around = {"before": shown - timedelta(days=1), "after": shown + timedelta(days=1)}
    return render_template("staff/appointments.html", lines=lines, **words, **around), 422 if is_wrong else 200


def lines_of(session: Session, case: HelpRequest) -> list[Line]:
    """The appointments of one request, for its own page."""
    found = appointments.of_case(session, case)
    workers = names_of_workers(session) if found else {}
    return [_line(appointment, workers, case.reference, "") for appointment in found]


def who_may_meet(session: Session) -> Sequence[Staff]:
    """People with whom an appointment can be agreed."""
    return [person for person in everyone(session) if person.active and person.may(READ_CASES)]


def _line(appointment: Appointment, workers: Mapping[int, str], reference: str, name: str | None) -> Line:
    at = appointment.starts_at.astimezone(RIYADH)
    return Line(
        appointment.id,
        reference,
        name,
        written_day(at.date()),
        f"{at:%H:%M}",
        str(MEETINGS.get(appointment.channel, appointment.channel)),
        workers.get(appointment.with_id, ""),
        str(appointment.words.get("place", "")),
    )


def _day(typed: str) -> date | None:
    """The day in an address: as our links write it, or as somebody typed it. None: it is no day."""
    try:
        found = date.fromisoformat(typed) if typed.isascii() and typed[4:5] == "-" else read_day(typed)
    except ValueError:
        return None
    if found is not None and not _EARLIEST <= found <= _LATEST:
        abort(404)
    return found
