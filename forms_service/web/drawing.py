"""Draws the pages of a journey. Empty ones are rendered once per process: nine tenths of a GET is drawing the same questions.

Only the CSRF token, or on the confirmation the reference, differs from person to person; it is put in where the rendered
page has its placeholder. A page with answers, errors or a message is drawn as usual and never kept.
"""

from collections.abc import Callable, Hashable, Mapping

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from forms_service.formkit.page import Page
from forms_service.references import show_reference
from forms_service.web.errors import RETRY_AFTER
from forms_service.web.headers import START
from forms_service.web.visits import Site, Visit, address

EDIT = "edit"
"""In the query of a page that was opened from the review, and leads back there."""

_PLACEHOLDER = "{csrf-token-of-this-person}"
_NOBODY = "000000000000"  # no reference begins with 0
_MOST = 512


def draw(visit: Visit, form: Page, status: int = 200, notice: str = "") -> ResponseReturnValue:
    """The page with what is answered or typed, its errors, and a message above them."""
    headers = {"Retry-After": RETRY_AFTER} if status == 503 else {}
    return _html(visit, form, generate_csrf(), notice), status, headers


def draw_empty(visit: Visit, form: Page) -> ResponseReturnValue:
    """The page without an answer, from what was rendered before where it is the same."""
    key = (
        visit.site.journey.form,
        form.slug,
        tuple(question.short_name for question in form.questions),
        tuple(page.slug for page in visit.site.journey.shown(visit.scene)),
        visit.scene.for_other,
        visit.scene.day,
        EDIT in request.args,
    )
    return str(generate_csrf()).join(_kept(key, _PLACEHOLDER, lambda: _html(visit, form, _PLACEHOLDER, "")))


def draw_start(site: Site, *, cleared: bool, resumable: bool) -> ResponseReturnValue:
    """The page before the questions; it is the same for everyone, but for these two."""
    facts = {"site": site, "first": address(site.first), "cleared": cleared, "resumable": resumable}
    key = (site.journey.form, START, cleared, resumable)
    [page] = _kept(key, _PLACEHOLDER, lambda: render_template(f"{site.templates}/start.html", **facts))
    return page


def draw_done(site: Site, reference: str, told: Mapping[str, str]) -> ResponseReturnValue:
    """The confirmation; where it says no more than the reference, only that differs from person to person."""

    def drawn(shown: str) -> str:
        return render_template(
            f"{site.templates}/done.html", site=site, first=address(site.first), reference=shown, told=told
        )

    if told:
        return drawn(reference)
    parts = _kept((site.journey.form, "done"), show_reference(_NOBODY), lambda: drawn(_NOBODY))
    return show_reference(reference).join(parts)


def steps(visit: Visit, page: type[Page] | None) -> tuple[int, int]:
    """Which step this is and how many there are; review and last page are one step."""
    shown = visit.site.journey.shown(visit.scene)
    return (shown.index(page) + 1 if page in shown else len(shown) + 1, len(shown) + 1)


def _kept(key: Hashable, placeholder: str, render: Callable[[], str]) -> tuple[str, ...]:
    pages: dict[Hashable, tuple[str, ...]] = current_app.extensions.setdefault("empty_pages", {})
    parts = pages.get(key)
    if parts is None:
        if len(pages) >= _MOST:  # days go by: yesterday's pages are not asked for again
            pages.clear()
        parts = pages[key] = tuple(render().split(placeholder))
    return parts


def _html(visit: Visit, form: Page, token: str, notice: str) -> str:
    journey = visit.site.journey
    last = isinstance(form, journey.final)
    return render_template(
        f"{visit.site.templates}/{form.slug}.html" if last else "journeys/page.html",
        site=visit.site,
        scene=visit.scene,
        form=form,
        heading=form.heading(visit.scene),
        token=token,
        notice=notice,
        back=_back(visit, type(form)),
        steps=steps(visit, type(form)),
    )


def _back(visit: Visit, page: type[Page]) -> str:
    if page is visit.site.journey.final or EDIT in request.args:
        return url_for(".review")
    before = visit.site.journey.before(page, visit.scene)
    return address(before) if before else url_for(".start")
