"""Appointments: those of a day, those of a request. Only reads; they are made and cancelled in `casework.py`."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.clock import RIYADH
from forms_service.help_requests.case_file import Appointment
from forms_service.help_requests.models import HelpRequest


def of_day(session: Session, day: date, *, within: str | None) -> Sequence[tuple[Appointment, HelpRequest]]:
    """What was agreed for this day in Riyadh and not cancelled, by the hour. `within`: only requests of this branch."""
    begins = datetime.combine(day, time(), RIYADH)
    found = select(Appointment, HelpRequest).join(HelpRequest, HelpRequest.id == Appointment.case_id)
    found = found.where(Appointment.starts_at >= begins, Appointment.starts_at < begins + timedelta(days=1))
    if within is not None:
        found = found.where(HelpRequest.branch == within)
    found = found.where(Appointment.cancelled_at.is_(None)).order_by(Appointment.starts_at, Appointment.id)
    return [(appointment, case) for appointment, case in session.execute(found)]


def of_case(session: Session, case: HelpRequest) -> Sequence[Appointment]:
    """The appointments of a request that were not cancelled, in the order of their time."""
    found = select(Appointment).where(Appointment.case_id == case.id, Appointment.cancelled_at.is_(None))
    return session.scalars(found.order_by(Appointment.starts_at, Appointment.id)).all()
