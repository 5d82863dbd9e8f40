"""Where made-up people act: at moments of the past, one after the other, by the services that everybody's acts go through."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from forms_service.association import Association
from forms_service.clock import RIYADH, today_in_riyadh
from forms_service.formkit import drafts
from forms_service.help_requests.procedure import Actor

OPENS = time(9)
"""When the office opens, in Riyadh."""
SO_FAR = timedelta(hours=6)
"""How much of today has passed in the office, whatever the clock says."""


@dataclass
class Stage:
    """What the acts share. `now` is the moment of the act that is being played."""

    session: Session
    now: datetime
    association: Association
    staff: Mapping[str, Actor]
    """Colleagues, by key."""
    references: dict[str, str] = field(default_factory=dict)
    """What was submitted, by the key of its story."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Whatever a later act comes back to."""

    def staff_id(self, key: str) -> int:
        """The number of this colleague."""
        return int(self.staff[key].name.partition(":")[2])


@dataclass(frozen=True)
class Scheduled:
    """One act and its moment."""

    at: datetime
    does: Callable[[Stage], None]


def moment(now: datetime, days_ago: int, minutes: int) -> datetime:
    """So many minutes after the office opened, that many days before `now`; today it opened SO_FAR ago."""
    if days_ago == 0:
        return now - SO_FAR + timedelta(minutes=minutes)
    day = today_in_riyadh(now) - timedelta(days=days_ago)
    return datetime.combine(day, OPENS, RIYADH) + timedelta(minutes=minutes)


def play(stage: Stage, acts: Iterable[Scheduled]) -> None:
    """Let the acts happen in the order of their moments."""
    for act in sorted(acts, key=lambda act: act.at):
        stage.now = act.at
        act.does(stage)


def form_key(form: str, key: str) -> bytes:
    """The form key under which the story `key` was submitted: what finds its reference, which is random like every other."""
    return drafts.key_hash(form, f"seed {key}")
