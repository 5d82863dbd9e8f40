"""What the server reads off the wire; over real sockets in tests/hostile/test_wire.py."""

import pytest
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from forms_service.web.wire import MAX_BODY, MAX_HEAD, StrictParser

HEAD = b"POST /forms/track/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"


def read(request, parser=StrictParser):
    parsed = parser(Adjustments(max_request_header_size=MAX_HEAD, max_request_body_size=MAX_BODY))
    while request and not parsed.completed:
        request = request[parsed.received(request) :]
    parsed.close()
    return parsed


@pytest.mark.parametrize(
    "request_of_a_browser",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        HEAD + b"Content-Length: 5\r\n\r\na=b&c",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n",
        HEAD + b"transfer-encoding:Chunked \r\n\r\n3\r\na=b\r\n0\r\n\r\n",
    ],
)
def test_what_browsers_and_proxies_send_is_read(request_of_a_browser):
    parsed = read(request_of_a_browser)
    assert (parsed.completed, parsed.error) == (True, None)


DOUBTFUL = {
    "both lengths": HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": HEAD.replace(b"/1.1", b"/1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks in chunks": HEAD + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "chunks twice": HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "an empty encoding": HEAD + b"Transfer-Encoding:\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "a folded header": HEAD + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("doubtful", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_two_readers_could_read_differently_is_refused(doubtful):
    assert read(doubtful).error.code == 400
    assert read(doubtful, HTTPRequestParser).error is None, "waitress refuses it by itself now"


@pytest.mark.parametrize("address", [b"http://[", b"http://[::1", b"http://[name]/"])
def test_an_address_that_is_none_is_refused(address):
    assert read(b"GET " + address + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").error.code == 400


def test_sizes_end_where_no_person_comes():
    assert read(b"GET /" + b"a" * MAX_HEAD + b" HTTP/1.1\r\n\r\n").error.code == 431
    assert read(HEAD + b"Content-Length: %d\r\n\r\n" % MAX_BODY).error.code == 413
    chunks = (b"8000\r\n" + b"a" * 0x8000 + b"\r\n") * 33
    assert read(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks).error.code == 413
