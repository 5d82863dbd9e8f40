"""Where a volunteer can stand, in the volunteer's words and in the staff's. Knows no Flask and no database."""

from collections.abc import Mapping
from dataclasses import dataclass


def N_(text: str) -> str:  # noqa: N802 - gettext's name for "extract, translate later"
    """Mark a text for translation."""
    return text


@dataclass(frozen=True)
class State:
    """One state: its label for the volunteer and for staff, what is happening, who acts, what the volunteer does.

    `badge` is a CSS class.
    """

    code: str
    label: str
    staff_label: str
    badge: str
    happening: str
    acting: str
    to_do: str


APPLIED = "applied"

STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State(
            APPLIED,
            N_("مستلَم"),
            N_("متقدّم جديد"),
            "",
            N_("وصلتنا رغبتك في التطوع."),
            N_("الجمعية"),
            N_("لا شيء الآن. نراسلك عند توافر فرصة تناسبك. لا تبدأ أي مهمة قبل أن نؤكدها لك."),
        ),
    )
}
