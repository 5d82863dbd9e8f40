"""The pages of a seeded installation that are worth a look: who looks, at what, and what the picture is called."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from forms_service.app import create_app
from forms_service.db import db
from forms_service.feedback import queries
from forms_service.feedback.models import Feedback
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession
from forms_service.help_requests.statuses import STATES
from forms_service.seed.begun import KEY
from forms_service.seed.service import reference_of
from forms_service.volunteers.models import Volunteer
from tests.conftest import make_settings
from tests.support.seeded import of_state
from tests.support.server import Service

REQUESTS = (
    "salma", "markup", "formula", "emoji answers", "override answers", "rahima", "tesfaye", "tesfaye notes", "joseph messages",
    "long", "long answers", "long messages", "long history", "amina", "farida", "zahra", "ibrahim", "sumaya",
    "anwar", "fatima", "rashid", "hamza messages", "sakina", "idris service", "ruqayya service", "umar",
    "halima history", "khadija", "gebre", "ayub answers", "asma", "jamila", "salma_again",
)  # fmt: skip
"""Story, and the tab where it is not the first."""
MOVES = ("rahima waiting", "zahra committee", "rashid refused", "tesfaye closed", "zahra merged")


@dataclass(frozen=True)
class Picture:
    """One page: its name in the album, who opens it, its address."""

    name: str
    who: str
    address: str


def pictures(service: Service) -> tuple[list[Picture], dict[str, tuple[str, str]]]:
    """The pages of staff, in an order that keeps together who looks; and by state the story and reference that is tracked."""
    app: Flask = create_app(make_settings(service.data.parent))
    with app.app_context():
        found = [*_of_reception(), *_of_the_committee(), *_of_others()]
    return found, {state: of_state(app, state) for state in STATES}


def _of_reception() -> Iterator[Picture]:
    yield Picture("queue", "huda", "/staff/")
    yield Picture("queue-search", "huda", "/staff/search")
    yield Picture("queue-arrived", "huda", "/staff/?view=arrived")
    yield Picture("appointments", "huda", "/staff/appointments/")
    for each in REQUESTS:
        story, _, tab = each.partition(" ")
        address = f"/staff/help-requests/{reference_of(db.session, story)}"
        yield Picture(f"request-{each.replace(' ', '-')}", "huda", f"{address}?tab={tab}" if tab else address)
    for each in MOVES:
        story, target = each.split()
        address = f"/staff/help-requests/{reference_of(db.session, story)}/move/{target}"
        yield Picture(f"move-{story}-{target}", "huda", address)
    yield Picture("edit-long", "huda", f"/staff/help-requests/{reference_of(db.session, 'long')}/answers/contact")
    yield Picture("entry", "huda", "/staff/entry/")
    yield Picture("entry-form", "huda", f"/staff/entry/{KEY}")
    yield Picture("feedback", "huda", "/staff/feedback/")
    yield Picture("feedback-new", "huda", "/staff/feedback/new")
    yield Picture("feedback-unmailed", "huda", "/staff/feedback/?view=unmailed")
    for at, sent in enumerate(db.session.scalars(select(Feedback).order_by(Feedback.id))):
        yield Picture(f"feedback-{at:02}-{sent.sort}", "huda", f"/staff/feedback/{sent.reference}")
    [unsent] = queries.page_of(db.session, state=None)
    yield Picture("feedback-unsent", "huda", f"/staff/feedback/{unsent.reference}")
    yield Picture("volunteers", "huda", "/staff/volunteers/")
    for at, offer in enumerate(db.session.scalars(select(Volunteer).order_by(Volunteer.id))):
        yield Picture(f"volunteer-{at}", "huda", f"/staff/volunteers/{offer.reference}")


def _of_the_committee() -> Iterator[Picture]:
    newest = db.session.scalars(select(CommitteeSession).order_by(CommitteeSession.id.desc())).all()
    yield Picture("committee", "mona", "/staff/committee/")
    yield Picture("committee-replies", "mona", "/staff/committee/replies")
    yield Picture("committee-opening", "mona", "/staff/committee/sessions/new")
    for name, held in (("open", newest[0]), ("closed", newest[-2]), ("few", newest[-3])):
        yield Picture(f"session-{name}", "mona", f"/staff/committee/sessions/{held.id}")
        yield Picture(f"session-{name}-minutes", "mona", f"/staff/committee/sessions/{held.id}/minutes")
    for act in ("arrival", "close"):
        yield Picture(f"session-{act}", "mona", f"/staff/committee/sessions/{newest[0].id}/{act}")
    items = db.session.scalars(
        select(AgendaItem).where(AgendaItem.session_id == newest[0].id).order_by(AgendaItem.id)
    ).all()
    for item in items:
        yield Picture(f"item-{item.id}-secretary", "mona", f"/staff/committee/items/{item.id}")
        yield Picture(f"item-{item.id}-record", "mona", f"/staff/committee/items/{item.id}/record")
    for item in items:
        yield Picture(f"item-{item.id}-member", "amal", f"/staff/committee/items/{item.id}")
    yield Picture("item-aside", "amal", f"/staff/committee/items/{items[-1].id}/aside")


def _of_others() -> Iterator[Picture]:
    yield Picture("account", "amal", "/staff/account")
    yield Picture("forbidden", "amal", "/staff/people/")
    yield Picture("people", "nasser", "/staff/people/")
    yield Picture("person", "nasser", "/staff/people/8")
    yield Picture("invite", "nasser", "/staff/people/invite")
    yield Picture("confirm", "nasser", "/staff/confirm")
    yield Picture("audit", "nasser", "/staff/audit/")
    yield Picture("policy", "badr", "/staff/policy")
    yield Picture("durations", "khaled", "/staff/durations")
    yield Picture("queue-manager", "khaled", "/staff/")
    early = reference_of(db.session, "zayd")
    yield Picture("request-zayd-manager", "khaled", f"/staff/help-requests/{early}")
    yield Picture("queue-referred", "reem", "/staff/?view=referred")
    yield Picture("request-tesfaye-researcher", "reem", f"/staff/help-requests/{reference_of(db.session, 'tesfaye')}")
