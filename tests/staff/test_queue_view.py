"""What an address asks for, and how counts are told."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from forms_service.help_requests.counts import MOST
from forms_service.help_requests.queue import VIEWS
from forms_service.staff import queue_view
from forms_service.staff.queue_view import EMPTY, TITLES, filters, read, tabs, told

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def asked(app: Flask, within: str | None = None, **args: str) -> queue_view.Asked:
    with app.test_request_context():
        return read(args, app.extensions["association"], 7, within, NOW)


def test_without_words_everything_in_the_works_is_asked_for_oldest_first(app: Flask) -> None:
    plain = asked(app)
    assert (plain.tab, plain.given, plain.is_narrowed) == ("open", {}, False)
    assert (plain.wanted.reader, plain.wanted.filters, plain.wanted.newest_first) == (7, {}, False)
    assert asked(app, view="all").wanted.newest_first


def test_empty_fields_of_the_form_ask_for_nothing_and_the_usual_order_is_not_told(app: Flask) -> None:
    sent = {"state": "", "service": "", "language": "bn", "channel": "", "age": "", "order": "oldest"}
    assert asked(app, view="mine", **sent).given == {"view": "mine", "language": "bn"}
    assert asked(app, view="mine", order="newest").given == {"view": "mine", "order": "newest"}
    assert not asked(app, order="newest").is_narrowed


def test_ages_are_moments(app: Flask) -> None:
    week, over = asked(app, age="week").wanted, asked(app, age="over-week").wanted
    assert (week.since, week.until) == (NOW - timedelta(days=7), None)
    assert (over.since, over.until) == (None, NOW - timedelta(days=7))


def test_what_waits_for_the_applicant_is_a_tab_of_its_own(app: Flask) -> None:
    waiting = asked(app, state="waiting")
    assert (waiting.tab, waiting.is_narrowed) == ("waiting", False)
    assert asked(app, state="waiting", language="ur").is_narrowed
    with app.test_request_context():
        assert [tab.label for tab in tabs(waiting, {}) if tab.is_open] == ["بانتظار مقدّم الطلب"]


def test_states_that_have_ended_are_offered_where_they_are_shown(app: Flask) -> None:
    assert asked(app, view="all", state="closed").wanted.filters == {"state": "closed"}
    with pytest.raises(NotFound):
        asked(app, view="mine", state="closed")


def test_branches_are_offered_where_there_are_some_and_to_whoever_sees_several(app: Flask) -> None:
    association = app.extensions["association"]
    branch = {"code": "north", "name": "الشمال", "area": "", "verify": ""}
    wide = association.model_copy(
        update={"branches": (type(association).model_fields["branches"].annotation.__args__[0](**branch),)}
    )
    with app.test_request_context():
        for facts, within, offered in ((association, None, False), (wide, None, True), (wide, "north", False)):
            found = filters(read({}, facts, 7, within, NOW), facts, {})
            assert ("branch" in [choice.name for choice in found]) is offered


def test_a_count_that_stopped_says_so() -> None:
    assert [told(number) for number in (0, MOST, MOST + 1)] == ["0", "999", "999+"]


def test_every_view_has_its_tab_and_its_words_where_it_is_empty() -> None:
    assert set(TITLES) == set(EMPTY) == {*VIEWS, "waiting"}
