"""Acts happen in the past, in the order of their moments, at whatever hour somebody seeds."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from forms_service.clock import today_in_riyadh
from forms_service.seed.stage import Scheduled, Stage, form_key, moment, play
from forms_service.seed.telling import BETWEEN_ACTS, MOST

AT_NIGHT = datetime(2026, 11, 29, 22, 10, tzinfo=UTC)
HOURS = [AT_NIGHT + timedelta(hours=hours) for hours in range(24)]
LATEST = MOST + 15 * BETWEEN_ACTS
"""Minutes: the last thing of a day."""


@pytest.mark.parametrize("now", HOURS)
def test_days_follow_each_other_and_end_before_now(now):
    ends = [moment(now, ago, minutes) for ago in (3, 2, 1, 0) for minutes in (0, LATEST)]
    assert all(early < late for early, late in pairwise(ends))
    assert ends[-1] < now


def test_so_many_days_ago_is_that_calendar_day_in_riyadh():
    assert today_in_riyadh(AT_NIGHT) - today_in_riyadh(moment(AT_NIGHT, 13, 0)) == timedelta(days=13)


def test_acts_are_played_in_the_order_of_their_moments():
    stage, seen = Stage(None, AT_NIGHT, None, {}), []
    acts = [Scheduled(at, lambda stage: seen.append(stage.now)) for at in reversed(HOURS)]
    play(stage, acts)
    assert seen == HOURS


def test_a_story_has_one_form_key(context):
    assert form_key("help_request", "salma") == form_key("help_request", "salma")
    assert form_key("help_request", "salma") != form_key("help_request", "dawud")
