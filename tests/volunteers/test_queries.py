"""Finding records for staff: by reference, and page by page without ever counting or skipping rows."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.event import listen

from forms_service.db import db
from forms_service.volunteers import queries
from forms_service.volunteers.models import Volunteer
from tests.support.office import LONG_AGO, add_help_request, add_volunteer


def test_a_record_is_found_by_its_reference_and_only_by_its_own(app: Flask) -> None:
    mine, foreign = add_volunteer(app), add_help_request(app)
    with app.app_context():
        found = queries.by_reference(db.session, mine)
        assert isinstance(found, Volunteer)
        assert found.reference == mine
        assert queries.by_reference(db.session, foreign) is None


def test_pages_follow_each_other_without_gap_or_repeat(app: Flask) -> None:
    added = [add_volunteer(app, received_at=LONG_AGO + timedelta(minutes=number // 4)) for number in range(11)]
    seen: list[str] = []
    with app.app_context():
        page = queries.page_of(db.session, size=3)
        while page:
            seen += [case.reference for case in page]
            page = queries.page_of(db.session, page[-1], size=3)
    assert seen == added[::-1]


def test_what_arrives_meanwhile_moves_nobody(app: Flask) -> None:
    older, newer = add_volunteer(app), add_volunteer(app, received_at=LONG_AGO + timedelta(minutes=1))
    with app.app_context():
        first = queries.page_of(db.session, size=1)
        assert [case.reference for case in first] == [newer]
    add_volunteer(app, received_at=LONG_AGO + timedelta(minutes=2))
    with app.app_context():
        before = queries.by_reference(db.session, newer)
        assert [case.reference for case in queries.page_of(db.session, before)] == [older]


def test_a_page_is_read_from_the_index_without_sorting(app: Flask) -> None:
    add_volunteer(app)
    with app.app_context():
        newest = queries.page_of(db.session, size=1)[0]
        ran: list[tuple[str, object]] = []
        listen(db.engine, "before_cursor_execute", lambda *given: ran.append(given[2:4]))
        queries.page_of(db.session, newest)
        sql, values = ran[-1]
        plan = " ".join(row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "USING INDEX ix_volunteers_received_at" in plan
    assert "TEMP B-TREE" not in plan


def test_the_doubtful_are_read_from_their_own_index(app: Flask) -> None:
    add_volunteer(app)
    with app.app_context():
        newest = queries.page_of(db.session, size=1)[0]
        ran: list[tuple[str, object]] = []
        listen(db.engine, "before_cursor_execute", lambda *given: ran.append(given[2:4]))
        assert queries.page_of(db.session, newest, doubtful=True) == []
        sql, values = ran[-1]
        plan = " ".join(row[3] for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "USING INDEX ix_volunteers_doubtful" in plan
    assert "TEMP B-TREE" not in plan
