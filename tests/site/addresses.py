"""The addresses of the site, from its sources: one .md is one page."""

from tests.architecture.tree import ROOT

DOCS = ROOT / "docs"
UNPUBLISHED = {"decisions", "hooks", "templates"}
SERVICE = {"/forms/help-request/", "/forms/volunteer/", "/forms/track/"}
"""What the service answers; tests of the service open them."""


def _address(source: str) -> str:
    return "/" + source.removesuffix("index.md") if source.endswith("index.md") else f"/{source.removesuffix('.md')}/"


PAGES = sorted(
    _address(path.relative_to(DOCS).as_posix())
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).parts[0] not in UNPUBLISHED
)
EVERY_PAGE = [*PAGES, "/404.html"]
POLICY = "/documents/beneficiary-relations-policy/"
STEPS = "/support-request/how-it-works/"
