"""How long a request stays in each step of the procedure. Knows no Flask and no database.

A step may span states: from the raise to the reply a request is with the committee, decided or not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from forms_service.help_requests.statuses import (
    ACCEPTED,
    CHECKING,
    COMMITTEE,
    DECIDED,
    DELIVERING,
    ENDED,
    RECEIVED,
    REGISTRATION,
    SIGNED,
    WAITING,
)
from forms_service.states import N_


@dataclass(frozen=True)
class Stage:
    """One step, and the states that belong to it."""

    name: str
    states: tuple[str, ...]


STAGES: Sequence[Stage] = (
    Stage(N_("بدء المطابقة"), (RECEIVED,)),
    Stage(N_("المطابقة"), (CHECKING,)),
    Stage(N_("انتظار الاستكمال"), (WAITING,)),
    Stage(N_("الرفع للجنة البحث"), (SIGNED,)),
    Stage(N_("لجنة البحث، حتى إرسال الرد"), (COMMITTEE, DECIDED)),
    Stage(N_("التسجيل"), (ACCEPTED, REGISTRATION)),
    Stage(N_("تقديم الخدمة"), (DELIVERING,)),
)
"""In the order of the procedure."""

_STAGE_OF: Mapping[str, Stage] = {state: stage for stage in STAGES for state in stage.states}


@dataclass(frozen=True)
class Stay:
    """How long requests stayed in one step: the median of their days, and how many they were."""

    stage: Stage
    days: float
    count: int


def days_of_stay(source: str, target: str, began: date, ended: date) -> int | None:
    """The calendar days that a move ends; None where it ends no step: it stays within one, or ends the request early."""
    stage = _STAGE_OF.get(source)
    if stage is None or target in stage.states or target in ENDED:
        return None
    return max(0, (ended - began).days)


def stays_of(counted: Mapping[tuple[str, int], int]) -> list[Stay]:
    """The median of each step that was left, from how often a state was left after so many days."""
    found = []
    for stage in STAGES:
        days = sorted(day for (state, day), count in counted.items() if state in stage.states for _ in range(count))
        if days:
            found.append(Stay(stage, float(median(days)), len(days)))
    return found
