"""How much work there is: a count for each view and each state, that stops at MOST. Costs the same however many requests there are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, ScalarSelect, Table, bindparam, func, literal_column, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import TextClause

from forms_service.db import UtcDateTime
from forms_service.help_requests.models import IN_WORK, REPLY_IS_OWED, TO_BE_VERIFIED, HelpRequest
from forms_service.help_requests.queue import DOUBTFUL, IN_THE_WORKS, MINE, PAST_FLOOR, UNASSIGNED, UNSENT, unindexed
from forms_service.help_requests.statuses import ENDED, STATES
from forms_service.outbox.models import FAILED, OutboxMessage
from forms_service.statements import Statement

MOST = 999
"""The largest number that is told; one more means «more than that»."""

_CASES, _MESSAGES = cast(Table, HelpRequest.__table__), cast(Table, OutboxMessage.__table__)
_ONE: ColumnElement[int] = literal_column("1")
_STOP: ColumnElement[int] = literal_column(str(MOST + 1))
Condition = ColumnElement[bool] | TextClause


def counts_of(session: Session, *, reader: int, raised_before: datetime, within: str | None = None) -> dict[str, int]:
    """By the name of each view and of each state, at most MOST + 1. `within`: only in this branch."""
    asked = _ALL if within is None else _WITHIN
    values = {"reader": reader, "raised_before": raised_before, **({} if within is None else {"branch": within})}
    row = _STATEMENTS[within is None].first(session, values) or ()
    found: dict[str, int] = dict(zip(asked, row, strict=True))
    in_work = sum(number for name, number in found.items() if name in STATES and name not in ENDED)
    return {**found, IN_THE_WORKS: min(in_work, MOST + 1)}


def _up_to_most(*conditions: Condition) -> ScalarSelect[int]:
    some = select(_ONE).select_from(_CASES).where(*conditions).limit(_STOP).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _unsent(*of_branch: Condition) -> ScalarSelect[int]:
    """Requests among the first messages that failed; a request of two of them is one."""
    failed = select(_MESSAGES.c.about).where(_MESSAGES.c.state == _word(FAILED)).limit(_STOP).subquery()
    found = select(func.count(failed.c.about.distinct())).join(_CASES, _CASES.c.reference == failed.c.about)
    return found.where(*of_branch).scalar_subquery()


def _word(code: str) -> ColumnElement[str]:
    """One of our own codes, written into the statement."""
    return literal_column(f"'{code}'")


def _asked(*, within_a_branch: bool) -> Mapping[str, ScalarSelect[Any]]:
    reader = bindparam("reader", type_=_CASES.c.assignee_id.type)
    raised_before = bindparam("raised_before", type_=UtcDateTime)
    branch = bindparam("branch", type_=_CASES.c.branch.type)
    there: list[Condition] = [unindexed(_CASES.c.branch) == branch] if within_a_branch else []
    views = {
        MINE: _up_to_most(IN_WORK, _CASES.c.assignee_id == reader, *there),
        UNASSIGNED: _up_to_most(IN_WORK, _CASES.c.assignee_id.is_(None), *there),
        PAST_FLOOR: _up_to_most(REPLY_IS_OWED, _CASES.c.raised_at < raised_before, *there),
        DOUBTFUL: _up_to_most(TO_BE_VERIFIED, *there),
        UNSENT: _unsent(*there),
    }
    there = [_CASES.c.branch == branch] if within_a_branch else []
    return {**views, **{state: _up_to_most(_CASES.c.state == _word(state), *there) for state in STATES}}


_ALL, _WITHIN = _asked(within_a_branch=False), _asked(within_a_branch=True)
_STATEMENTS = {True: Statement(select(*_ALL.values())), False: Statement(select(*_WITHIN.values()))}
