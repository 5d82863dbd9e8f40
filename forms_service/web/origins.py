"""Whether a form was sent from our own pages: the token, and over HTTPS the origin that every browser names.

Flask-WTF alone asks for a Referer, which some people's browsers leave out, and fails on one that is no address.
"""

from urllib.parse import urlsplit

from flask import Flask, g, request
from flask_wtf import CSRFProtect


class OwnPages(CSRFProtect):  # type: ignore[misc] # the library ships no types
    """Flask-WTF's protection, which compares the origin where the browser names one, else the referrer."""

    def init_app(self, app: Flask) -> None:
        """Protect every unsafe method of the app."""
        app.config["WTF_CSRF_SSL_STRICT"] = False  # asked below
        super().init_app(app)

    def protect(self, apply_exemptions: bool = False) -> None:
        """Check the current request. Raises CSRFError."""
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return
        super().protect(apply_exemptions)
        if g.get("csrf_valid") and request.is_secure and not comes_from_our_page():
            g.csrf_valid = False
            self._error_response("The form was not sent from a page of this service.")


def comes_from_our_page() -> bool:
    """Whether the current request, made over HTTPS, names one of our pages as where it comes from."""
    ours = f"https://{request.host}"
    origin = request.headers.get("Origin")
    return origin == ours if origin is not None else _origin_of(request.referrer or "") == ours


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # `https://[` is no address
        return ""
    return f"{parts.scheme}://{parts.netloc.removesuffix(':443')}"
