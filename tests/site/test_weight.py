"""A page is light: what a phone loads on its first visit."""

import gzip
import re

import pytest

from tests.site.addresses import EVERY_PAGE

MOST_BYTES = 110_000
MOST_REQUESTS = 8


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_the_first_visit_is_light(site, page, address):
    opened = page(address)
    files = {opened.file}
    for link in opened.all("link"):
        if link.get("rel") != "canonical":
            files.add(site / link.get("href", "").lstrip("/"))
    for sheet in [path for path in files if path.suffix == ".css"]:
        files |= {sheet.parent / font for font in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8"))}
    loaded = {path.name: path.read_bytes() for path in files}
    weight = sum(len(data) if name.endswith(".woff2") else len(gzip.compress(data)) for name, data in loaded.items())
    assert {name for name in loaded if name.endswith(".woff2")} == {"plex-400.woff2", "plex-600.woff2"}
    assert len(loaded) <= MOST_REQUESTS
    assert weight <= MOST_BYTES


def test_nothing_of_the_theme_is_published(site):
    kept = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {name for name in kept if name.startswith("assets/")} == {
        *(f"assets/{name}.css" for name in ("components", "site", "tables", "tokens")),
        *(f"assets/fonts/{name}" for name in ("OFL.txt", "plex-400.woff2", "plex-600.woff2")),
        *(f"assets/{name}.svg" for name in ("favicon", "mark")),
    }
    assert {name for name in kept if not name.startswith("assets/") and not name.endswith(".html")} == set()


def test_a_site_map_is_published_where_the_address_is_known(filled_site):
    assert "https://example.org/faq/" in (filled_site / "sitemap.xml").read_text(encoding="utf-8")
