"""What a request's body may be, checked before anything reads it: small, urlencoded, UTF-8, few fields.

Werkzeug's limits on parts do not hold for urlencoded bodies, and it reads bad bytes leniently: both are checked here.
"""

import re
from urllib.parse import unquote_to_bytes

from flask import Flask, Request, abort, request

MAX_BODY = 128 * 1024
"""Bytes of a form's body: the longest honest page, over-long answers included, stays far below."""
MAX_BODY_BY_BLUEPRINT = {"tracking": 8 * 1024, "security": 8 * 1024}
MAX_FIELDS = 200
_NUL = re.compile(rb"%00|\x00")


def init_bodies(app: Flask) -> None:
    """Check every body of the app."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY

    # Before Flask-WTF's own check, which would parse the body.
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: _check(request))


def _check(request: Request) -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    request.max_content_length = MAX_BODY_BY_BLUEPRINT.get(request.blueprint or "", MAX_BODY)
    body = request.get_data(cache=True, parse_form_data=False)
    if not body:
        return
    if request.mimetype != "application/x-www-form-urlencoded":
        abort(415)
    if body.count(b"&") >= MAX_FIELDS or _NUL.search(body):
        abort(400)
    try:
        unquote_to_bytes(body).decode("utf-8")
    except UnicodeDecodeError:
        abort(400)
