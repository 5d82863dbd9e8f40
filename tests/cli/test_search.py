from datetime import date

import pytest

from forms_service.cli.search import search
from forms_service.db import transaction
from forms_service.search.misses import count_miss


@pytest.fixture
def flask_search(context):
    """flask_search("misses"): the command's answer."""
    return lambda *words: context.test_cli_runner().invoke(search, words)


@pytest.fixture
def missed(context):
    with transaction() as session:
        for words, day, times in (("عمره", date(2026, 11, 20), 2), ("حج", date(2026, 11, 21), 1)):
            for _ in range(times):
                count_miss(session, words, day)


def test_misses_are_listed_the_most_frequent_first(missed, flask_search):
    said = flask_search("misses")
    assert (said.exit_code, said.output) == (0, "     2  2026-11-20  عمره\n     1  2026-11-21  حج\n")


def test_or_the_newest_first_and_no_more_than_asked_for(missed, flask_search):
    assert flask_search("misses", "--newest", "--limit", "1").output == "     1  2026-11-21  حج\n"


def test_where_nothing_was_missed_it_says_so(context, flask_search):
    said = flask_search("misses")
    assert (said.exit_code, said.output) == (
        0,
        "Every search of the last 90 days found something, or was not counted.\n",
    )
