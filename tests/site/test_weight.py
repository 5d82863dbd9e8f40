"""A page is light: what a phone loads on its first visit."""

import gzip
import re
from pathlib import Path

import material
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
    files |= {site / script.get("src", "").lstrip("/") for script in opened.all("script")}
    for sheet in [path for path in files if path.suffix == ".css"]:
        files |= {sheet.parent / font for font in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8"))}
    loaded = {path.name: path.read_bytes() for path in files}
    weight = sum(len(data) if name.endswith(".woff2") else len(gzip.compress(data)) for name, data in loaded.items())
    fonts = {name.partition(".")[0] for name in loaded if name.endswith(".woff2")}
    assert fonts == {"plex-400", "plex-600"}
    assert len(loaded) <= MOST_REQUESTS
    assert weight <= MOST_BYTES


def test_nothing_of_the_theme_is_published(site):
    theme = Path(next(iter(material.__path__))) / "templates"
    brought = {path.name for path in theme.rglob("*") if path.is_file() and path.suffix != ".html"}
    assert any(name.endswith(".js") for name in brought)
    published = {path.name for path in site.rglob("*") if path.is_file()}
    assert published & brought - {"sitemap.xml"} == set()
    assert not any((site / "assets" / name).exists() for name in ("javascripts", "stylesheets", "images"))


def test_a_site_map_is_published_where_the_address_is_known(filled_site):
    assert "https://example.org/faq/" in (filled_site / "sitemap.xml").read_text(encoding="utf-8")
