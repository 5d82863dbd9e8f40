"""What makes a submission doubtful. It is stored, promised and mailed like any other; staff see the doubt and look twice."""

from flask import request

from forms_service.web.limits import much_was_sent
from forms_service.web.visits import Visit

HONEYPOT = "website"
"""An input that people never see; whoever fills it is looked at twice, never refused."""

SECONDS_A_PAGE = 2.0
"""Whoever sends a journey in less than this for each page after the first, does so faster than people read and type."""


def doubt_on_page() -> str | None:
    """The doubt that one page of a journey raises as it is posted."""
    return "honeypot" if request.form.get(HONEYPOT) else None


def doubt_on_sending(visit: Visit) -> str | None:
    """The doubt about a journey that is complete: the first of what its pages, its pace and its address tell."""
    if doubt := visit.progress.doubt or doubt_on_page():
        return doubt
    if _is_fast(visit):
        return "fast"
    return "many" if much_was_sent() else None


def _is_fast(visit: Visit) -> bool:
    begun = visit.progress.started_at  # None in a draft that an older release began
    pages = len(visit.site.journey.shown(visit.scene))  # the first is not counted, the last one is
    return begun is not None and visit.now.timestamp() - begun < SECONDS_A_PAGE * pages
