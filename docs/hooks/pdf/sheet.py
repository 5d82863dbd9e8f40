"""What document.typ is given for one document: its page's tree, links made whole, its status, address and QR code.

The tree comes from the page's HTML, not from its Markdown: facts, lists of needed papers and voices are filled in there, and
screen and paper cannot say different things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from docs.hooks.documents import Entry
from docs.hooks.pdf import tables, tree
from forms_service.renderers import tokens
from forms_service.renderers.paper import qr

TOP = "top"
HEADINGS = {"h2", "h3", "h4"}
# In signs, about a third of a page: a box up to this length is not broken over two pages.
SHORT = 700
QR_ALT = "رمز يفتح صفحة الوثيقة في الموقع"


@dataclass(frozen=True)
class Original:
    """A document's page: its place in the register, what its article says as HTML, and what describes it."""

    entry: Entry
    html: str
    description: str
    keywords: Sequence[str] = ()


def sheet(original: Original, *, author: str, site_url: str) -> dict[str, Any]:
    """The values of the layout. Without the site's public address (`site_url` is empty) no link leaves the document.

    Raises CannotBePrinted for HTML that the layout does not know, LookupError for a page without a heading.
    """
    body = tree.read(original.html)
    heading = tree.take_title(body)
    tables.lay_out(body)
    for node in tree.nodes(body):
        said = tree.words(node)
        node.update(short=len(said) <= SHORT, leads=said.endswith(":"))
    address = original.entry.address
    url = urljoin(site_url, address) if site_url else ""
    _lead(body, url)
    day = dated(original)
    return {
        "title": tree.words(heading),
        "author": author,
        "description": original.description,
        "keywords": list(original.keywords),
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "badge": {"text": original.entry.badge.label, "look": original.entry.badge.look},
        "url": url,
        "shown": unquote(url.partition("://")[2]) or address,
        "qr": qr(url) if url else "",
        "qr_alt": QR_ALT,
        "heading": heading,
        "body": body,
        "colours": tokens.colours(),
    }


def dated(original: Original) -> datetime:
    """The day of the document's newest change, at midnight UTC: what the PDF says it was made at."""
    return datetime.combine(original.entry.document.changes[0].date, time(), UTC)


def _lead(body: tree.Node, url: str) -> None:
    """Make links live: to a heading of the document by its label, to elsewhere by the whole address."""
    targets = {node["id"] for node in tree.nodes(body) if node["tag"] in HEADINGS and "id" in node} | {TOP}
    for node in tree.nodes(body):
        href = node.get("href", "")
        if href.startswith("#") and href[1:] in targets:
            node["target"] = href[1:]
        elif url or urlsplit(href).scheme:
            node["url"] = urljoin(url, href)
