"""The queue: which requests a colleague looks at, page by page by keys, from an index that leads with what is rarest.

Nothing here reads, sorts or counts the whole table (docs/decisions/0015). Only reads.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, literal_column, select, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.sql.functions import FunctionElement

from forms_service.clock import RIYADH
from forms_service.db import UtcDateTime
from forms_service.help_requests.case_file import Answering, Question
from forms_service.help_requests.models import IN_WORK, REPLY_IS_OWED, TO_BE_VERIFIED, HelpRequest
from forms_service.help_requests.statuses import CLOSED, ENDED
from forms_service.outbox.models import FAILED, OutboxMessage

IN_THE_WORKS, MINE, UNASSIGNED, ARRIVED, REFERRED, PAST_FLOOR, UNSENT, DOUBTFUL, ALL = VIEWS = (
    "open",
    "mine",
    "unassigned",
    "arrived",
    "referred",
    "floor",
    "unsent",
    "doubtful",
    "all",
)
"""What a colleague may look at; each is narrowed by filters."""

OF_WORK = frozenset({IN_THE_WORKS, MINE, UNASSIGNED})
"""Views of requests that have not ended."""

FILTERS: Mapping[str, InstrumentedAttribute[Any]] = {
    "branch": HelpRequest.branch,
    "language": HelpRequest.contact_language,
    "service": HelpRequest.support_type,
    "channel": HelpRequest.channel,
    "state": HelpRequest.state,
}
"""By what a view is narrowed; of several that are all frequent the first leads."""


@dataclass(frozen=True)
class Pending:
    """Rows that keep their request in a view until they are settled, the oldest first: of which table, which of them.

    `names` is the column that names the `request` by that column of it. `of_work`: only of requests that have not ended.
    """

    rows: type[Any]
    names: str
    request: InstrumentedAttribute[Any]
    stands: Callable[[Any], ColumnElement[bool]]
    of_work: bool = False


PENDING: Mapping[str, Pending] = {
    ARRIVED: Pending(Answering, "case_id", HelpRequest.id, lambda row: row.seen_at.is_(None)),
    REFERRED: Pending(
        Question, "case_id", HelpRequest.id, lambda row: and_(row.answered_at.is_(None), row.is_referral), of_work=True
    ),
    UNSENT: Pending(
        OutboxMessage, "about", HelpRequest.reference, lambda row: row.state == literal_column(f"'{FAILED}'")
    ),
}
"""What the person sent and nobody read; what was referred and nobody answered; a message that could not be sent."""

ENOUGH = 1000
"""Rows that are looked at to tell whether something is rare."""


@dataclass(frozen=True)
class Wanted:
    """What is looked at. `reader` is a member of staff; moments are aware.

    `filters`: values by the names of FILTERS. `raised_before`: when a request must have been raised to be past the floor.
    `within`: the branch beyond which the reader sees nothing; None for whoever sees all.
    """

    reader: int
    raised_before: datetime
    view: str = IN_THE_WORKS
    filters: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    newest_first: bool = False
    within: str | None = None


def past_floor_since(today: date, floor_days: int) -> datetime:
    """Before which moment a request was raised whose reply may leave on this day in Riyadh (policy, procedure 5)."""
    return datetime.combine(today - timedelta(days=floor_days - 1), time(), RIYADH)


class unindexed(FunctionElement[Any]):  # noqa: N801 - named like the functions of SQL
    """A column as it is, whose indexes SQLite leaves aside: its plans know no values, and take the first index that fits."""

    inherit_cache = True


@compiles(unindexed)
def _as_it_is(element: unindexed, compiler: SQLCompiler, **kwargs: Any) -> str:
    return str(compiler.process(element.clauses, **kwargs))


@compiles(unindexed, "sqlite")
def _with_a_plus(element: unindexed, compiler: SQLCompiler, **kwargs: Any) -> str:
    return f"+{compiler.process(element.clauses, **kwargs)}"


Condition = ColumnElement[bool] | TextClause


def page_of(
    session: Session, wanted: Wanted, after: HelpRequest | None = None, size: int = 50
) -> Sequence[HelpRequest]:
    """Up to `size` requests that come after this one, the first of all where none is named."""
    if wanted.view in OF_WORK and wanted.filters.get("state") in ENDED:
        return []
    if pending := PENDING.get(wanted.view):
        return _pending(session, wanted, pending, after, size)
    lead = _lead(session, wanted)
    found = select(HelpRequest).where(*_of_view(wanted, lead), *_of_filters(wanted, lead))
    key = HelpRequest.raised_at if wanted.view == PAST_FLOOR else HelpRequest.received_at
    if after is not None:
        here, there = tuple_(key, HelpRequest.id), tuple_(literal(getattr(after, key.key), UtcDateTime), after.id)
        found = found.where(here < there if wanted.newest_first else here > there)
    order = [key, HelpRequest.id]
    if wanted.view in (MINE, UNASSIGNED):
        order.insert(0, HelpRequest.assignee_id)  # one value: PostgreSQL sees by it that the index is in order
    found = found.order_by(*(each.desc() if wanted.newest_first else each for each in order))
    return session.scalars(found.limit(size)).all()


def _of_view(wanted: Wanted, lead: str | None) -> list[Condition]:
    in_work: Condition = IN_WORK if lead is None else unindexed(HelpRequest.state).not_in(ENDED)
    views: Mapping[str, list[Condition]] = {
        IN_THE_WORKS: [in_work],
        MINE: [in_work, HelpRequest.assignee_id == wanted.reader],
        UNASSIGNED: [in_work, HelpRequest.assignee_id.is_(None)],
        PAST_FLOOR: [REPLY_IS_OWED, HelpRequest.raised_at < wanted.raised_before],
        DOUBTFUL: [TO_BE_VERIFIED],
    }
    return views.get(wanted.view, [])


def _of_filters(wanted: Wanted, lead: str | None = None) -> list[Condition]:
    said: list[Condition] = [
        column == value if name == lead else unindexed(column) == value
        for name, value in _narrowed(wanted).items()
        for column in [FILTERS[name]]
    ]
    came = unindexed(HelpRequest.received_at) if wanted.view in (PAST_FLOOR, *PENDING) else HelpRequest.received_at
    if wanted.since is not None:
        said.append(came >= literal(wanted.since, UtcDateTime))
    if wanted.until is not None:
        said.append(came < literal(wanted.until, UtcDateTime))
    return said


def _narrowed(wanted: Wanted) -> dict[str, str]:
    """The filters in their order. The reader's branch is one of them: asking for another finds nothing."""
    given = dict(wanted.filters)
    if wanted.within is not None:
        given["branch"] = wanted.within if given.get("branch", wanted.within) == wanted.within else ""
    return {name: given[name] for name in FILTERS if name in given}


