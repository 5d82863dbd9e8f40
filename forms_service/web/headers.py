"""The security headers of every answer, from one table: dynamic pages, our own style files, and the static site."""

from collections.abc import Mapping

from flask import Flask, Response

from forms_service.settings import Settings

CSP = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
HSTS = "max-age=63072000; includeSubDomains"

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


def security_headers(settings: Settings) -> dict[str, str]:
    """The headers that every answer carries, static files included."""
    return {**_EVERYWHERE, **({"Strict-Transport-Security": HSTS} if settings.https else {})}


def init_headers(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of the app, and keep dynamic pages out of every cache."""
    headers = security_headers(settings)

    @app.after_request
    def _set(response: Response) -> Response:
        for name, value in headers.items():
            response.headers[name] = value
        if not response.headers.get("Cache-Control") or response.mimetype == "text/html":
            response.headers["Cache-Control"] = "no-store"
        return response
