"""Which version of the policy is in force, as the site that we serve says it: staff acknowledge a new one at sign-in."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

CODE = "beneficiary-relations-policy"
INDEX = Path("api", "content", "index.json")


@dataclass(frozen=True)
class Change:
    """What changed in a version, and the day on which the site published it."""

    day: date
    version: str
    what: str


@dataclass(frozen=True)
class Policy:
    """The policy as it is published now: its version, its address on the site, and its changes, newest first."""

    title: str
    version: str
    url: str
    changes: tuple[Change, ...]


def current_policy(site: Path) -> Policy | None:
    """The policy in force on the site built in this folder; None where no site is built, or it names no version."""
    file = site / INDEX
    try:
        return _read(file, file.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=2)
def _read(file: Path, _changed: int) -> Policy | None:
    index: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for page in index["pages"]:
        record = page["document"] or {}
        if record.get("code") == CODE and record["status"] == "approved" and record["version"]:
            changes = (
                Change(date.fromisoformat(each["date"]["gregorian"]), each["version"], each["what"])
                for each in record["changes"]
            )
            return Policy(page["title"], record["version"], page["url"], tuple(changes))
    return None
