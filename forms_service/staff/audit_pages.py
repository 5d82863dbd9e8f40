"""The events, for the administrator: who did what to which reference and when; never what stands in a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user

from forms_service import clock
from forms_service.accounts import service as accounts
from forms_service.accounts.roles import AUDIT
from forms_service.audit.models import Event
from forms_service.audit.queries import Chosen, last_walk, page_of
from forms_service.audit.walk import BROKEN, RECENT, note_walk, walk
from forms_service.db import db, reading, transaction
from forms_service.references import parse_reference
from forms_service.staff import audit_words as words
from forms_service.staff.lock import page
from forms_service.staff.reading import LISTS, note_list
from forms_service.staff.request_history import names_of
from forms_service.staff.wording import written_moment

PAGE = 50
FIELDS = ("who", "act", "reference", "day")


@dataclass(frozen=True)
class Row:
    """One event in words. `reference`: of a record; `about`: in words, what is no record."""

    number: int
    at: str
    who: str
    act: str
    reference: str = ""
    about: str = ""


@dataclass(frozen=True)
class State:
    """What the last look at the chain found."""

    at: str
    whole: bool
    first: str
    last: str


@dataclass
class Filters:
    """What was typed above the list, which events it means, and what is wrong with it, by field."""

    typed: Mapping[str, str]
    chosen: Chosen = field(default_factory=Chosen)
    errors: dict[str, str] = field(default_factory=dict)


@page("/audit/", needs=AUDIT)
def audit_list() -> ResponseReturnValue:
    """Events, newest first, all of them or the chosen."""
    note_list("audit")
    filters = _filters()
    before = _before()
    with reading() as session:  # a look of its own: it sees what was written down just now
        found = [] if filters.errors else page_of(session, before, PAGE + 1, filters.chosen)
        state = last_walk(session)
    shown = render_template(
        "staff/audit.html",
        rows=_rows(found[:PAGE]),
        older=found[PAGE - 1].id if len(found) > PAGE else None,
        filters=filters,
        people=[(each.actor, each.name) for each in accounts.everyone(db.session)],
        others=words.OTHERS,
        acts=words.choices(),
        state=_state(state) if state else None,
        recent=f"{RECENT:,}",
    )
    return shown, 422 if filters.errors else 200


@page("/audit/verify", needs=AUDIT, methods=("POST",))
def audit_verify() -> ResponseReturnValue:
    """Look whether the newest events are as they were written, and write down what was found."""
    walked = walk(newest=RECENT)
    with transaction() as session:
        note_walk(session, walked, by=current_user.actor, now=clock.now())
    return redirect(url_for("staff.audit_list", _anchor="chain"), 303)


def _filters() -> Filters:
    typed = {name: request.args.get(name, "").strip() for name in FIELDS}
    kind, _colon, act = typed["act"].partition(":")
    if typed["act"] and act not in words.ACTS.get(kind, {}):
        abort(404)
    found = Filters(typed)
    reference = _reference(typed["reference"], found.errors)
    day = _day(typed["day"], found.errors)
    found.chosen = Chosen(
        actor=typed["who"] or None,
        kind=kind or None,
        act=act or None,
        subject=reference,
        since=_midnight(day) if day else None,
        until=_midnight(day + timedelta(days=1)) if day else None,
    )
    return found


def _reference(typed: str, errors: dict[str, str]) -> str | None:
    if not typed:
        return None
    found = parse_reference(typed)
    if found is None:
        errors["reference"] = _("هذا ليس رقم طلب. الرقم من 12 خانة، مثل 4829-3057-1162.")
    return found


def _day(typed: str, errors: dict[str, str]) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
        return day if date.min < day < date.max else None
    except ValueError:
        errors["day"] = _("اكتب اليوم بالتاريخ الميلادي: السنة ثم الشهر ثم اليوم، مثل 2026-11-22.")
        return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.RIYADH)


def _before() -> int | None:
    typed = request.args.get("before", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 10):
        abort(404)
    return min(int(typed), 2**31 - 1)


def _rows(events: Sequence[Event]) -> list[Row]:
    about = {event.id: f"staff:{event.subject}" for event in events if event.subject_kind == words.STAFF}
    names = names_of(db.session, [*(event.actor for event in events), *about.values()])
    names |= {actor: str(name) for actor, name in words.OTHERS.items()}
    return [
        Row(
            event.id,
            written_moment(event.at),
            names[event.actor],
            words.act_named(event.subject_kind, event.act),
            reference=event.subject if event.subject_kind in words.RECORDS else "",
            about=_about(event, names.get(about.get(event.id, ""), "")),
        )
        for event in events
    ]


def _about(event: Event, name: str) -> str:
    if event.subject_kind == LISTS:
        return words.list_named(event.subject)
    if event.subject_kind == words.SESSION:
        return words.session_named(event.subject)
    return name if event.subject_kind == words.STAFF else ""


def _state(event: Event) -> State:
    first, _dash, last = event.subject.partition("-")
    return State(written_moment(event.at), event.act != BROKEN, first, last)
