"""A request that an officer began to write down and left: it waits for her where she begins the next one."""

from datetime import datetime

from forms_service.clock import today_in_riyadh
from forms_service.formkit.journey import Progress
from forms_service.formkit.page import Scene
from forms_service.seed.acts import OFFICER
from forms_service.seed.answers import Typed, filled, identity
from forms_service.seed.stage import Scheduled, Stage, moment
from forms_service.staff import entry_drafts
from forms_service.staff.entry_forms import ENTRY

KEY = "begun-and-left"
DONE = ("source", "service", "you")
"""The pages she came through."""
TYPED: Typed = {
    "origin": "requested",
    "channel": "phone",
    "support_type": "in_kind",
    "for_whom": "self",
    "full_name": "مبارك آدم أبكر",
    "id_type": "iqama",
    "id_number": identity(98),
}


def writings(now: datetime) -> list[Scheduled]:
    """What was begun today and not stored."""
    return [Scheduled(moment(now, 0, 200), _begin)]


def _begin(stage: Stage) -> None:
    progress, day = Progress(), today_in_riyadh(stage.now)
    for slug in DONE:
        page = ENTRY.page(slug)
        assert page is not None, slug  # noqa: S101 - our own table
        scene = Scene(stage.association, day, progress.values, by_staff=True)
        progress = progress.with_page(filled(page, TYPED, scene), None)
    days = stage.association.retention.draft_days
    entry_drafts.keep(stage.session, stage.staff[OFFICER].name, KEY, progress, now=stage.now, days=days)
