"""How one event holds on to the one before it (docs/decisions/0016): what is bound, and in which spelling. Knows no table."""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from forms_service.crypto import Vault

BEGINNING = bytes(32)
"""What the first event holds on to."""

_spelled = json.JSONEncoder(separators=(",", ":"), default=repr).encode


class Said(NamedTuple):
    """What an event says, as it is bound. `at` is spelled by `spelled_moment`; what a damaged row holds may be anything."""

    id: int
    at: Any
    actor: Any
    act: Any
    subject_kind: Any
    subject: Any


def spelled_moment(at: datetime) -> str:
    """A moment in UTC to the microsecond, as SQLite keeps it. Raises ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC).isoformat(" ", "microseconds").removesuffix("+00:00")


def link(vault: Vault, previous: bytes, said: Said) -> bytes:
    """The link of an event whose predecessor has the link `previous`."""
    return vault.link(previous, _spelled(said).encode())
