"""The appointments of a day in Riyadh, by the hour, without those that were cancelled or are of another branch."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from forms_service.clock import RIYADH
from forms_service.db import db, transaction
from forms_service.help_requests import casework
from forms_service.help_requests.appointments import of_case, of_day
from forms_service.help_requests.casework import NothingThere
from forms_service.help_requests.procedure import to_change
from tests.support.casework import HER, Story
from tests.support.postgres import both_databases

pytestmark = both_databases

DAY = date(2026, 11, 22)
MIDNIGHT = datetime(2026, 11, 22, tzinfo=RIYADH)


def agreed(story: Story, at: datetime, place: str = "") -> int:
    return int(story.act(casework.agree_on, at, "interview", 1, place=place))


def shown(day: date = DAY, within: str | None = None) -> list[str]:
    db.session.rollback()
    return [str(appointment.words["place"]) for appointment, _case in of_day(db.session, day, within=within)]


def test_a_day_begins_and_ends_at_midnight_in_riyadh(office: Flask) -> None:
    story = Story()
    for hours, place in ((24, "غدًا"), (23.9, "آخره"), (0, "أوله"), (-0.1, "أمس"), (9, "صباحًا")):
        agreed(story, MIDNIGHT + timedelta(hours=hours), place)
    assert shown() == ["أوله", "صباحًا", "آخره"]
    assert shown(DAY + timedelta(days=1)) == ["غدًا"]
    assert [each.words["place"] for each in of_case(db.session, story.case)] == ["أمس", "أوله", "صباحًا", "آخره", "غدًا"]


def test_what_was_cancelled_is_kept_and_not_shown(office: Flask) -> None:
    story = Story()
    number = agreed(story, MIDNIGHT, "هنا")
    revision = story.case.revision
    for _ in range(2):
        story.act(casework.call_off, number)
    assert (shown(), of_case(db.session, story.case)) == ([], [])
    assert story.case.revision == revision + 1, "twice is once"
    other = Story()
    with pytest.raises(NothingThere):
        other.act(casework.call_off, number)


def test_a_branch_has_its_own(office: Flask) -> None:
    stories = {branch: Story() for branch in ("north", "south")}
    for branch, story in stories.items():
        with transaction() as session:
            case = to_change(session, story.reference)
            case.branch = branch
            casework.agree_on(session, case, MIDNIGHT, "phone", 1, place=branch, by=HER, now=story.now)
    assert (shown(), shown(within="north"), shown(within="")) == (["north", "south"], ["north"], [])
