"""Reference numbers: twelve digits that people can type, dictate and hear. Knows no Flask and no database.

Eleven random digits and a Damm check digit, which catches every single wrong digit and every swap of two
neighbours. Never beginning with 0 or 5 (a Saudi mobile) nor 966 (its country code), so that the two are not mistaken.
"""

import re
import secrets

from stdnum import damm

from forms_service.arabic import ascii_digits, drop_marks

LENGTH = 12
_FORBIDDEN_START = ("0", "5", "966")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_.]+")


def new_reference() -> str:
    """A fresh reference: 12 ASCII digits, unguessable, not yet known to be unused."""
    while True:
        body = f"{secrets.randbelow(10 ** (LENGTH - 1)):0{LENGTH - 1}}"
        if not body.startswith(_FORBIDDEN_START):
            return str(body + damm.calc_check_digit(body))


def parse_reference(text: str) -> str | None:
    """The 12 digits a person meant, whatever digits, spaces or dashes they typed; None where it cannot be a reference."""
    digits = clean_reference(text)
    if re.fullmatch(r"[0-9]{12}", digits) is None or digits.startswith(_FORBIDDEN_START):
        return None
    return digits if damm.is_valid(digits) else None


def clean_reference(text: str) -> str:
    """What was typed, with ASCII digits and without separators or invisible marks."""
    return _SEPARATORS.sub("", drop_marks(ascii_digits(text)))


def show_reference(reference: str) -> str:
    """The reference as people see it: 4829-3057-1162."""
    return "-".join(reference[at : at + 4] for at in range(0, LENGTH, 4))
