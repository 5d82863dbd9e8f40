"""How long a request stays in each step: what counts as one, and the expected medians of seeded requests."""

from datetime import date, timedelta

import pytest

from forms_service.db import db
from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Step
from forms_service.help_requests.queries import left_steps
from forms_service.help_requests.stages import STAGES, days_of_stay, stays_of
from forms_service.help_requests.statuses import ANSWERED, STATES
from tests.support.casework import START, Story
from tests.support.postgres import both_databases

DAY = date(2026, 11, 1)


def test_every_state_in_which_somebody_works_belongs_to_one_step():
    states = [state for stage in STAGES for state in stage.states]
    assert len(states) == len(set(states))
    assert set(states) == set(STATES) - ANSWERED


@pytest.mark.parametrize(
    ("source", "target", "days"),
    [
        ("checking", "signed", 3),
        ("committee", "decided", None),
        ("decided", "refused", 3),
        ("committee", "checking", 3),
        ("accepted", "registration", None),
        ("registration", "delivering", 3),
        ("checking", "withdrawn", None),
        ("received", "closed", None),
        ("refused", "closed", None),
        ("closed", "checking", None),
    ],
)
def test_a_step_is_counted_where_it_is_left_for_the_next(source, target, days):
    assert days_of_stay(source, target, DAY, DAY + timedelta(days=3)) == days


def test_the_median_of_an_even_number_lies_between_and_untouched_steps_are_left_out():
    stays = stays_of({("checking", 2): 1, ("checking", 5): 1, ("committee", 14): 2, ("decided", 20): 1})
    assert [(str(stay.stage.name), stay.days, stay.count) for stay in stays] == [
        ("المطابقة", 3.5, 2),
        ("لجنة البحث، حتى إرسال الرد", 14.0, 3),
    ]


def lived(checking: int, committee: int) -> Story:
    """A request that was checked for some days, then answered so many days after it was raised, in Riyadh."""
    story = Story().days_pass(1).is_checked().days_pass(checking).goes("signed").goes("committee").is_on_the_agenda()
    for number in (4, 5, 6):
        story.votes(number, "accept")
    story.days_pass(2).is_recorded().days_pass(committee - 2).goes("accepted")
    return story.days_pass(1).goes("registration").days_pass(2).is_registered().goes("delivering")


@both_databases
def test_seeded_requests_give_the_expected_medians(office):
    for checking, committee in ((1, 14), (4, 15), (2, 30)):
        lived(checking, committee)
    Story().days_pass(40).goes("withdrawn", reason="طلب الإلغاء")
    delivered = lived(7, 16)
    part = delivered.act(casework.plan_delivery, "كتب", "3")
    delivered.days_pass(5).act(casework.hand_over, part, "وقّع", "interview")
    delivered.goes("delivered")
    db.session.rollback()
    told = {str(stay.stage.name): (stay.days, stay.count) for stay in stays_of(left_steps(db.session, START))}
    assert told == {
        "بدء المطابقة": (1.0, 4),
        "المطابقة": (3.0, 4),
        "الرفع للجنة البحث": (0.0, 4),
        "لجنة البحث، حتى إرسال الرد": (15.5, 4),
        "التسجيل": (3.0, 4),
        "تقديم الخدمة": (5.0, 1),
    }
    later = START + timedelta(days=21)
    assert {days for _state, days in left_steps(db.session, later)} == {30, 16, 3, 5}, "only what ended since"
    held = db.session.query(Step).filter(Step.target == "decided").all()
    assert {step.days for step in held} == {None}, "a held decision is still with the committee"
