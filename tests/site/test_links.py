"""Every link leads somewhere, and no page asks another host for anything."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from forms_service.staff.saved_replies import REPLIES
from tests.site.addresses import EVERY_PAGE, PAGES, SERVICE
from tests.site.reading import BuiltPage

LINKED = ("href", "src", "action", "srcset", "poster", "data")


def addresses(opened: BuiltPage) -> list[str]:
    """Everything a page links to or loads, whole: from the site's root."""
    found = [element.get(name) for element in opened.all() for name in LINKED if name in element.attrib]
    return [urljoin(f"http://site{opened.address}", address or "") for address in found]


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_link_and_anchor_leads_somewhere(site, page, address):
    lost = []
    for link in addresses(page(address)):
        parts = urlsplit(link)
        is_page = parts.path.endswith("/")
        found = parts.path in PAGES if is_page else (site / parts.path.lstrip("/")).is_file()
        if found and parts.fragment:
            found = parts.fragment in page(parts.path).ids()
        if not found and parts.path not in SERVICE:
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_no_page_names_another_host(page, address):
    assert {urlsplit(link).netloc for link in addresses(page(address))} == {"site"}


def test_no_style_sheet_asks_another_host(site):
    sheets = sorted(site.rglob("*.css"))
    assert {sheet.name.partition(".")[0] for sheet in sheets} == {"components", "site", "staff", "tokens"}
    for sheet in sheets:
        source = sheet.read_text(encoding="utf-8")
        assert "@import" not in source
        for target in re.findall(r"url\(\s*['\"]?([^'\")]+)", source):
            assert (sheet.parent / target).is_file(), target


def test_announced_accounts_are_links_and_nothing_is_loaded_from_them(filled_page):
    opened = filled_page("/contact/")
    assert {"https://example.org/account", "https://example.org/map?a=1&b=2"} <= set(addresses(opened))
    loaded = [
        element
        for element in opened.all()
        if element.tag not in ("a", "link") and urlsplit(element.get("src") or "").netloc
    ]
    assert loaded == []


def test_the_canonical_link_is_said_only_where_the_address_is_known(page, filled_page):
    assert page("/contact/").all("link", rel="canonical") == []
    (link,) = filled_page("/contact/").all("link", rel="canonical")
    assert link.get("href") == "https://example.org/contact/"


def test_every_saved_reply_of_staff_leads_to_a_published_anchor(page):
    lost = []
    for code, reply in REPLIES.items():
        address, _, anchor = reply.address.partition("#")
        if anchor not in page(address).ids():
            lost.append(code)
    assert lost == []
