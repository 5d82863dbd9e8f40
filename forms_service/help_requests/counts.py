"""How much work there is: a count for each view and each state of work. Each stops at MOST, so that none grows with the table."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, ScalarSelect, Table, bindparam, func, literal_column, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import TextClause

from forms_service.db import UtcDateTime
from forms_service.help_requests.models import IN_WORK, REPLY_IS_OWED, TO_BE_VERIFIED, HelpRequest
from forms_service.help_requests.queue import (
    DOUBTFUL,
    IN_THE_WORKS,
    MINE,
    PAST_FLOOR,
    PENDING,
    UNASSIGNED,
    Pending,
    unindexed,
)
from forms_service.help_requests.statuses import ENDED, STATES
from forms_service.statements import Statement

MOST = 199
"""The largest number that is told; one more means «more than that»."""

_CASES = cast(Table, HelpRequest.__table__)
_OF_WORK = tuple(state for state in STATES if state not in ENDED)
_ONE: ColumnElement[int] = literal_column("1")
_STOP: ColumnElement[int] = literal_column(str(MOST + 1))
Condition = ColumnElement[bool] | TextClause


def counts_of(session: Session, *, reader: int, raised_before: datetime, within: str | None = None) -> dict[str, int]:
    """By the name of each view and of each state that has not ended, at most MOST + 1. `within`: only in this branch."""
    asked = _ALL if within is None else _WITHIN
    values = {"reader": reader, "raised_before": raised_before, **({} if within is None else {"branch": within})}
    row = _STATEMENTS[within is None].first(session, values) or ()
    found: dict[str, int] = {name: min(number, MOST + 1) for name, number in zip(asked, row, strict=True)}
    in_work = sum(number for name, number in found.items() if name in _OF_WORK)
    return {**found, IN_THE_WORKS: min(in_work, MOST + 1)}


def _up_to_most(*conditions: Condition) -> ScalarSelect[int]:
    some = select(_ONE).select_from(_CASES).where(*conditions).limit(_STOP).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _pending(pending: Pending, *of_branch: Condition) -> ScalarSelect[int]:
    """Requests among the first rows that stand; a request of two of them is one."""
    rows = cast(Table, pending.rows.__table__)
    some = select(rows.c[pending.names]).where(pending.stands(rows.c)).limit(_STOP).subquery()
    named = some.c[pending.names]
    found = select(func.count(named.distinct())).join(_CASES, _CASES.c[pending.request.key] == named)
    of_work = [unindexed(_CASES.c.state).not_in([_word(state) for state in sorted(ENDED)])] if pending.of_work else []
    return found.where(*of_work, *of_branch).scalar_subquery()


def _doubtful(branch: ColumnElement[Any] | None) -> ScalarSelect[int]:
    """Of a branch, those among the first ten times as many: no index knows both."""
    if branch is None:
        return _up_to_most(TO_BE_VERIFIED)
    ordered = select(_CASES.c.branch).where(TO_BE_VERIFIED).order_by(_CASES.c.received_at, _CASES.c.id)
    some = ordered.limit(literal_column(str(10 * (MOST + 1)))).subquery()
    return select(func.count()).select_from(some).where(some.c.branch == branch).scalar_subquery()


def _word(code: str) -> ColumnElement[str]:
    """One of our own codes, written into the statement."""
    return literal_column(f"'{code}'")


def _asked(*, within_a_branch: bool) -> Mapping[str, ScalarSelect[Any]]:
    reader = bindparam("reader", type_=_CASES.c.assignee_id.type)
    raised_before = bindparam("raised_before", type_=UtcDateTime)
    branch = bindparam("branch", type_=_CASES.c.branch.type)
    here: list[Condition] = [_CASES.c.branch == branch] if within_a_branch else []
    aside: list[Condition] = [unindexed(_CASES.c.branch) == branch] if within_a_branch else []
    views = {
        MINE: _up_to_most(IN_WORK, _CASES.c.assignee_id == reader, *here),
        UNASSIGNED: _up_to_most(IN_WORK, _CASES.c.assignee_id.is_(None), *here),
        PAST_FLOOR: _up_to_most(REPLY_IS_OWED, _CASES.c.raised_at < raised_before, *aside),
        DOUBTFUL: _doubtful(branch if within_a_branch else None),
        **{view: _pending(pending, *aside) for view, pending in PENDING.items()},
    }
    return {**views, **{state: _up_to_most(_CASES.c.state == _word(state), *here) for state in _OF_WORK}}


_ALL, _WITHIN = _asked(within_a_branch=False), _asked(within_a_branch=True)
_STATEMENTS = {True: Statement(select(*_ALL.values())), False: Statement(select(*_WITHIN.values()))}
