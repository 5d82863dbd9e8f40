"""The sessions of the committee in a seeded installation: closed and open, with and without quorum, a tie, a recusal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from forms_service.clock import today_in_riyadh
from forms_service.help_requests import meeting
from forms_service.help_requests.committee import ACCEPT, MORE_INFORMATION, REFUSE
from forms_service.help_requests.sessions import AgendaItem
from forms_service.seed.stage import Scheduled, Stage, moment

KEEPER = "mona"
AFTERNOON = 240
"""Minutes after the office opened at which a session begins."""


@dataclass(frozen=True)
class Item:
    """One request before the session: who voted for what, who stepped aside, and the words of the result, where it was recorded."""

    story: str
    votes: Mapping[str, str] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    public: str = ""
    reason: str = ""
    recorded: bool = True


@dataclass(frozen=True)
class Meeting:
    """One session, some days ago."""

    ago: int
    present: tuple[str, ...]
    items: tuple[Item, ...]
    closed: bool = True


def _all(choice: str, *who: str) -> dict[str, str]:
    return dict.fromkeys(who or ("ali", "omar", "amal"), choice)


_ALL = ("ali", "omar", "amal", "nada")
_NOT_OURS = "الخدمة المطلوبة ليست من خدمات الجمعية الآن. يمكنك تقديم طلب آخر متى أُعلنت."

MEETINGS = (
    Meeting(
        44,
        _ALL,
        (
            Item("halima", _all(ACCEPT, *_ALL)),
            Item("ayub", _all(ACCEPT)),
            Item("yunus", _all(REFUSE), public=_NOT_OURS, reason="سبق بيان ذلك لصاحب الطلب بالهاتف."),
        ),
    ),
    Meeting(
        30,
        _ALL,
        (
            Item("hamza", _all(ACCEPT)),
            Item("idris", _all(ACCEPT)),
            Item("ruqayya", _all(ACCEPT) | {"nada": REFUSE}),
            Item("umar", _all(ACCEPT)),
            Item(
                "sakina",
                _all(REFUSE) | {"nada": ACCEPT},
                public="تقدّم الجمعية دروس اللغة العربية للمبتدئين وحدهم، وقد ذكرت أنك أتممت المستوى الثالث.",
                reason="الأعضاء متفقون على أن حاجتها حقيقية، ولا برنامج لها الآن.",
            ),
            Item("maryam", {"ali": ACCEPT, "omar": ACCEPT, "amal": REFUSE, "nada": REFUSE}, recorded=False),
        ),
    ),
    Meeting(20, ("ali", "omar"), (Item("anwar", {"ali": ACCEPT}, recorded=False),)),
    Meeting(
        16,
        _ALL,
        (
            Item("rashid", _all(REFUSE), public=_NOT_OURS),
            Item("bilal", _all(MORE_INFORMATION), reason="يُسأل عن عدد الكتب ولغتها."),
        ),
    ),
    Meeting(13, _ALL, (Item("fatima", _all(ACCEPT, "ali", "omar", "nada"), aside=("amal",)),)),
    Meeting(6, _ALL, (Item("noor", _all(ACCEPT, *_ALL)),)),
    Meeting(
        0,
        _ALL,
        (
            Item("layla", {"ali": ACCEPT, "omar": REFUSE}, aside=("nada",), recorded=False),
            Item("zayd", _all(ACCEPT), recorded=False),
            Item("karim", recorded=False),
        ),
        closed=False,
    ),
)


def meetings(now: datetime) -> Iterator[Scheduled]:
    """Every session, at its moment before `now`."""
    return (Scheduled(moment(now, each.ago, AFTERNOON), _Held(each)) for each in MEETINGS)


@dataclass(frozen=True)
class _Held:
    held: Meeting

    def __call__(self, stage: Stage) -> None:
        session, now, keeper = stage.session, stage.now, stage.staff[KEEPER]
        present = [stage.staff_id(who) for who in self.held.present]
        opened = meeting.open_session(session, today_in_riyadh(now), present, by=keeper, now=now)
        for item in self.held.items:
            place = meeting.put_on_agenda(session, opened, stage.references[item.story], by=keeper, now=now)
            _decide(stage, place, item)
        if self.held.closed:
            meeting.close_session(session, opened, by=keeper, now=now)


def _decide(stage: Stage, place: AgendaItem, item: Item) -> None:
    session, now, staff = stage.session, stage.now, stage.staff
    for who in item.aside:
        meeting.step_aside(session, place, stage.staff_id(who), by=staff[who], now=now)
    for who, choice in item.votes.items():
        meeting.vote(session, place, stage.staff_id(who), choice, by=staff[who], now=now)
    if item.recorded:
        meeting.record(session, place, public=item.public, reason=item.reason, by=staff[KEEPER], now=now)