def _lead(session: Session, wanted: Wanted) -> str | None:
    """The filter whose index is walked; None: that of the view. What is rare leads, else what keeps the walk short."""
    given = _narrowed(wanted)
    if wanted.view not in (IN_THE_WORKS, ALL) or not given:
        return None
    seen = {name: _at_most(session, FILTERS[name] == value) for name, value in given.items()} if len(given) > 1 else {}
    rarest = min(seen, key=lambda name: seen[name], default="")
    if rarest and seen[rarest] < ENOUGH:
        return rarest
    if given.get("state", CLOSED) not in ENDED:
        return "state"
    return None if wanted.view == IN_THE_WORKS else next(iter(given))


def _at_most(session: Session, condition: ColumnElement[bool]) -> int:
    some = select(literal(1)).where(condition).limit(ENOUGH).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _pending(
    session: Session, wanted: Wanted, pending: Pending, after: HelpRequest | None, size: int
) -> Sequence[HelpRequest]:
    """Requests by the first row of each that stands."""
    row, earlier = pending.rows, aliased(pending.rows)
    of, of_earlier = getattr(row, pending.names), getattr(earlier, pending.names)
    is_first = ~exists().where(of_earlier == of, pending.stands(earlier), earlier.id < row.id)
    found = select(HelpRequest).join(row, of == pending.request)
    found = found.where(pending.stands(row), is_first, *_of_filters(wanted))
    if pending.of_work:
        found = found.where(unindexed(HelpRequest.state).not_in(ENDED))
    if after is not None:
        of_last = select(func.min(row.id)).where(of == getattr(after, pending.request.key), pending.stands(row))
        place = session.scalar(of_last) or 0
        found = found.where(row.id < place if wanted.newest_first else row.id > place)
    return session.scalars(found.order_by(row.id.desc() if wanted.newest_first else row.id.asc()).limit(size)).all()
