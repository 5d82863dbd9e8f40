"""On paper: whoever holds one sheet of a draft sees that it is a draft."""

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.support.server import Service

STATUS = "مسودة — بانتظار اعتماد مجلس"


def printed(browser: Browser, address: str) -> list[str]:
    """The text of each sheet."""
    page = browser.new_page()
    page.goto(address)
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    page.close()
    return [sheet.get_textpage().get_text_range() for sheet in sheets]


@pytest.mark.parametrize("name", ["social-research-guide", "support-policy-guide"])
def test_every_sheet_of_a_draft_says_that_it_is_one(browser: Browser, service: Service, name: str):
    sheets = printed(browser, f"{service.url}/documents/{name}/")
    assert len(sheets) > 3
    assert [number for number, text in enumerate(sheets, start=1) if STATUS not in text] == []


def test_the_approved_policy_does_not(browser: Browser, service: Service):
    sheets = printed(browser, f"{service.url}/documents/beneficiary-relations-policy/")
    assert len(sheets) > 2
    assert [number for number, text in enumerate(sheets, start=1) if STATUS in text] == []
