"""Quorum, majority and the floor of the reply, as tables."""

from datetime import date

import pytest

from forms_service.help_requests.committee import (
    ACCEPT,
    MORE_INFORMATION,
    REFUSE,
    has_quorum,
    reply_not_before,
    result_of,
    voters_of,
)


@pytest.mark.parametrize(
    ("votes", "result"),
    [
        ([], None),
        ([ACCEPT], ACCEPT),
        ([ACCEPT, REFUSE], None),
        ([ACCEPT, ACCEPT, REFUSE], ACCEPT),
        ([REFUSE, REFUSE, ACCEPT], REFUSE),
        ([ACCEPT, REFUSE, MORE_INFORMATION], None),
        ([ACCEPT, ACCEPT, REFUSE, MORE_INFORMATION], None),
        ([MORE_INFORMATION, MORE_INFORMATION, REFUSE], MORE_INFORMATION),
        ([ACCEPT, ACCEPT, REFUSE, REFUSE], None),
    ],
)
def test_more_than_half_of_the_votes_cast_decide_and_a_tie_does_not(votes, result):
    assert result_of(votes) == result


def test_whoever_steps_aside_is_not_counted():
    assert voters_of([1, 2, 3, 4], [4, 9]) == {1, 2, 3}
    assert has_quorum([1, 2, 3, 4], [4], 3)
    assert not has_quorum([1, 2, 3], [3], 3)
    assert not has_quorum([1, 1, 2], [], 3), "a member is counted once"


@pytest.mark.parametrize(
    ("raised", "first"),
    [
        (date(2026, 11, 1), date(2026, 11, 15)),
        (date(2026, 12, 25), date(2027, 1, 8)),
        (date(2028, 2, 20), date(2028, 3, 5)),
    ],
)
def test_the_reply_waits_for_fourteen_calendar_days(raised, first):
    assert reply_not_before(raised, 14) == first
