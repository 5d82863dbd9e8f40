"""What may be corrected of a request's answers, and what was corrected before. Only reads."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.association import Association
from forms_service.clock import today_in_riyadh
from forms_service.formkit.page import Scene
from forms_service.help_requests.case_file import Edit
from forms_service.help_requests.corrections import correctable, scene_of
from forms_service.help_requests.models import HelpRequest
from forms_service.staff.request_history import names_of
from forms_service.staff.wording import written_moment


@dataclass(frozen=True)
class Corrected:
    """One correction: who, when, why, and the old answers as (label, shown)."""

    who: str
    at: str
    reason: str
    before: tuple[tuple[str, str], ...]


def scene_then(case: HelpRequest, association: Association) -> Scene:
    """The day of submission, with the answers: what could be chosen then can be chosen."""
    then = Scene(association, today_in_riyadh(case.received_at), by_staff=case.entered_by is not None)
    return scene_of(case.answers, then)


def pages_to_correct(case: HelpRequest, association: Association) -> dict[str, str]:
    """The title of each page of the form that may be corrected, by its part of the address."""
    scene = scene_then(case, association)
    return {page.slug: page.heading(scene) for page in correctable(case, scene)}


def corrected(session: Session, case: HelpRequest) -> list[Corrected]:
    """What was corrected, the newest first."""
    rows = session.scalars(select(Edit).where(Edit.case_id == case.id).order_by(Edit.id.desc())).all()
    names = names_of(session, [row.actor for row in rows])
    return [
        Corrected(
            names[row.actor],
            written_moment(row.at),
            row.words["reason"],
            tuple((old["label"], old["shown"]) for old in row.words["before"].values()),
        )
        for row in rows
    ]
