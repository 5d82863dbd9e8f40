"""The addresses of the site, from its sources: one .md is one page."""

from docs.hooks import front_matter
from docs.hooks.page_gates import SERVICE as SERVICE
from tests.architecture.tree import ROOT

DOCS = ROOT / "docs"
UNPUBLISHED = {"decisions", "hooks", "templates"}


def _address(source: str) -> str:
    return "/" + source.removesuffix("index.md") if source.endswith("index.md") else f"/{source.removesuffix('.md')}/"


def _is_listed(text: str) -> bool:
    matter = front_matter.read(text, "").matter
    return matter is None or not matter.unlisted


SOURCES = {
    _address(path.relative_to(DOCS).as_posix()): path.read_text(encoding="utf-8")
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).parts[0] not in UNPUBLISHED
}
PAGES = sorted(SOURCES)
LISTED = sorted(address for address, text in SOURCES.items() if _is_listed(text))
"""Pages that the menu names; the others are reached by those who know them."""
EVERY_PAGE = [*PAGES, "/404.html"]
POLICY = "/documents/beneficiary-relations-policy/"
STEPS = "/support-request/how-it-works/"
