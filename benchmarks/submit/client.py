"""A client that costs little beside the servers it measures: requests as bytes, answers read no further than needed."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

HOST = "127.0.0.1"
TIME_OUT = 60.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r]+)=([^;\r]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    head: bytes
    body: bytes

    @property
    def location(self) -> str:
        """Where the answer leads; empty where it leads nowhere."""
        found = _LOCATION.search(self.head)
        return found[1].decode() if found else ""


class _Wire(asyncio.Protocol):
    """One socket: reads one answer at a time. An answer says its length or ends with the connection."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.answer: asyncio.Future[Reply] | None = None
        self._buffer = bytearray()
        self.closes = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        at = self._buffer.find(b"\r\n\r\n")
        if at < 0:
            return
        head = bytes(self._buffer[: at + 2])
        length = _LENGTH.search(head)
        if length and len(self._buffer) >= at + 4 + int(length[1]):
            self.closes = _CLOSE.search(head) is not None
            self._ends(head, bytes(self._buffer[at + 4 :]))

    def connection_lost(self, _error: Exception | None) -> None:
        self.closes = True
        head, found, body = bytes(self._buffer).partition(b"\r\n\r\n")
        if self.answer is None or self.answer.done():
            return
        if found and not _LENGTH.search(head):
            self._ends(head + b"\r\n", body)
        else:
            self.answer.set_exception(ConnectionError("the connection ended within an answer"))

    def _ends(self, head: bytes, body: bytes) -> None:
        self._buffer.clear()
        if self.answer and not self.answer.done():
            self.answer.set_result(Reply(int(head[9:12]), head, body))


class Connection:
    """A browser's connection, kept open where the server keeps it open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._wire: _Wire | None = None

    async def ask(self, request: bytes) -> tuple[Reply, float]:
        """The answer, and how many seconds it took to come whole; connecting counts where the server had hung up."""
        loop = asyncio.get_running_loop()
        begun = time.perf_counter()
        if self._wire is None or self._wire.closes:
            _, self._wire = await loop.create_connection(_Wire, HOST, self._port)
        self._wire.answer = loop.create_future()
        self._wire.transport.write(request)
        async with asyncio.timeout(TIME_OUT):
            reply = await self._wire.answer
        return reply, time.perf_counter() - begun

    def close(self) -> None:
        """Hang up."""
        if self._wire:
            self._wire.transport.close()


@dataclass
class Person:
    """Somebody with a browser of their own: cookies, the token of the page they see, and what they were told."""

    number: int
    port: int
    cookies: dict[bytes, bytes] = field(default_factory=dict)
    token: str = ""
    at: str = ""
    reference: str = ""

    async def gets(self, connection: Connection, path: str) -> tuple[Reply, float]:
        """Open a page."""
        return self._learns(*await connection.ask(self._head("GET", path) + b"\r\n"))

    async def posts(self, connection: Connection, path: str, answers: dict[str, object]) -> tuple[Reply, float]:
        """Send a form."""
        body = urlencode(answers, doseq=True).encode()
        more = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
        return self._learns(*await connection.ask(self._head("POST", path) + more + body))

    def _head(self, method: str, path: str) -> bytes:
        cookies = b"; ".join(name + b"=" + value for name, value in self.cookies.items())
        return f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n".encode() + (
            b"Cookie: " + cookies + b"\r\n" if cookies else b""
        )

    def _learns(self, reply: Reply, seconds: float) -> tuple[Reply, float]:
        for name, value in _COOKIE.findall(reply.head):
            self.cookies[name] = value
        return reply, seconds
