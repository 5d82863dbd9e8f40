"""Counts are the truth up to where they stop, and are read from indexes."""

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_service.db import db, transaction
from forms_service.help_requests import counts
from forms_service.help_requests.counts import counts_of
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.queue import ALL, VIEWS, Wanted, page_of
from forms_service.help_requests.statuses import ENDED, STATES
from forms_service.outbox.models import FAILED, OutboxMessage
from tests.help_requests.test_queue import papers
from tests.support.cases import NOON, add_cases, add_staff
from tests.support.plans import Plans, reads_indexes
from tests.support.postgres import both_databases

pytestmark = [both_databases, pytest.mark.usefixtures("context")]

FLOOR = NOON - timedelta(days=14)


def add_many(number: int) -> None:
    chance = random.Random(3)  # noqa: S311 - made-up cases
    add_staff(1, 2)
    references = add_cases(
        *(
            {
                "state": chance.choice(list(STATES)),
                "assignee_id": chance.choice((None, 1, 2)),
                "branch": chance.choice((None, "north", "south")),
                "doubt": chance.choice((None, "fast")),
                "raised_at": NOON - timedelta(days=chance.randrange(30)),
            }
            for _ in range(number)
        )
    )
    with transaction() as session:
        for at, reference in enumerate([*references[:30], *references[:10]]):
            failed = {"about": reference, "template": "x", "sealed_payload": b"-", "state": FAILED, "created_at": NOON}
            session.add(OutboxMessage(message_id=str(at), **failed))
        session.add_all(papers(session, references))


@pytest.mark.parametrize("within", [None, "north", ""])
def test_each_count_is_that_of_the_list_it_leads_to(within: str | None) -> None:
    add_many(150)
    told = counts_of(db.session, reader=1, raised_before=FLOOR, within=within)
    lists = {
        view: len(page_of(db.session, Wanted(1, FLOOR, view, within=within), size=1000))
        for view in VIEWS
        if view != ALL
    }
    states = {state: number_in(db.session, state, within) for state in STATES if state not in ENDED}
    assert told == {**lists, **states}
    assert sum(told.values()) > 0 or within == ""


def number_in(session: Session, state: str, within: str | None) -> int:
    asked = select(func.count()).select_from(HelpRequest).where(HelpRequest.state == state)
    return session.scalar(asked if within is None else asked.where(HelpRequest.branch == within)) or 0


def test_a_count_stops_where_it_is_enough() -> None:
    add_cases(*({} for _ in range(counts.MOST + 3)))
    told = counts_of(db.session, reader=1, raised_before=FLOOR)
    over = counts.MOST + 1
    assert (told["received"], told["open"], told["unassigned"], told["mine"]) == (over,) * 3 + (0,)


@pytest.mark.parametrize("asked", [counts._ALL, counts._WITHIN], ids=["all", "within a branch"])
def test_no_count_reads_a_table(asked: dict[str, Any], plans: Plans) -> None:
    values = {"reader": 1, "raised_before": FLOOR} | ({"branch": "north"} if asked is counts._WITHIN else {})
    for count in asked.values():
        db.session.execute(select(count), values)
    found = plans()
    assert len(found) == len(asked)
    for name, plan in zip(asked, found, strict=True):
        assert reads_indexes(plan.replace("USE TEMP B-TREE FOR count(DISTINCT)", "").replace("Sort", "")), (name, plan)
