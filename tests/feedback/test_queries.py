"""Finding messages for staff: by reference, and page by page without ever counting or skipping rows."""

from datetime import timedelta

from sqlalchemy.event import listen

from forms_service.db import db, transaction
from forms_service.feedback import queries
from tests.support.office import LONG_AGO, add_feedback, add_help_request


def test_a_message_is_found_by_its_reference_and_only_by_its_own(app):
    mine, foreign = add_feedback(app), add_help_request(app)
    with app.app_context():
        assert queries.by_reference(db.session, mine).reference == mine
        assert queries.by_reference(db.session, foreign) is None


def test_pages_follow_each_other_without_gap_or_repeat(app):
    added = [add_feedback(app, received_at=LONG_AGO + timedelta(minutes=number // 4)) for number in range(11)]
    add_feedback(app, sort="thanks")
    seen = []
    with app.app_context():
        page = queries.page_of(db.session, size=3, state="received", sort="complaint")
        while page:
            seen += [sent.reference for sent in page]
            page = queries.page_of(db.session, page[-1], size=3, state="received", sort="complaint")
    assert seen == added[::-1]


def test_a_page_is_read_from_an_index_without_sorting(app):
    add_feedback(app)
    with app.app_context():
        newest = queries.page_of(db.session, size=1, state="received")[0]
        for sort, index in ((None, "ix_feedback_state_received_at"), ("thanks", "ix_feedback_state_sort_received_at")):
            ran = []
            listen(db.engine, "before_cursor_execute", lambda *given, ran=ran: ran.append(given[2:4]))
            queries.page_of(db.session, newest, state="received", sort=sort)
            sql, values = ran[-1]
            plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            steps = " ".join(row[3] for row in plan)
            assert f"USING INDEX {index}" in steps
            assert "TEMP B-TREE" not in steps


def test_misconceptions_are_counted_by_tag(app):
    first, second, _untagged = (add_feedback(app) for _ in range(3))
    with app.app_context():
        with transaction() as session:
            for reference in (first, second):
                queries.by_reference(session, reference).misconception = "only-money"
        assert queries.misconceptions(db.session) == {"only-money": 2}
