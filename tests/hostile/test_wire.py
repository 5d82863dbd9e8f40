"""Bytes that no browser sends, to the real process: every connection gets an answer or is closed, and people are served meanwhile."""

import re
import socket
import time
from contextlib import ExitStack, closing, suppress

import pytest

from tests.support.browser import Browser
from tests.support.forms import HELP, VOLUNTEER, Person
from tests.support.server import Service

PATIENCE = 20.0
"""Seconds in which an answer must come on a busy machine."""
HONEST_WITHIN = 30.0
"""Seconds in which a whole journey must be done while 200 slow connections are open; it takes about one."""
HOST = b"Host: 127.0.0.1\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
POST = b"POST /forms/volunteer/you HTTP/1.1\r\n" + HOST
SECOND = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
"""The request that hides behind another; only it is answered with `ok`."""


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with Service(tmp_path_factory.mktemp("wire")) as running:
        yield running


def connect(service: Service) -> socket.socket:
    return socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)


def answers(service: Service, sent: bytes) -> bytes:
    """All that comes back until the server closes; our end is closed for writing, so that it will."""
    came = b""
    with closing(connect(service)) as line:
        with suppress(OSError):  # closed while we were still sending: what came before counts
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            while more := line.recv(65536):
                came += more
    return came


def statuses(came: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"HTTP/1\.[01] (\d{3}) ", came)]


# Sizes

MANY = b"&".join(b"f%d=1" % number for number in range(20_000))
SHORT = b"&".join([b"a"] * 20_000)
LONG = b"a" * 600_000


def whole(body: bytes) -> bytes:
    return POST + FORM + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def chunked(body: bytes) -> bytes:
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in re.findall(rb"(?s).{1,8000}", body))
    return POST + FORM + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"


@pytest.mark.parametrize("way", [whole, chunked])
@pytest.mark.parametrize(
    ("body", "status"), [(MANY, 413), (SHORT, 400), (LONG, 413), (b"&" * 4000, 400), (b"a=%00", 400)]
)
def test_a_body_that_no_page_sends_is_refused_with_a_page(service, way, body, status):
    came = answers(service, way(body))
    assert statuses(came) == [status]
    assert b"<h1>" in came
    assert b"Content-Security-Policy: default-src 'none'" in came


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /forms/" + b"a" * 30_000 + b" HTTP/1.1\r\nConnection: close\r\n" + HOST, 404),
        (b"GET /forms/track/?" + b"a=b&" * 7_000 + b" HTTP/1.1\r\nConnection: close\r\n" + HOST, 200),
        (b"GET /forms/track/ HTTP/1.1\r\nConnection: close\r\n" + HOST + b"Cookie: " + b"a=b; " * 6_000 + b"\r\n", 200),
        (b"GET /forms/" + b"a" * 40_000 + b" HTTP/1.1\r\n" + HOST, 431),
        (b"GET /forms/track/ HTTP/1.1\r\n" + HOST + b"Cookie: " + b"a" * 500_000 + b"\r\n", 431),
        (b"GET /forms/track/ HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: y\r\n" % n for n in range(5_000)), 431),
        (POST + FORM + b"Content-Length: 900000000\r\n", 413),
        (POST + FORM + b"Content-Length: %s\r\n" % (b"9" * 4_000), 413),
    ],
    ids=["path", "query", "cookies", "long path", "long cookie", "many headers", "a huge body", "an endless body"],
)
def test_an_absurd_head_is_answered_at_once_with_a_page(service, head, status):
    came = answers(service, head + b"\r\n")
    assert statuses(came) == [status]
    assert b"<h1>" in came
    assert b"Content-Security-Policy: default-src 'none'" in came
    assert b"Set-Cookie" not in came or status == 200
    assert came.count(b"Content-Length: ") == 1


def test_a_body_that_never_ends_is_cut_off(service):
    """Chunk after chunk, until the server has had enough: it does so at a megabyte, not when its disk is full."""
    with closing(connect(service)) as line:
        line.sendall(POST + FORM + b"Transfer-Encoding: chunked\r\n\r\n")
        sent = 0
        with suppress(ConnectionError):
            while sent < 50_000_000:
                line.sendall(b"8000\r\n" + b"a" * 0x8000 + b"\r\n")
                sent += 0x8000
    assert sent < 20_000_000  # what stands in buffers on the way may be several times what is read


# Smuggling

