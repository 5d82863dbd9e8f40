"""Site map, robots.txt, llms.txt and the feed of changes."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from docs.hooks.api import Written, page_files
from docs.hooks.feeds import changes, llms, robots, site_map
from docs.hooks.front_matter import FrontMatter
from forms_service.settings import ROOT
from tests.site.addresses import POLICY

BASE = "https://example.org"
NAME = "جمعية <مثال>"
DESCRIPTION = "وصف طويل بما يكفي لكي تقبله الصفحة دون أن يكون فيه شيء."


def change(day: date, version: str) -> dict[str, object]:
    return {"date": day, "version": version, "what": f"تغيير {version} & <شيء>"}


def written(url: str, title: str, *changed: dict[str, object]) -> Written:
    given: dict[str, object] = {"description": DESCRIPTION}
    if changed:
        given["document"] = {"code": "a", "status": "approved", "version": changed[0]["version"], "changes": changed}
    return Written(url, title, FrontMatter.model_validate(given), "نص", "<p>نص</p>")


FIRST, SECOND, THIRD = (change(date(2026, 11, day), f"1.{day}") for day in (22, 23, 24))
PAGES = page_files(
    [
        written("/", "الرئيسية"),
        written("/documents/a/", "لائحة <أ>", THIRD, FIRST),
        written("/documents/b/", "لائحة ب", SECOND),
    ]
)


def read(text: str) -> ElementTree.Element:
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    return ElementTree.fromstring(text)  # noqa: S314 - written a moment ago by ourselves


def items(text: str) -> list[dict[str, str]]:
    return [{part.tag: part.text or "" for part in item} for item in read(text).iter("item")]


def test_the_feed_tells_every_change_the_newest_first():
    told = items(changes(NAME, BASE, PAGES))
    assert [each["title"] for each in told] == [
        "لائحة <أ> — النسخة 1.24",
        "لائحة ب — النسخة 1.23",
        "لائحة <أ> — النسخة 1.22",
    ]
    assert told[0]["link"] == "https://example.org/documents/a/"
    assert told[0]["description"] == "تغيير 1.24 & <شيء>"
    assert parsedate_to_datetime(told[0]["pubDate"]) == datetime(2026, 11, 24, tzinfo=UTC)


def test_a_change_keeps_its_name_when_others_come():
    before = page_files([written("/documents/a/", "لائحة", FIRST)])
    known = items(changes(NAME, BASE, before))
    assert known[0]["guid"] in {each["guid"] for each in items(changes(NAME, BASE, PAGES))}
    told = [each["guid"] for each in items(changes(NAME, BASE, PAGES))]
    assert len(set(told)) == len(told) == 3


def test_the_site_map_lists_pages_and_when_documents_changed():
    found = {entry[0].text: entry[1].text if len(entry) > 1 else None for entry in read(site_map(BASE, PAGES))}
    assert found == {
        "https://example.org/": None,
        "https://example.org/documents/a/": "2026-11-24",
        "https://example.org/documents/b/": "2026-11-23",
    }


def test_search_engines_are_shown_the_way_where_the_address_is_known():
    assert robots("") == "User-agent: *\nDisallow: /forms/search/\n"
    assert robots(BASE).endswith("\nSitemap: https://example.org/sitemap.xml\n")


def test_language_models_get_the_form_of_llmstxt():
    lines = llms(NAME, BASE, PAGES).splitlines()
    assert lines[0] == f"# {NAME}"
    assert lines[2] == f"> {DESCRIPTION}"
    links = [line for line in lines if line.startswith("- ")]
    assert all(re.fullmatch(r"- \[[^\]]+\]\(https://example\.org/[^)]*\): .+", line) for line in links)
    assert len(links) == len(PAGES) + 1
    assert [line for line in lines if line.startswith("## ")] == ["## الصفحات", "## اللوائح والسياسات", "## للبرامج"]


@pytest.mark.parametrize("name", ["sitemap.xml", "llms.txt", "documents/changes.xml"])
def test_what_needs_whole_addresses_is_published_where_they_are_known(site, filled_site, name):
    text = (filled_site / name).read_text(encoding="utf-8")
    assert f"https://example.org{POLICY}" in text
    assert not (site / name).exists()


def test_the_site_map_lists_what_the_menu_lists(filled_site):
    nav = re.findall(r"^ +- (?:[^:]+: )?(\S+)\.md$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    told = {entry[0].text for entry in read((filled_site / "sitemap.xml").read_text(encoding="utf-8"))}
    assert len(nav) >= 20
    assert told == {f"{BASE}/{name}/".replace("/index/", "/") for name in nav}


def test_pages_lead_feed_readers_to_the_feed_where_there_is_one(page, filled_page, filled_site):
    assert page("/").all("link", rel="alternate") == []
    (link,) = filled_page("/").all("link", rel="alternate")
    assert (filled_site / link.get("href", "").lstrip("/")).is_file()


def test_robots_may_read_every_site(site, filled_site):
    assert (site / "robots.txt").read_text(encoding="utf-8") == robots("")
    assert (filled_site / "robots.txt").read_text(encoding="utf-8") == robots(BASE)
