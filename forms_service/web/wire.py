"""What the server takes off the wire: waitress with smaller sizes, and without requests that two readers could read differently.

Waitress by itself takes bodies of 1 GB and heads of 256 KB, believes Content-Length where Transfer-Encoding stands beside
it in HTTP/1.0, and drops a connection with a trace in the log for an address like `http://[`.
"""

import re

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

MAX_HEAD = 32 * 1024
"""Bytes of the request line and all headers."""
MAX_BODY = 1024 * 1024
"""Bytes of a body that are read at all; what a page takes is far less and refused with a page (web/bodies.py)."""

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


def be_strict() -> None:
    """Let waitress read every request of this process with StrictParser."""
    HTTPChannel.parser_class = StrictParser
