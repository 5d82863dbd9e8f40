"""The page that searches the public site without JavaScript. By GET, so that a search can be kept and sent on; sets no cookie."""

import logging
import sqlite3
from contextlib import suppress

from flask import Blueprint, Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue

from forms_service import clock
from forms_service.db import transaction
from forms_service.errors import ConfigurationError, StorageUnavailable
from forms_service.search.engine import INDEX_FILE, Index, open_index
from forms_service.search.misses import count_miss, worth_counting
from forms_service.search.query import Query, clean_query
from forms_service.web.limits import limiter

PER_ADDRESS = "120 per minute"
MOST_HITS, SHOWN_FIRST = 50, 10
PATIENCE = 0.25
"""Seconds that a reader may wait for a count."""

log = logging.getLogger(__name__)
search = Blueprint("search", __name__, url_prefix="/forms/search")


def init_search(app: Flask) -> None:
    """Mount the search of the public site at /forms/search/."""
    app.register_blueprint(search)


@search.get("/")
@limiter.limit(PER_ADDRESS)
def results() -> ResponseReturnValue:
    """Ask for words, or show what they find."""
    query = clean_query(request.args.get("q", ""))
    index = _index() if query.text else None
    if query.text and index is None:
        return render_template("search/away.html", query=query), 503
    found = index.search(query.text, MOST_HITS) if index else None
    if found and not found.hits:
        _count(query)
    return render_template(
        "search/results.html", query=query, asked="q" in request.args, found=found, first=SHOWN_FIRST
    )


def _index() -> Index | None:
    try:
        return open_index(current_app.extensions["settings"].site_dir / INDEX_FILE)
    except (ConfigurationError, sqlite3.Error) as error:
        log.error("search: the index of the site does not open: %s", error)
        return None


def _count(query: Query) -> None:
    words = worth_counting(query.text)
    if query.cut or not words or request.method == "HEAD":
        return
    # Nobody's answer depends on a count: where storage is busy or away, it is left out.
    with suppress(StorageUnavailable), transaction(within=PATIENCE) as session:
        count_miss(session, words, clock.today_in_riyadh(clock.now()))
