"""Gives each approved or draft document of the site its PDF, beside its page: /documents/<code>/<code>.pdf."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from docs.hooks.documents import Entry, Register
from docs.hooks.pdf.sheet import Original, dated, sheet
from docs.hooks.pdf.tree import CannotBePrinted
from docs.hooks.problem import Problem
from forms_service.association import Association
from forms_service.renderers import typesetting
from forms_service.renderers.text_layer import repair
from forms_service.renderers.typesetting import CannotBeSet

LAYOUT = Path(__file__).with_name("document.typ")
PRINTED = {"approved", "draft"}


def add_pdfs(files: Files, config: MkDocsConfig) -> list[Problem]:
    """Set every PDF, put it among the files of the site, and tell its page: `page.meta["pdf"]` has its url and bytes.

    For on_env: by then each page has its HTML, and static files are not copied yet. Gives what could not be set.
    """
    register: Register = config.extra["register"]
    entries = {entry.address: entry for entry in register.entries if entry.document.status in PRINTED}
    problems = []
    for file in files.documentation_pages():
        entry = entries.get("/" + file.url)
        if entry is None or file.page is None:
            continue
        try:
            content = _set(_original(file.page, entry, register), config)
        except (CannotBeSet, CannotBePrinted, LookupError) as error:
            problems.append(Problem(f"docs/{file.src_uri}", 0, f"no PDF can be made: {error}"))
            continue
        path = f"documents/{entry.document.code}/{entry.document.code}.pdf"
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED))
        file.page.meta["pdf"] = {"url": f"/{path}", "bytes": len(content)}
    return problems


def _original(page: Page, entry: Entry, register: Register) -> Original:
    """The page's article as docs/templates/main.html puts it together, without the way to its PDF."""
    start, heading, rest = (page.content or "").partition("</h1>")
    html = "".join([start, heading, register.head(entry.address), rest, register.history(entry.address)])
    return Original(entry, html, page.meta["description"], page.meta.get("keywords", ()))


def _set(original: Original, config: MkDocsConfig) -> bytes:
    association: Association = config.extra["association"]
    values = sheet(original, author=association.name, site_url=config.site_url or "")
    return repair(typesetting.pdf(LAYOUT, values, timestamp=int(dated(original).timestamp())))
