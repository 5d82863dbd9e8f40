"""Where a help request can stand, in the applicant's words and in the staff's. Knows no Flask and no database.

Moves between states come with the back-office; until then a request is received and stays so.
"""

from collections.abc import Mapping
from dataclasses import dataclass


def N_(text: str) -> str:  # noqa: N802 - gettext's name for "extract, translate later"
    """Mark a text for translation."""
    return text


@dataclass(frozen=True)
class State:
    """One state: its label for the applicant and for staff, what is happening, who acts, what the applicant does.

    `badge` is a CSS class.
    """

    code: str
    label: str
    staff_label: str
    badge: str
    happening: str
    acting: str
    to_do: str


RECEIVED = "received"

STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State(
            RECEIVED,
            N_("مستلَم"),
            N_("مستلَم"),
            "",
            N_("وصلنا طلبك، وهو ينتظر موظفًا يبدأ مطابقة بياناته."),
            N_("موظف علاقات المستفيدين"),
            N_("لا شيء الآن. احفظ رقم طلبك."),
        ),
    )
}
