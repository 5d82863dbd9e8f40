"""What one person may do with one request: a table."""

import pytest

from forms_service.staff.committee_seat import Seat

MEMBER = Seat(is_aside=False, choice=None, is_present=True, is_member=True, is_secretary=False, is_open=True)
SECRETARY = Seat(is_aside=False, choice=None, is_present=False, is_member=False, is_secretary=True, is_open=True)


def changed(seat: Seat, **facts: object) -> Seat:
    return Seat(**{**vars(seat), **facts})


@pytest.mark.parametrize(
    ("seat", "votes", "steps_aside", "records", "sees"),
    [
        (MEMBER, True, True, False, False),
        (changed(MEMBER, choice="accept"), False, False, False, True),
        (changed(MEMBER, is_aside=True), False, False, False, False),
        (changed(MEMBER, is_present=False), False, True, False, False),
        (changed(MEMBER, is_open=False), False, False, False, False),
        (SECRETARY, False, False, True, True),
        (changed(SECRETARY, is_open=False), False, False, False, False),
        (changed(MEMBER, is_secretary=True), True, True, False, False),
        (changed(MEMBER, is_secretary=True, choice="refuse"), False, False, True, True),
        (changed(MEMBER, is_secretary=True, is_aside=True), False, False, False, False),
        (changed(MEMBER, is_secretary=True, is_present=False), False, True, True, True),
    ],
)
def test_a_seat_says_what_may_be_done(seat: Seat, votes: bool, steps_aside: bool, records: bool, sees: bool) -> None:
    assert (seat.may_vote, seat.may_step_aside, seat.may_record, seat.sees_tally(None)) == (
        votes, steps_aside, records, sees,
    )  # fmt: skip
    assert seat.sees_tally("accept")
