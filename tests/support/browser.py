"""A browser without JavaScript over real HTTP; it answers like Flask's test client, so that the same people can use it."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, ProxyHandler, Request, build_opener

TIME_OUT = 30.0
Lost = (OSError, http.client.HTTPException)
"""What a request raises whose server went away before the whole answer came."""


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status_code: int
    headers: Message
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()

    @property
    def location(self) -> str:
        return str(self.headers.get("Location", ""))


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class Browser:
    """Keeps cookies, follows no redirect by itself, takes no proxy from the environment."""

    def __init__(self, url: str, cookies: CookieJar | None = None) -> None:
        self.url = url
        self.cookies = CookieJar() if cookies is None else cookies
        self._opener = build_opener(_NoRedirects, HTTPCookieProcessor(self.cookies), ProxyHandler({}))

    def get(self, path: str) -> Reply:
        """Open a page. Raises one of `Lost` where no whole answer came."""
        return self._ask(Request(urljoin(self.url, path)))  # noqa: S310 - our own server

    def post(self, path: str, data: Mapping[str, Any] | bytes) -> Reply:
        """Send a form. Raises one of `Lost` where no whole answer came."""
        body = data if isinstance(data, bytes) else urlencode(data, doseq=True).encode()
        return self._ask(Request(urljoin(self.url, path), data=body, method="POST"))  # noqa: S310

    def another_tab(self) -> "Browser":
        """Another tab: the same cookies, requests of its own."""
        return Browser(self.url, self.cookies)

    def _ask(self, request: Request) -> Reply:
        try:
            answer = self._opener.open(request, timeout=TIME_OUT)
        except HTTPError as refused:
            answer = refused
        with answer:
            return Reply(answer.status, answer.headers, answer.read())