SMUGGLED = {
    "both lengths": POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
    "both lengths the other way": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": POST.replace(b"/1.1", b"/1.0")
    + b"Connection: keep-alive\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.2": POST.replace(b"/1.1", b"/1.2") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks in chunks": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "another encoding": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "an unknown encoding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a tab of another kind": POST + b"Transfer-Encoding: \x0bchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded header": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 0\r\n\r\n0\r\n\r\n",
    "two equal lengths": POST + b"Content-Length: 5, 5\r\n\r\n0\r\n\r\n",
    "a length with a sign": POST + b"Content-Length: +5\r\n\r\n0\r\n\r\n",
    "a negative length": POST + b"Content-Length: -5\r\n\r\n0\r\n\r\n",
    "a length with a line": POST + b"Content-Length: 0_5\r\n\r\n0\r\n\r\n",
    "an empty length": POST + b"Content-Length:\r\n\r\n0\r\n\r\n",
    "a length in other digits": POST + "Content-Length: ٥\r\n\r\n0\r\n\r\n".encode(),
    "bare line feeds": POST.replace(b"\r\n", b"\n") + b"\n",
    "a bare line feed": POST + b"X: y\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "a bare carriage return": POST + b"X: y\rContent-Length: 5\r\n\r\n0\r\n\r\n",
    "a NUL in a name": POST + b"X\x00: y\r\n\r\n",
    "a size with 0x": POST + b"Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
    "a negative size": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "a line feed in an extension": POST + b"Transfer-Encoding: chunked\r\n\r\n0;\nx\r\n\r\n",
    "a chunk that is longer": POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\naXX0\r\n\r\n",
    "no method": b" / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a small method": b"get / HTTP/1.1\r\n" + HOST + b"\r\n",
    "no address": b"GET http://[ HTTP/1.1\r\n" + HOST + b"\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(50) + b"\r\n\r\n",
    "all bytes": bytes(range(256)) + b"\r\n\r\n",
}


def test_a_second_request_behind_a_whole_one_is_answered(service):
    """The control: where nothing is ambiguous, the second one is seen."""
    came = answers(service, POST + FORM + b"Content-Length: 3\r\n\r\na=b" + SECOND)
    assert statuses(came) == [400, 200]
    assert came.endswith(b"ok\n")


@pytest.mark.parametrize("shape", SMUGGLED.values(), ids=SMUGGLED)
def test_nothing_hides_behind_an_ambiguous_request(service, shape):
    came = answers(service, shape + SECOND)
    assert statuses(came) in ([400], [501])
    assert b"ok\n" not in came


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET http://evil.example/staff/",
        b"GET //evil.example/staff/",
        b"GET //evil.example/%2e%2e",
        b"GET /\\evil.example/",
        b"OPTIONS *",
        b"CONNECT evil.example:443",
        b"TRACE /evil",
    ],
)
def test_another_hosts_name_in_the_address_is_repeated_nowhere(service, request_line):
    came = answers(service, request_line + b" HTTP/1.1\r\nConnection: close\r\nCookie: evil=1\r\n" + HOST + b"\r\n")
    assert len(statuses(came)) == 1
    assert statuses(came)[0] in (302, 400, 404, 405)
    assert b"evil" not in came


# Slowness


def test_two_hundred_half_open_connections_keep_nobody_out(service):
    with ExitStack() as open_lines:
        heads = [open_lines.enter_context(closing(connect(service))) for _ in range(100)]
        bodies = [open_lines.enter_context(closing(connect(service))) for _ in range(100)]
        for line in heads:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127")
        for line in bodies:
            line.sendall(POST + FORM + b"Connection: close\r\nContent-Length: 7\r\n\r\na=")
        begun = time.monotonic()
        for journey in (HELP, VOLUNTEER):
            assert re.fullmatch(r"\d{12}", Person(Browser(service.url), journey).submits())
            for line in heads:
                line.sendall(b".")  # one byte now and then: none of them counts as gone
            for line in bodies:
                line.sendall(b"b")
        took = time.monotonic() - begun
        # They were open all the while: each can still be brought to its end.
        for line in heads:
            line.sendall(b"\r\nConnection: close\r\n\r\n")
        for line in bodies:
            line.sendall(b"ccc")
        ends = [statuses(line.recv(65536)) for line in (*heads, *bodies)]
        assert ends == [[400]] * 200  # «127..» is no host, and there is no token in «abbccc»
    assert took < HONEST_WITHIN


def test_the_server_is_well_after_all_that_and_has_logged_no_failure(service):
    assert service.is_well()
    for line in service.output.splitlines():
        assert "Traceback" not in line
        assert "exception" not in line
        assert '"status": 5' not in line
