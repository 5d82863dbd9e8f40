"""Fills an empty installation with made-up people and all that happened to them, by the services that everybody's acts go through.

Takes part in the caller's transaction: it is there whole, or not at all. Sends nothing.
"""

from datetime import datetime, timedelta
from itertools import chain

from flask import current_app
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from forms_service.association import Association
from forms_service.errors import RuleBroken
from forms_service.feedback.models import Feedback
from forms_service.help_requests import service as requests
from forms_service.help_requests.form import FORM
from forms_service.help_requests.models import HelpRequest
from forms_service.seed.begun import writings
from forms_service.seed.letters import letters
from forms_service.seed.meetings import meetings
from forms_service.seed.offers import volunteers
from forms_service.seed.people import hire, let_go
from forms_service.seed.post import deliver
from forms_service.seed.stage import Stage, form_key, play
from forms_service.seed.telling import help_requests
from forms_service.volunteers.models import Volunteer

HIRED = timedelta(days=60)
"""How long ago everybody joined: before the first request."""


class NotEmpty(RuleBroken):
    """Something was submitted here already: made-up people do not mix with real ones."""


def is_empty(session: Session) -> bool:
    """Whether nothing was ever submitted here."""
    found = select(*(exists(select(model.id)) for model in (HelpRequest, Volunteer, Feedback)))
    return not any(session.execute(found).one())


def fill(session: Session, now: datetime) -> None:
    """Everything, up to `now`. Raises NotEmpty, AlreadyOnStaff."""
    if not is_empty(session):
        raise NotEmpty
    association: Association = current_app.extensions["association"]
    stage = Stage(session, now, association, hire(session, now - HIRED))
    objections = association.committee.objections
    others = (volunteers(now), letters(now, objections=objections), writings(now))
    play(stage, chain(help_requests(now), meetings(now), *others))
    let_go(session, now)
    stage.now = now
    deliver(stage)


def reference_of(session: Session, story: str) -> str | None:
    """The reference of the help request of this story; None where it was never seeded."""
    return requests.find_reference(session, form_key(FORM, story))
