"""The security headers of every answer, from one table: dynamic pages, the static site, and the include file of nginx."""

from collections.abc import Collection, Mapping
from typing import Literal

from flask import Flask, Response, request

from forms_service.settings import Settings

Scripts = Literal["none", "own"]
"""Whether a page may run scripts: none at all, or files of this site, which may fetch from this site only."""

_NOTHING_INLINE: Mapping[str, str] = {
    "default-src": "'none'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_OWN_SCRIPTS: Mapping[str, str] = {"script-src": "'self'", "connect-src": "'self'"}

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
HSTS = "max-age=63072000; includeSubDomains"

SEARCHABLE = frozenset({"search.results", "tracking.track"})
"""The pages of the service that carry the search of the site, and so its script."""

START = "start"
"""The view of a form that is still for reading: it carries the search as well. Pages with questions carry no script."""


def content_policy(scripts: Scripts, hashes: Collection[str] = ()) -> str:
    """The content security policy of a page. `hashes`: inline scripts that were found at build, as `sha256-…`."""
    rules = {**_NOTHING_INLINE, **(_OWN_SCRIPTS if scripts == "own" else {})}
    if hashes:
        rules["script-src"] = " ".join(("'self'", *(f"'{each}'" for each in sorted(hashes))))
    return "; ".join(f"{name} {value}" for name, value in rules.items())


CSP = content_policy("none")

_EVERYWHERE: Mapping[str, str] = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: Flask-WTF refuses every POST over HTTPS without a referrer.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}


def security_headers(settings: Settings, scripts: Scripts = "none", hashes: Collection[str] = ()) -> dict[str, str]:
    """The headers that an answer of this installation carries."""
    return headers_over(settings.https, scripts, hashes)


def headers_over(tls: bool, scripts: Scripts = "none", hashes: Collection[str] = ()) -> dict[str, str]:
    """The same, for people who come over TLS or without it."""
    headers = {**_EVERYWHERE, "Content-Security-Policy": content_policy(scripts, hashes)}
    return {**headers, **({"Strict-Transport-Security": HSTS} if tls else {})}


def init_headers(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of the app, and keep dynamic pages out of every cache."""
    plain = tuple(security_headers(settings).items())
    searchable = tuple(security_headers(settings, "own").items())

    @app.after_request
    def _set(response: Response) -> Response:
        for name, value in searchable if _carries_search() else plain:
            response.headers[name] = value
        if not response.headers.get("Cache-Control") or response.mimetype == "text/html":
            response.headers["Cache-Control"] = "no-store"
        return response


def _carries_search() -> bool:
    endpoint = request.endpoint or ""
    return endpoint in SEARCHABLE or endpoint.endswith(f".{START}")
