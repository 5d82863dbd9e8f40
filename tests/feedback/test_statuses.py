"""The words for each state."""

from forms_service.feedback.statuses import CLOSINGS, RECEIVED, STATES


def test_every_state_says_what_happens_who_acts_and_what_to_do():
    assert RECEIVED in STATES
    for code, state in STATES.items():
        assert state.code == code
        assert all((state.label, state.staff_label, state.happening, state.acting, state.to_do))


def test_every_reason_to_close_has_words_and_fits_its_column():
    assert all(words and len(code) <= 20 for code, words in CLOSINGS.items())
