"""What a colleague asked the queue for, read from the address; and the tabs and filters by which it is asked for otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forms_service.association import Association
from forms_service.clock import today_in_riyadh
from forms_service.help_requests.counts import MOST
from forms_service.help_requests.queue import (
    ALL,
    ARRIVED,
    DOUBTFUL,
    IN_THE_WORKS,
    MINE,
    PAST_FLOOR,
    REFERRED,
    UNASSIGNED,
    UNSENT,
    VIEWS,
    Wanted,
    past_floor_since,
)
from forms_service.help_requests.statuses import ENDED, STATES, WAITING
from forms_service.staff.records import CHANNELS

OLDEST, NEWEST = "oldest", "newest"
ORDERS = {OLDEST: lazy_gettext("الأقدم أولًا"), NEWEST: lazy_gettext("الأحدث أولًا")}
AGES: Mapping[str, tuple[object, timedelta | None, timedelta | None]] = {
    "day": (lazy_gettext("خلال 24 ساعة"), timedelta(days=1), None),
    "week": (lazy_gettext("خلال 7 أيام"), timedelta(days=7), None),
    "over-week": (lazy_gettext("قبل أكثر من 7 أيام"), None, timedelta(days=7)),
    "over-month": (lazy_gettext("قبل أكثر من 30 يومًا"), None, timedelta(days=30)),
    "over-quarter": (lazy_gettext("قبل أكثر من 90 يومًا"), None, timedelta(days=90)),
}
"""When a request came: how it is called, and how long ago at most and at least."""

TITLES: Mapping[str, object] = {
    IN_THE_WORKS: lazy_gettext("الجارية"),
    MINE: lazy_gettext("عندي"),
    UNASSIGNED: lazy_gettext("بلا موظف"),
    ARRIVED: lazy_gettext("وصل جديد"),
    REFERRED: lazy_gettext("مُحال للتوضيح"),
    WAITING: lazy_gettext("بانتظار مقدّم الطلب"),
    PAST_FLOOR: lazy_gettext("تجاوز المدة الدنيا بلا رد"),
    DOUBTFUL: lazy_gettext("بانتظار التحقق"),
    UNSENT: lazy_gettext("تعذّر إرسال رسالة"),
    ALL: lazy_gettext("الكل"),
}
"""The tabs, in their order. `waiting` is a state of what is in the works."""

EMPTY: Mapping[str, object] = {
    IN_THE_WORKS: lazy_gettext("لا توجد طلبات هنا الآن."),
    MINE: lazy_gettext("لا طلبات عندك الآن. افتح «بلا موظف»، وأسند إليك طلبًا."),
    UNASSIGNED: lazy_gettext("لكل طلب موظف يعمل عليه. تابع ما عندك في «عندي»."),
    ARRIVED: lazy_gettext("قُرئ كل ما وصل من أصحاب الطلبات."),
    REFERRED: lazy_gettext("لا سؤال محالًا ينتظر جوابًا الآن."),
    WAITING: lazy_gettext("لا طلب ينتظر صاحبه الآن."),
    PAST_FLOOR: lazy_gettext("لا طلب تجاوز المدة الدنيا بلا رد."),
    DOUBTFUL: lazy_gettext("لا طلب ينتظر التحقق الآن."),
    UNSENT: lazy_gettext("لا رسالة تعذّر إرسالها."),
    ALL: lazy_gettext("لم يصل أي طلب بعد. يظهر كل طلب هنا فور وصوله."),
}
"""What an empty view says, and what to do then."""


@dataclass(frozen=True)
class Tab:
    """A view as a link. `count` is empty where none is told; `address` is what the link asks for."""

    label: str
    count: str
    address: Mapping[str, str]
    is_open: bool


@dataclass(frozen=True)
class Choice:
    """A filter: its name, its label, what it may be (code and words), and what it is."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `given`: its parts that are not as they would be without them."""

    tab: str
    given: Mapping[str, str]
    wanted: Wanted

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the tab and the order was chosen."""
        return bool(set(self.given) - {"view", "order"}) and not (self.tab == WAITING and set(self.given) == {"state"})


def read(args: Mapping[str, str], association: Association, reader: int, within: str | None, now: datetime) -> Asked:
    """What an address asks for. What no form of ours offers is not found."""
    view = args.get("view") or IN_THE_WORKS
    if view not in VIEWS:
        abort(404)
    chosen = {
        name: args.get(name, "") for name in ("state", "service", "language", "channel", "branch", "age", "order")
    }
    for name, options in _options(view, association, {}).items():
        if chosen[name] and chosen[name] not in dict(options):
            abort(404)
    usual = NEWEST if view == ALL else OLDEST
    _label, within_last, ago = AGES.get(chosen["age"], (None, None, None))
    wanted = Wanted(
        reader,
        past_floor_since(today_in_riyadh(now), association.committee.reply_floor_days),
        view,
        {name: chosen[name] for name in ("state", "service", "language", "channel", "branch") if chosen[name]},
        since=now - within_last if within_last else None,
        until=now - ago if ago else None,
        newest_first=(chosen["order"] or usual) == NEWEST,
        within=within,
    )
    given = {name: value for name, value in chosen.items() if value and (name, value) != ("order", usual)}
    tab = WAITING if view == IN_THE_WORKS and chosen["state"] == WAITING else view
    return Asked(tab, {**({"view": view} if view != IN_THE_WORKS else {}), **given}, wanted)


def tabs(asked: Asked, counts: Mapping[str, int]) -> list[Tab]:
    """The views, with how much is in each."""
    return [
        Tab(str(label), told(counts[code]) if code in counts else "", _address(code), code == asked.tab)
        for code, label in TITLES.items()
    ]


def filters(asked: Asked, association: Association, counts: Mapping[str, int]) -> list[Choice]:
    """The filters of a view; of branches only where there are some, and to whoever sees more than one."""
    labels = {
        "state": (_("الحالة"), _("كل الحالات")),
        "service": (_("الخدمة"), _("كل الخدمات")),
        "language": (_("لغة التواصل"), _("كل اللغات")),
        "channel": (_("القناة"), _("كل القنوات")),
        "branch": (_("المكتب الفرعي"), _("كل المكاتب")),
        "age": (_("وصل"), _("في أي وقت")),
        "order": (_("الترتيب"), ""),
    }
    found = []
    for name, options in _options(asked.wanted.view, association, counts).items():
        label, everything = labels[name]
        if options and not (name == "branch" and asked.wanted.within is not None):
            first = (("", everything),) if everything else ()
            found.append(Choice(name, label, (*first, *options), _value(asked, name)))
    return found


def told(count: int) -> str:
    """A count as it is read; one that stopped says so."""
    return f"{MOST}+" if count > MOST else str(count)


def _value(asked: Asked, name: str) -> str:
    if name == "order":
        return NEWEST if asked.wanted.newest_first else OLDEST
    return asked.given.get(name, "")


def _address(code: str) -> Mapping[str, str]:
    if code == WAITING:
        return {"state": WAITING}
    return {} if code == IN_THE_WORKS else {"view": code}


def _options(view: str, association: Association, counts: Mapping[str, int]) -> dict[str, tuple[tuple[str, str], ...]]:
    states = [code for code in STATES if code not in ENDED or view in (ALL, UNSENT, ARRIVED)]
    return {
        "state": tuple((code, _counted(_(STATES[code].staff_label), counts.get(code))) for code in states),
        "service": tuple((each.code, each.name) for each in association.support_types),
        "language": tuple((each.code, each.name) for each in association.languages),
        "channel": tuple((code, str(label)) for code, label in CHANNELS.items()),
        "branch": tuple((each.code, each.name) for each in association.branches),
        "age": tuple((code, str(label)) for code, (label, _most, _least) in AGES.items()),
        "order": tuple((code, str(label)) for code, label in ORDERS.items()),
    }


def _counted(label: str, count: int | None) -> str:
    return label if count is None else f"{label} ({told(count)})"
