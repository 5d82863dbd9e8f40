"""The clauses that a refusal may name: the headings of the two guides, as the site that we serve publishes them."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app

CODES = ("support-policy-guide", "social-research-guide")
"""The guides, in the order in which they are offered."""
PAGES = Path("api", "content", "pages", "documents")
APPROVED = "approved"
CLAUSES = 2
"""The level of the headings that are clauses."""


@dataclass(frozen=True)
class Clause:
    """One clause: its code as it is kept (`guide#anchor`), its heading, its address on the site, and whether its guide is approved."""

    code: str
    name: str
    url: str
    is_approved: bool


@dataclass(frozen=True)
class Guide:
    """One guide as it is published now. `status` is that of the register of documents."""

    code: str
    title: str
    status: str
    url: str
    clauses: tuple[Clause, ...]

    @property
    def is_approved(self) -> bool:
        """Whether the board has approved it: until then it neither gives nor takes a right."""
        return self.status == APPROVED


def guides() -> tuple[Guide, ...]:
    """The guides of the site in its folder; none where no site is built."""
    folder = current_app.extensions["settings"].site_dir / PAGES
    return tuple(found for code in CODES if (found := _published(folder / f"{code}.json")))


def status_of(code: str) -> str:
    """The status of this document in the register, as the site publishes it; empty where no site is built."""
    found = _published(current_app.extensions["settings"].site_dir / PAGES / f"{code}.json")
    return found.status if found else ""


def must_be_cited() -> bool:
    """Whether a refusal must name a clause: as soon as there is an approved one to name."""
    return any(guide.is_approved and guide.clauses for guide in guides())


def clause_of(code: str | None) -> Clause | None:
    """The clause with this code; None where there is none, or no longer."""
    return next((clause for guide in guides() for clause in guide.clauses if clause.code == code), None)


def _published(file: Path) -> Guide | None:
    try:
        return _read(file, file.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int) -> Guide:
    page: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    status = (page["document"] or {}).get("status", "")
    clauses = tuple(
        Clause(f"{file.stem}#{heading['id']}", heading["text"], f"{page['url']}#{heading['id']}", status == APPROVED)
        for heading in page["headings"]
        if heading["level"] == CLAUSES
    )
    return Guide(file.stem, page["title"], status, page["url"], clauses)
