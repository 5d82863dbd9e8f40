"""What a built page has to be: looked at in the finished files, so that macros, templates and other hooks are seen too.

Pure functions of a folder; knows no MkDocs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from docs.hooks.documents import Entry
from docs.hooks.front_matter import Source
from docs.hooks.problem import Problem
from docs.hooks.text_gates import Allowed, check_wording

SERVICE = frozenset(
    {
        "/forms/help-request/",
        "/forms/help-request/service",
        "/forms/volunteer/",
        "/forms/feedback/",
        "/forms/inquiry/",
        "/forms/track/",
        "/forms/search/",
    }
)
"""The addresses of the service that pages may lead to; a test opens each of them."""

HERE = "http://here"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
LINKS = ("href", "src", "action", "poster", "data")
NAMESPACES = re.compile(r"https?://www\.w3\.org/[\w/]+")
OTHER_HOST = re.compile(r"(?:https?:)?//[\w-]+\.[\w.-]+")


@dataclass(frozen=True)
class Link:
    """An address that a page names: in which element, and whether a macro of facts put it there."""

    tag: str
    to: str
    is_fact: bool


@dataclass
class BuiltPage:
    """What the gates ask of a page: its ids, its links, its words, the badges under its h1, what may not be there."""

    ids: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    headings: int = 0
    unnamed: int = 0
    inline: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Fills a BuiltPage; `path` holds the open elements with their classes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = BuiltPage()
        self.path: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.path.append((tag, said))
        self._take(tag, said)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._take(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = {tag for tag, _ in self.path}
        if "script" in inside and data.strip():
            self.page.inline.append("<script> with a text of its own")
        elif "style" not in inside:
            self.page.words.append(data)
            if self._within("class", "document-head") and self._within("class", "badge"):
                self.page.badges.append(data.strip())

    def _take(self, tag: str, said: dict[str, str]) -> None:
        page = self.page
        page.headings += tag == "h1"
        if "id" in said:
            page.ids.append(said["id"])
        elif tag == "h2" and "main" in {name for name, _ in self.path}:
            page.unnamed += 1
        in_fact = any("data-fact" in each for _, each in self.path)
        page.links += [Link(tag, said[name], in_fact) for name in LINKS if name in said]
        page.links += [
            Link(tag, part.split()[0], in_fact) for part in said.get("srcset", "").split(",") if part.strip()
        ]
        page.inline += [f"<{tag} {name}=…>" for name in said if name == "style" or name.startswith("on")]
        page.inline += ["<style>"] if tag == "style" else []

    def _within(self, name: str, value: str) -> bool:
        return any(value in said.get(name, "").split() for _, said in self.path)


def read_page(html: str) -> BuiltPage:
    """What the gates ask of this page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


@dataclass(frozen=True)
class Site:
    """A built site: its folder, the public address it is built for (or empty), and where each page comes from.

    `sources` and `documents` are kept by root-relative address.
    """

    folder: Path
    public_url: str
    sources: Mapping[str, Source]
    documents: Mapping[str, Entry]
    allowed: tuple[Allowed, ...] = ()


def check_site(site: Site) -> list[Problem]:
    """Every problem of the built pages and of the files that they load, by the name of the page's source."""
    pages = {
        _address(file, site.folder): read_page(file.read_text(encoding="utf-8")) for file in site.folder.rglob("*.html")
    }
    found = {problem for address in pages for problem in _check_page(address, pages, site)}
    return sorted(_told_once(found, len(pages)) | set(_check_files(site.folder)))


def _told_once(found: set[Problem], pages: int) -> set[Problem]:
    """What is wrong on every page alike is the templates' problem."""
    times = Counter(problem.what for problem in found)
    shared = {what for what, count in times.items() if count == pages > 1}
    return {Problem("docs/templates", 0, each.what) if each.what in shared else each for each in found}


def _address(file: Path, folder: Path) -> str:
    return "/" + file.relative_to(folder).as_posix().removesuffix("index.html")


def _check_page(address: str, pages: Mapping[str, BuiltPage], site: Site) -> Iterator[Problem]:
    page, source = pages[address], site.sources.get(address)
    name = source.file if source else f"site{address}"
    yield from (
        _problem(name, source, link.to, what) for link in page.links for what in _lost(link, address, pages, site)
    )
    yield from (Problem(name, 0, what) for what in _shape(page))
    if source is None or not check_wording(source.text, name):
        yield from (Problem(name, 0, each.what) for each in check_wording(" ".join(page.words), name))
    document = site.documents.get(address)
    if document and page.badges != [document.badge.label]:
        yield Problem(name, 0, f"the page shows no badge «{document.badge.label}» under its h1")


def _problem(name: str, source: Source | None, needle: str, what: str) -> Problem:
    """With the line of the source that holds the address, or its last part: MkDocs makes `faq.md#x` into `../faq/#x`."""
    text = source.text if source else ""
    parts = (needle, needle[needle.find("#") :] if "#" in needle else needle)
    at = next((text.find(part) for part in parts if part in text), -1)
    return Problem(name, text.count("\n", 0, at) + 1 if at >= 0 else 0, what)


def _shape(page: BuiltPage) -> Iterator[str]:
    if page.headings != 1:
        yield f"the page has {page.headings} h1; it needs one"
    if page.unnamed:
        yield f"{page.unnamed} h2 of the page have no id"
    yield from (
        f"the id «{name}» stands twice" for name in sorted({name for name in page.ids if page.ids.count(name) > 1})
    )
    yield from (f"{found} is refused by the content security policy" for found in page.inline)


def _lost(link: Link, address: str, pages: Mapping[str, BuiltPage], site: Site) -> Iterator[str]:
    """Why a link leads nowhere, or where it may not lead."""
    parts = urlsplit(urljoin(HERE + address, link.to))
    here, own = urlsplit(HERE).netloc, urlsplit(site.public_url or HERE).netloc
    if (
        parts.netloc != here
        and link.tag == "a"
        and (link.is_fact or any(link.to in each.text for each in site.allowed))
    ):
        return
    if parts.netloc not in (here, own):
        yield f"«{link.to}» leads to another host; only facts of association.yml may"
        return
    path = unquote(parts.path)
    if path in SERVICE:
        return
    if path not in pages and not (site.folder / path.lstrip("/")).is_file():
        yield f"«{link.to}» leads nowhere"
    elif parts.fragment and path in pages and unquote(parts.fragment) not in pages[path].ids:
        yield f"«{link.to}» leads to a place that is not on its page"


def _check_files(folder: Path) -> Iterator[Problem]:
    """Other hosts named in style sheets, scripts and drawings."""
    for file in sorted(path for kind in ("*.css", "*.js", "*.svg") for path in folder.rglob(kind)):
        text = NAMESPACES.sub("", file.read_text(encoding="utf-8"))
        for found in OTHER_HOST.findall(text):
            yield Problem(f"site/{file.relative_to(folder).as_posix()}", 0, f"«{found}» is another host")
