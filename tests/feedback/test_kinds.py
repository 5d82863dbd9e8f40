"""The kinds and topics of messages."""

from forms_service.feedback.kinds import BOUND_TO_INDEPENDENCE, INQUIRY, INQUIRY_TOPICS, KINDS, NAMES, TOPICS


def test_every_kind_has_a_name_and_those_about_disputes_are_bound():
    assert set(NAMES) == {*KINDS, INQUIRY}
    assert {"complaint", "objection"} == BOUND_TO_INDEPENDENCE


def test_codes_fit_their_columns():
    assert all(len(code) <= 20 for code in (*NAMES, *TOPICS, *INQUIRY_TOPICS))
