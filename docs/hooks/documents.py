"""The register of documents: how each one's status, approval and changes read, wherever they are shown.

Everything comes from the front matter of the documents' own pages. Knows no MkDocs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from docs.hooks.facts import on_one_line
from docs.hooks.front_matter import Change, Document, Status
from forms_service.association import NOT_ANNOUNCED
from forms_service.clock import written_day

KILO = 1024


@dataclass(frozen=True)
class Badge:
    """How a status is called: in full, in a short list, and in place of what is not known of such a document."""

    label: str
    short: str
    unknown: str
    look: str = ""


BADGES: dict[Status, Badge] = {
    "approved": Badge("معتمد", "معتمد", NOT_ANNOUNCED, "ok"),
    "draft": Badge("مسودة — بانتظار اعتماد مجلس الإدارة", "مسودة", "لم تُعتمد بعد", "draft"),
    "unpublished": Badge("لم تُنشر بعد", "لم تُنشر بعد", "لم تُنشر بعد"),
    "superseded": Badge("نسخة سابقة", "نسخة سابقة", NOT_ANNOUNCED),
}


@dataclass(frozen=True)
class Entry:
    """A document of the register with its title and the root-relative address of its page."""

    title: str
    address: str
    document: Document

    @property
    def badge(self) -> Badge:
        """How its status reads."""
        return BADGES[self.document.status]

    def said(self, value: str | date | None) -> str:
        """A value as people read it (days Hijri and Gregorian), or the sentence that it is not known."""
        return (written_day(value) if isinstance(value, date) else value) or self.badge.unknown

    @property
    def approval(self) -> tuple[tuple[str, str], ...]:
        """What is known of its approval: each with its label."""
        document = self.document
        return (
            ("رقم الجلسة", self.said(document.session)),
            ("تاريخ الاعتماد", self.said(document.approved_on)),
            ("المراجعة القادمة", self.said(document.next_review)),
        )


class Register:
    """All documents in the order of the site's menu, drawn by the macros of shell/document.html."""

    def __init__(self, entries: Sequence[Entry], environment: Environment) -> None:
        self.entries = tuple(entries)
        environment.filters.update(written_day=written_day, size=size)
        self._draw: Any = environment.get_template("shell/document.html").module
        environment.globals.update(
            register=self.table, documents_list=self.short_list, badge=self.badge, changes=self.all_changes
        )

    def table(self) -> Markup:
        """All documents with their status, version and approval, as a table."""
        return on_one_line(self._draw.table(self.entries))

    def short_list(self) -> Markup:
        """All documents with a short badge, as a list."""
        return on_one_line(self._draw.short_list(self.entries))

    def badge(self, status: Status) -> Markup:
        """The badge of a status: approved, draft, unpublished or superseded. Raises KeyError for another."""
        return on_one_line(self._draw.badge(BADGES[status]))

    def all_changes(self) -> Markup:
        """The changes of all documents, the newest first."""
        found = [(change, entry) for entry in self.entries for change in entry.document.changes]
        return on_one_line(self._draw.changes(sorted(found, key=_day, reverse=True), named=True))

    def head(self, address: str, pdf: dict[str, Any] | None = None) -> Markup:
        """What stands under the h1 of the document at this address. `pdf`: its url, and its size in bytes."""
        return Markup("").join(self._draw.head(entry, pdf) for entry in self._at(address))

    def download(self, pdf: dict[str, Any]) -> Markup:
        """The way to a PDF; `pdf`: its url, and its size in bytes."""
        return on_one_line(self._draw.download(pdf))

    def print_status(self, address: str) -> Markup:
        """The status that is printed on every page of the document at this address, where it is not approved."""
        unapproved = [entry for entry in self._at(address) if entry.document.status != "approved"]
        return Markup("").join(self._draw.print_status(entry) for entry in unapproved)

    def history(self, address: str) -> Markup:
        """The list of changes at the end of the document at this address."""
        found = [(change, entry) for entry in self._at(address) for change in entry.document.changes]
        return self._draw.history(found) if found else Markup("")

    def _at(self, address: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.address == address]


def _day(found: tuple[Change, Entry]) -> date:
    return found[0].date


def size(count: int) -> str:
    """A number of bytes in Arabic words: `84 كيلوبايت`, `1.2 ميغابايت`."""
    kilobytes = max(1, round(count / KILO))
    return f"{kilobytes} كيلوبايت" if kilobytes < KILO else f"{count / KILO**2:.1f} ميغابايت"
