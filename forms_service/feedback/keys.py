"""What opens a message in tracking: the reply address that its sender gave, or a code where none was given."""

import re

from forms_service.arabic import ascii_digits, drop_marks
from forms_service.db import vault

CODE_LENGTH = 8
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_.]+")


def code_of(form_key: bytes) -> str:
    """The code, 8 digits, of the message that was sent under this form key. Needs our keys: the database alone tells none."""
    number = int.from_bytes(vault().fingerprint("feedback code of", form_key.hex()))
    return f"{number % 10**CODE_LENGTH:0{CODE_LENGTH}}"


def show_code(code: str) -> str:
    """The code as people see it: 4829-3057."""
    return f"{code[:4]}-{code[4:]}"


def parse_code(text: str) -> str | None:
    """The 8 digits a person meant, whatever digits, spaces or dashes they typed; None where it cannot be a code."""
    digits = _SEPARATORS.sub("", drop_marks(ascii_digits(text)))
    return digits if re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", digits) else None


def key_hash(key: str) -> bytes:
    """What knows a mobile (E.164), an e-mail address or a code again without holding it. Mobiles as in every other room."""
    if "@" in key:
        return vault().fingerprint("email", key.casefold())
    return vault().fingerprint("mobile" if key.startswith("+") else "feedback code", key)
