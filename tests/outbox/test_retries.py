from datetime import UTC, datetime, timedelta

import pytest

from forms_service.outbox.retries import lease_for, pause_after, trying_ended

PROMISED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 60), (50, 60)])
def test_pauses_grow_to_an_hour_and_stay_there(attempts, minutes):
    assert pause_after(attempts, lambda: 0.0) == timedelta(minutes=minutes)


def test_jitter_only_lengthens_a_pause_by_a_fifth_at_most():
    assert timedelta(minutes=5) < pause_after(2, lambda: 0.5) < pause_after(2, lambda: 0.999) < timedelta(minutes=6)


@pytest.mark.parametrize(
    ("hours", "attempts", "ended"), [(47.99, 60, False), (48, 60, True), (48, 5, True), (48, 4, False), (200, 1, False)]
)
def test_trying_ends_after_48_hours_but_never_before_the_ladder_was_climbed(hours, attempts, ended):
    assert trying_ended(PROMISED, attempts, PROMISED + timedelta(hours=hours)) is ended


@pytest.mark.parametrize("time_out", [1, 20, 120])
def test_a_lease_outlasts_a_conversation_in_which_every_reply_comes_just_in_time(time_out):
    # connect, greeting, EHLO, STARTTLS, EHLO, AUTH (3), MAIL, RCPT, DATA, its reply, RSET, QUIT
    assert lease_for(time_out) > timedelta(seconds=14 * time_out)
