"""A document that is made for a test: its page's HTML, and its place in the register."""

from collections.abc import Callable
from datetime import date

import pytest

from docs.hooks.documents import Entry
from docs.hooks.front_matter import Change, Document
from docs.hooks.pdf.sheet import Original

CHANGES = (
    Change(date=date(2026, 11, 22), version="0.2", what="عُدّلت"),
    Change(date=date(2026, 11, 1), version="0.1", what="نُشرت"),
)


@pytest.fixture
def original() -> Callable[..., Original]:
    def of(html: str, status: str = "draft") -> Original:
        document = Document(code="a", status=status, version="0.2", changes=CHANGES)
        entry = Entry("وثيقة", "/documents/a/", document)
        return Original(entry, f"<h1 id='top'>وثيقة</h1>{html}", "وصف الوثيقة", ("وثيقة", "document"))

    return of
