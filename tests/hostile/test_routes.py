"""Every route of the service, with any method, address, query, header, cookie and body: an answer, never a failure."""

import itertools
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_service.web.headers import CSP, content_policy
from tests.hostile.texts import BROKEN, NUL, SURROGATE, encoded, hostile_texts
from tests.support.forms import token
from tests.support.office import Browser, add_help_request, add_person, add_volunteer, token_of
from tests.support.routes import ROUTES

MARK = '"><i id=hostile>'
"""Stands in everything that is sent, and unescaped in nothing that is answered."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
FORM = "application/x-www-form-urlencoded"
EXAMPLES = 25

texts = hostile_texts("482930571162") | st.just(MARK)
parts = texts.map(encoded) | st.sampled_from(
    [NUL, SURROGATE, BROKEN, "..", "%2e%2e%2f", "%5c..", "%0d%0aX:%20y", "https://[", "//[", "\\\\[", "a" * 3000]
)
names = st.sampled_from(
    [
        "next",
        "before",
        "after",
        "view",
        "state",
        "words",
        "q",
        "picked",
        "deed",
        "back",
        "edit",
        "cleared",
        "ended",
        "reference",
        "mobile",
        "email",
        "csrf_token",
        "",
    ]
)
queries = st.lists(st.tuples(names | texts.map(encoded), parts), max_size=5).map(
    lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
) | st.sampled_from(["?", "&&&=;", "%", "=%", NUL, BROKEN, "a" * 8000])
ODD_HEADERS = {
    "Accept": ["*/*;q=x", "text/html;q=9", ",,,", "\xff"],
    "Accept-Encoding": ["gzip;q=x", "\xff", "identity;q=0, *;q=0"],
    "Accept-Language": ["ar;q=x", "x" * 4000, "*", MARK],
    "Authorization": ["Basic !!!", "Bearer " + MARK, "Digest username=\xff", "x"],
    "Cookie": ["session=", "session=e30.x.y", f"session={MARK}", "\xff=\xff; ;;=", "session=a; session=b", "a" * 4000],
    "Content-Encoding": ["gzip", MARK],
    "If-Modified-Since": ["x", "Thu, 99 Foo 2026 99:99:99 GMT"],
    "If-None-Match": ['"', "W/", MARK],
    "Origin": ["null", "https://[", MARK],
    "Range": ["bytes=x", "bytes=5-1", "bytes=-0", "bytes=99999999999999999999-", "lines=1-2"],
    "Referer": ["https://[", "//", "\xff", MARK],
    "User-Agent": ["\xff", MARK],
    "X-CSRF-Token": ["x", MARK],
    "X-Forwarded-For": [",,", MARK, "192.0.2.1, " * 200],
    "X-Forwarded-Host": ["evil.example", MARK],
    "X-HTTP-Method-Override": ["DELETE"],
    "X-Request-ID": [MARK],
}
headers = st.lists(
    st.sampled_from([(name, value) for name, values in ODD_HEADERS.items() for value in values]), max_size=4
)
kinds = st.sampled_from(
    [FORM, f"{FORM}; charset=utf-16", "", ";;;", "text/plain", "application/json", "multipart/form-data"]
)
bodies = st.lists(st.tuples(names | texts, texts), max_size=8).map(
    lambda pairs: "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs).encode()
) | st.sampled_from([b"", b"\x00", b"\xff", b"&" * 150, b"=" * 500, b"{}", b"a=" + b"b" * 9000])


ADDRESSES = (f"198.51.{number // 250 % 250}.{number % 250}" for number in itertools.count())
"""Each request comes from another place, so that no limit ends the test."""


@pytest.fixture(scope="module")
def known(standing) -> list[str]:
    """What may well stand in an address."""
    add_person(standing, "officer@example.org", "reception")
    return [add_help_request(standing), add_volunteer(standing), "482930571162", "service", "you"]


@pytest.fixture
def stranger(standing) -> tuple[FlaskClient, str]:
    """Somebody's browser, and a token that is right for it."""
    client = standing.test_client()
    return client, token(client.get("/forms/track/").text)


@pytest.fixture
def officer(standing, known) -> tuple[FlaskClient, str]:
    browser = Browser(standing.test_client())
    assert browser.signs_in("officer@example.org", address=next(ADDRESSES)).status_code == 302
    return browser.client, token_of(browser.opens("/staff/"))


@pytest.mark.parametrize("rule", sorted({rule for rule, _ in ROUTES}))
@pytest.mark.parametrize("who", ["stranger", "officer"])
def test_whatever_is_asked_is_answered(request, known, rule, who):
    client, right = request.getfixturevalue(who)
    seen = set()

    @settings(max_examples=EXAMPLES)
    @given(st.sampled_from(METHODS), parts | st.sampled_from(known), queries, headers, kinds, bodies, st.booleans())
    def asks(method, part, query, odd, kind, body, trusted):
        address = re.sub(r"<[^>]*>", lambda _: part, rule) + (f"?{query}" if query else "")
        answer = client.open(
            address,
            method=method,
            headers=odd,
            content_type=kind,
            data=b"csrf_token=" + right.encode() + b"&" + body if trusted else body,
            environ_base={"REMOTE_ADDR": next(ADDRESSES)},
        )
        seen.add(answer.status_code)
        assert answer.status_code < 500
        assert answer.headers["Content-Security-Policy"] in (CSP, content_policy("own"))
        assert not {name for name, value in answer.headers if "evil" in value or name == "X" or MARK in value}
        assert re.match(r"/(?!/)", answer.headers.get("Location", "/"))
        assert MARK.encode() not in answer.data
        answer.close()

    asks()
    assert len(seen) > 1, "one answer for everything: nothing was reached"
