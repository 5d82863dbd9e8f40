"""What the server takes off the wire: waitress with smaller sizes, and without requests that two readers could read differently.

Waitress by itself takes bodies of 1 GB and heads of 256 KB, believes Content-Length where Transfer-Encoding stands beside
it in HTTP/1.0, and drops a connection with a trace in the log for an address like `http://[`. What it refuses never
reaches the app, so the pages for it are drawn by the app beforehand, with the headers of every other page.
"""

import re

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask

from forms_service.web.errors import error_response
from forms_service.web.headers import security_headers

MAX_HEAD = 32 * 1024
"""Bytes of the request line and all headers."""
MAX_BODY = 1024 * 1024
"""Bytes of a body that are read at all; what a page takes is far less and refused with a page (web/bodies.py)."""

REFUSED = (400, 413, 431, 501)
"""What waitress answers by itself."""

_FOLDED = re.compile(rb"\r\n[ \t]")
_CHUNKED = re.compile(rb"^transfer-encoding:(.*)$", re.IGNORECASE | re.MULTILINE)


class StrictParser(HTTPRequestParser):  # type: ignore[misc] # the library ships no types
    """Refuses with 400 what a proxy in front could take for another request than we do: RFC 9112, sections 5.2 and 6.1."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the request line and the headers. Raises ParsingError."""
        if _FOLDED.search(header_plus):
            raise ParsingError("Folded header")
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("Bad address") from None
        encodings = _CHUNKED.findall(header_plus)
        if not encodings:
            return
        chunked_once = len(encodings) == 1 and encodings[0].strip().lower() == b"chunked"
        if self.version != "1.1" or not chunked_once or "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Ambiguous length")


def be_strict(app: Flask) -> None:
    """Let waitress read every request of this process with StrictParser, and refuse with pages of this app."""
    HTTPChannel.parser_class = StrictParser
    HTTPChannel.error_task_class = _refusing_with({code: _drawn(app, code) for code in REFUSED})


def _drawn(app: Flask, code: int) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and body of the page for an error."""
    headers = {**security_headers(app.extensions["settings"]), "Cache-Control": "no-store"}
    with app.test_request_context():
        response = error_response(code)
    response.headers.update(headers)
    return response.status, list(response.headers), response.get_data()


def _refusing_with(pages: dict[int, tuple[str, list[tuple[str, str]], bytes]]) -> type[ErrorTask]:
    class Refusal(ErrorTask):  # type: ignore[misc] # the library ships no types
        """Answers with a page that is ready, and closes: what follows on this connection is not to be trusted."""

        def execute(self) -> None:
            """Write the page."""
            self.status, headers, body = pages.get(self.request.error.code, pages[400])
            self.response_headers.extend(headers)
            self.set_close_on_finish()
            self.content_length = len(body)
            self.write(body)

    return Refusal
