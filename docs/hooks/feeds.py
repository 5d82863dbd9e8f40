"""What readers that are programs look for at known addresses: site map, robots.txt, llms.txt, and the feed of changes.

All but robots.txt need whole addresses. Nothing here depends on the day of the build: the same pages give the same bytes.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from email.utils import format_datetime
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from docs.hooks.api import FOLDER, Change, PageFile

CHANGES = "documents/changes.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
register_namespace("atom", _ATOM)


def write_feeds(site: Path, association: str, base: str, pages: Sequence[PageFile]) -> None:
    """Write the files into a built site. Without `base`, the whole address of its root, robots.txt only."""
    base = base.rstrip("/")
    files = {"robots.txt": robots(base)}
    if base:
        files |= {
            "sitemap.xml": site_map(base, pages),
            "llms.txt": llms(association, base, pages),
            CHANGES: changes(association, base, pages),
        }
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")


def robots(base: str) -> str:
    """Search engines may read everything but the answers of the site's own search."""
    lines = ["User-agent: *", "Disallow: /forms/search/"]
    return "\n".join([*lines, "", f"Sitemap: {base}/sitemap.xml"] if base else lines) + "\n"


def site_map(base: str, pages: Sequence[PageFile]) -> str:
    """The pages; with the day of the newest change where the page is a document."""
    root = Element("urlset", xmlns=_SITEMAP)
    for page in pages:
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = base + page.url
        if page.document and page.document.changes:
            SubElement(entry, "lastmod").text = page.document.changes[0].date.gregorian.isoformat()
    return _xml(root)


def llms(association: str, base: str, pages: Sequence[PageFile]) -> str:
    """The site for language models, in the form of llmstxt.org: what it is, then each page with its description."""
    home = next((page for page in pages if page.url == "/"), None)
    parts = {
        "الصفحات": [page for page in pages if not page.document],
        "اللوائح والسياسات": [page for page in pages if page.document],
    }
    lines = [f"# {association}", "", f"> {home.description if home else association}"]
    for heading, listed in parts.items():
        lines += ["", f"## {heading}", ""]
        lines += [f"- [{page.title}]({base}{page.url}): {page.description}" for page in listed]
    lines += ["", "## للبرامج", "", f"- [JSON]({base}/{FOLDER}/index.json): كل الصفحات نصًّا وبيانات"]
    return "\n".join(lines) + "\n"


def changes(association: str, base: str, pages: Sequence[PageFile]) -> str:
    """RSS 2.0 of what changed in the documents, the newest first, dated by the day of publication on this site."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    SubElement(channel, "title").text = f"تغييرات اللوائح والسياسات — {association}"
    SubElement(channel, "link").text = f"{base}/documents/"
    SubElement(channel, "description").text = "ما نُشر وما تغيّر من اللوائح والسياسات في هذا الموقع."
    SubElement(channel, "language").text = "ar"
    SubElement(channel, f"{{{_ATOM}}}link", href=f"{base}/{CHANGES}", rel="self", type="application/rss+xml")
    found = [
        (change, page, number)
        for page in pages
        if page.document
        for number, change in enumerate(reversed(page.document.changes), start=1)
    ]
    for change, page, number in sorted(found, key=lambda each: (each[0].date.gregorian, each[2]), reverse=True):
        _item(channel, base, page, change, number)
    return _xml(root)


def _item(channel: Element, base: str, page: PageFile, change: Change, number: int) -> None:
    """One change. Its name for feed readers counts from the document's first, so that it stays when others come."""
    item = SubElement(channel, "item")
    SubElement(item, "title").text = f"{page.title} — النسخة {change.version}"
    SubElement(item, "link").text = base + page.url
    SubElement(item, "guid", isPermaLink="false").text = f"{base}{page.url}#change-{number}"
    midnight = datetime.combine(change.date.gregorian, time(), UTC)
    SubElement(item, "pubDate").text = format_datetime(midnight)
    SubElement(item, "description").text = change.what


def _xml(root: Element) -> str:
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'
