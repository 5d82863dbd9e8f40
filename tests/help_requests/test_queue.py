"""The queue, on both databases: each view and filter finds what it says, in its order, and reads no table for it."""

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.db import db, transaction
from forms_service.help_requests import queue
from forms_service.help_requests.case_file import Answering, Question
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.queue import FILTERS, VIEWS, Wanted, page_of, past_floor_since
from forms_service.help_requests.statuses import ENDED, STATES
from forms_service.outbox.models import FAILED, SENT, OutboxMessage
from tests.support.cases import NOON, add_cases, add_staff
from tests.support.plans import Plans, reads_indexes
from tests.support.postgres import both_databases

pytestmark = [both_databases, pytest.mark.usefixtures("context")]

FLOOR = NOON - timedelta(days=14)
SOME: dict[str, tuple[Any, ...]] = {
    "state": tuple(STATES),
    "support_type": ("books", "lessons", "in_kind"),
    "contact_language": ("ar", "ur"),
    "channel": ("website", "phone"),
    "branch": (None, "north", "south"),
    "assignee_id": (None, 1, 2),
    "doubt": (None, None, "fast"),
}
ASKED: tuple[dict[str, str], ...] = (
    {},
    {"state": "received"},
    {"state": "closed"},
    {"language": "ur"},
    {"service": "lessons", "channel": "phone"},
    {"branch": "north"},
    {"state": "committee", "language": "ar", "branch": "south"},
)
NARROWER: tuple[dict[str, Any], ...] = (
    {},
    {"within": "north"},
    {"since": NOON - timedelta(hours=30), "until": NOON - timedelta(hours=5)},
)


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    """Requests of every state with everything else mixed, three at a time at one moment."""
    chance = random.Random(5)  # noqa: S311 - made-up cases
    return [
        {column: chance.choice(values) for column, values in SOME.items()}
        | {"received_at": NOON - timedelta(hours=number // 3), "raised_at": NOON - timedelta(days=chance.randrange(30))}
        for number in range(120)
    ]


@pytest.fixture
def stored(context: Flask, cases: list[dict[str, Any]]) -> None:
    add_staff(1, 2)
    references = add_cases(*cases)
    with transaction() as session:
        session.add_all(papers(session, references))
        for at, (reference, state) in enumerate(itertools.product(references[::5], (FAILED, SENT, FAILED))):
            session.add(
                OutboxMessage(
                    message_id=str(at), about=reference, template="x", sealed_payload=b"-", state=state, created_at=NOON
                )
            )


def papers(session: Session, references: list[str]) -> Iterator[Answering | Question]:
    """Of some requests, what they sent and asked: one is settled, two are not."""
    numbers = session.scalars(select(HelpRequest.id).where(HelpRequest.reference.in_(references[::4]))).all()
    for number, settled in itertools.product(sorted(numbers, key=lambda each: each % 7), (None, NOON, None)):
        sheet: dict[str, Any] = {"case_id": number, "at": NOON, "actor": "public", "sealed_words": b"-"}
        yield Answering(kind="answer", seen_at=settled, **sheet)
        yield Question(is_referral=number % 3 == 0, answered_at=settled, **sheet)


def is_of(view: str, case: HelpRequest, pending: dict[str, dict[Any, int]]) -> bool:
    works = case.state not in ENDED
    return {
        "open": works,
        "mine": works and case.assignee_id == 1,
        "unassigned": works and case.assignee_id is None,
        "floor": case.state in ("committee", "decided") and case.raised_at is not None and case.raised_at < FLOOR,
        "arrived": case.id in pending["arrived"],
        "referred": works and case.id in pending["referred"],
        "unsent": case.reference in pending["unsent"],
        "doubtful": case.state == "received" and case.doubt is not None,
        "all": True,
    }[view]


def first_of_each() -> dict[str, dict[Any, int]]:
    asked = {
        "unsent": select(OutboxMessage.about, OutboxMessage.id).where(OutboxMessage.state == FAILED),
        "arrived": select(Answering.case_id, Answering.id).where(Answering.seen_at.is_(None)),
        "referred": select(Question.case_id, Question.id).where(Question.answered_at.is_(None), Question.is_referral),
    }
    return {view: dict(sorted(db.session.execute(rows).all(), key=lambda row: -row[1])) for view, rows in asked.items()}


def expected(wanted: Wanted) -> list[str]:
    """The same, by looking at everything."""
    pending = first_of_each()
    keys: dict[str, Callable[[HelpRequest], Any]] = {
        "unsent": lambda case: pending["unsent"][case.reference],
        "arrived": lambda case: pending["arrived"][case.id],
        "referred": lambda case: pending["referred"][case.id],
        "floor": lambda case: (case.raised_at, case.id),
    }
    found = [
        case
        for case in db.session.scalars(select(HelpRequest))
        if is_of(wanted.view, case, pending)
        and all(getattr(case, FILTERS[name].key) == value for name, value in wanted.filters.items())
        and (wanted.since is None or case.received_at >= wanted.since)
        and (wanted.until is None or case.received_at < wanted.until)
        and (wanted.within is None or case.branch == wanted.within)
    ]
    key = keys.get(wanted.view, lambda case: (case.received_at, case.id))
    return [case.reference for case in sorted(found, key=key, reverse=wanted.newest_first)]


def paged(wanted: Wanted, size: int) -> list[str]:
    found: list[str] = []
    page = page_of(db.session, wanted, None, size)
    while page:
        found += [case.reference for case in page]
        page = page_of(db.session, wanted, page[-1], size)
    return found


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("view", VIEWS)
def test_each_view_and_filter_shows_what_it_says_in_its_order_page_by_page(view: str) -> None:
    shown = 0
    for filters, newest_first, narrower in itertools.product(ASKED, (False, True), NARROWER):
        wanted = Wanted(1, FLOOR, view, filters, newest_first=newest_first, **narrower)
        found = paged(wanted, 5)
        assert found == expected(wanted), wanted
        shown += len(found)
    assert shown > 0


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("enough", [1, 10_000], ids=["everything is frequent", "everything is rare"])
def test_whatever_leads_finds_the_same(enough: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "ENOUGH", enough)
    for view, filters in itertools.product(("open", "all"), ASKED):
        wanted = Wanted(1, FLOOR, view, filters)
        assert paged(wanted, 50) == expected(wanted)


def test_a_reader_of_one_branch_finds_nothing_of_another() -> None:
    add_cases({"branch": "south"}, {"branch": None}, {"branch": "north"})
    for filters in ({}, {"branch": "south"}):
        found = page_of(db.session, Wanted(1, FLOOR, "all", filters, within="north"))
        assert [case.branch for case in found] == ["north"] * (not filters)
    assert page_of(db.session, Wanted(1, FLOOR, "all", within="")) == []


@pytest.mark.usefixtures("stored")
def test_no_page_is_read_or_sorted_from_the_whole_table(plans: Plans) -> None:
    last = db.session.scalars(select(HelpRequest).limit(1)).one()
    plans()
    for view, filters, newest_first, after in itertools.product(VIEWS, ASKED, (False, True), (None, last)):
        page_of(db.session, Wanted(1, FLOOR, view, filters, NOON - timedelta(days=30), None, newest_first), after)
        for plan in plans():
            assert reads_indexes(plan), f"{view} {filters} {newest_first}: {plan}"


def test_the_look_at_a_plan_would_notice(plans: Plans) -> None:
    db.session.scalars(select(HelpRequest).order_by(HelpRequest.changed_at)).all()
    assert [reads_indexes(plan) for plan in plans()] == [False]


@pytest.mark.parametrize(
    ("raised", "is_past"),
    [(datetime.fromisoformat("2026-11-08T20:59:59Z"), True), (datetime.fromisoformat("2026-11-08T21:00:00Z"), False)],
)
def test_the_floor_counts_calendar_days_of_riyadh(raised: datetime, is_past: bool) -> None:
    assert (raised < past_floor_since(date(2026, 11, 22), 14)) is is_past
