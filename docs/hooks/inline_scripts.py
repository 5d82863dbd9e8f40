"""Finds the scripts that stand inside built pages, for the content security policy: it allows them by their hash, one by one.

Our own pages have none. A theme or an extension may bring some; then they run without opening the policy to others.
"""

import hashlib
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path

RUN = {"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"}
"""Types of a script element that the policy asks about; the others are data, which no browser runs."""


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = tag == "script" and "src" not in given and (given.get("type") or "").lower() in RUN
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def inline_scripts(page: str) -> list[str]:
    """The scripts inside a page, as they stand there."""
    parser = _Scripts()
    parser.feed(page)
    parser.close()
    return parser.found


def hashes_in(site: Path) -> set[str]:
    """The hashes of all inline scripts of a built site, as the policy writes them: `sha256-…`."""
    pages = (path.read_bytes().decode("utf-8") for path in site.rglob("*.html"))
    return {_hash(script) for page in pages for script in inline_scripts(page)}


def _hash(script: str) -> str:
    # Browsers hash what the parser made of the page: every line ends in one sign.
    normal = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"sha256-{b64encode(hashlib.sha256(normal.encode()).digest()).decode()}"
