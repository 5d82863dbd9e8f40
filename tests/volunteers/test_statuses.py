"""The words for each state."""

from forms_service.volunteers.statuses import APPLIED, STATES


def test_every_state_says_what_happens_who_acts_and_what_to_do():
    assert APPLIED in STATES
    for code, state in STATES.items():
        assert state.code == code
        assert all((state.label, state.staff_label, state.happening, state.acting, state.to_do))
