"""What a state of a case is: the same for every kind of case, so that tracking and staff pages show them alike.

Knows no Flask, no database and no state of its own.
"""

from dataclasses import dataclass


def N_(text: str) -> str:  # noqa: N802 - gettext's name for "extract, translate later"
    """Mark a text for translation."""
    return text


@dataclass(frozen=True)
class State:
    """One state: its label for the person and for staff, what is happening, who acts, what the person is to do.

    `badge` is a CSS class.
    """

    code: str
    label: str
    staff_label: str
    badge: str
    happening: str
    acting: str
    to_do: str
