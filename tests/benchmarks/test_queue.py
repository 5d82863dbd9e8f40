"""The benchmark of the queue: its cases are whole, and it runs at a tiny scale."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from benchmarks.queue import __main__ as bench
from benchmarks.queue import report
from benchmarks.queue.acts import FULL, PAGES, REPORT, SEARCHES, Figures
from benchmarks.queue.seeds import IN_WORK, RARE_NAME, seed
from forms_service.db import db
from forms_service.help_requests.finding import find
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.names import NameWord
from tests.support.postgres import both_databases

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@both_databases
def test_cases_are_whole_and_can_be_found(context: Flask) -> None:
    seed(400, NOW)
    cases = db.session.scalars(select(HelpRequest)).all()
    assert len({case.reference for case in cases}) == 400
    assert all(case.answers.value("full_name") for case in cases)
    in_work = sum(count for state, count in Counter(case.state for case in cases).items() if state in IN_WORK)
    assert 0.05 < in_work / 400 < 0.2
    assert db.session.scalar(select(func.count(NameWord.case_id.distinct()))) == 400
    assert [case.answers.value("full_name") for case in find(db.session, "الابوراكي زكريا", within=None).cases] == [
        RARE_NAME
    ]
    assert len(find(db.session, "0500000010", within=None).cases) == 5


def test_it_runs_and_every_act_has_its_figures(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = bench.measure(tmp_path, (40, 80), 1, ["SQLite"])
    assert [table.count("\n") - 1 for table in tables] == [
        len(PAGES),
        len(REPORT),
        len(SEARCHES),
        len(SEARCHES),
    ]
    line = next(line for line in tables[0].splitlines() if line.startswith("| all, newest first |")).split(" | ")
    assert (line[1], line[8]) == ("40", "50"), "the larger shows as many lines as the smaller, and then a full page"
    assert "Storing 80 cases" in capsys.readouterr().out


def test_a_ratio_is_that_of_the_medians() -> None:
    small, large = Figures([1.0, 2.0, 9.0], [1.0, 1.0, 1.0], 3), Figures([3.0, 3.0, 3.0], [2.0, 2.0, 2.0], 3)
    full = Figures([4.0], [3.5], 50)
    line = report.table("x", {"act": {10: small, 1000: large, FULL: full}}, (10, 1000)).splitlines()[-1]
    assert line == "| act | 3 | 2.0 | 1.0 | 3.0 | 2.0 | 1.50 | 2.00 | 50 | 4.0 | 3.5 |"


def test_what_people_wrote_around_a_table_stays(tmp_path) -> None:
    path = tmp_path / "RESULTS.md"
    path.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write("new", path)
    assert path.read_text("utf-8") == f"before\n{report.BEGIN}\n\nnew\n\n{report.END}\nafter\n"
