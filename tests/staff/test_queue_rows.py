"""A line says how long a request stands where it stands, and that it is late once the floor has passed without a reply."""

from datetime import timedelta

import pytest
from flask import Flask

from forms_service.db import db
from forms_service.help_requests.queries import newest
from forms_service.staff.queue_rows import days_in_words, names_of_workers, rows_of
from tests.support.cases import NOON, add_cases, add_staff


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "أقل من يوم"),
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "3 أيام"),
        (11, "11 يومًا"),
        (100, "100 يوم"),
        (103, "103 أيام"),
    ],
)
def test_days_have_their_form(app: Flask, days: int, said: str) -> None:
    with app.test_request_context():
        assert days_in_words(days) == said


@pytest.mark.parametrize(
    ("columns", "said", "is_late"),
    [
        ({"received_at": NOON - timedelta(days=3)}, "3 أيام", False),
        ({"received_at": NOON - timedelta(days=9), "state_since": NOON - timedelta(days=2)}, "يومان", False),
        ({"state": "committee", "raised_at": NOON - timedelta(days=14)}, "14 يومًا، بلا رد", True),
        ({"state": "decided", "raised_at": NOON - timedelta(days=13), "state_since": NOON}, "أقل من يوم", False),
        ({"state": "accepted", "raised_at": NOON - timedelta(days=20), "state_since": NOON}, "أقل من يوم", False),
    ],
)
def test_a_line_says_since_when(context: Flask, columns: dict[str, object], said: str, is_late: bool) -> None:
    add_staff(1)
    add_cases({"assignee_id": 1, **columns})
    with context.test_request_context():
        (row,) = rows_of(db.session, newest(db.session, 5), context.extensions["association"], NOON)
    assert (row.since, row.is_late, row.worker, row.name) == (said, is_late, "موظف 1", None)
    assert names_of_workers(db.session) == {1: "موظف 1"}
