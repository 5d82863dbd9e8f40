"""Who asks, for which host and over what, is taken from exactly as many proxies as are trusted, and from no other header."""

import re
from urllib.parse import urljoin

import pytest
from flask import request

from forms_service.app import create_app
from forms_service.schema import upgrade
from tests.conftest import make_settings
from tests.support.forms import token
from tests.support.office import Browser, add_person

BAD_HOSTS = [
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "evil.example#127.0.0.1",
    "evil.example/127.0.0.1",
    "evil.example?127.0.0.1",
    "127.0.0.1@evil.example",
    "evil.example@127.0.0.1",
    "evil.example,127.0.0.1",
    "127.0.0.1, evil.example",
    "evil.example\\127.0.0.1",
    "evil\x80.example",
    "[",
    "[::1",
    "127.0.0.1:evil",
    ".127.0.0.1",
    "*",
    "a" * 5000,
]
SPOOFED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Forwarded-Port": "6666",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Scheme": "https",
    "X-Forwarded-For": "203.0.113.6",
    "X-Host": "evil.example",
    "X-Original-URL": "/evil",
    "X-Rewrite-URL": "/evil",
    "X-Real-IP": "203.0.113.6",
    "X-Client-IP": "203.0.113.6",
    "True-Client-IP": "203.0.113.6",
    "Forwarded": "for=203.0.113.6;host=evil.example;proto=https",
}


@pytest.fixture
def behind(tmp_path):
    """behind(proxies): a client of the service behind so many of them, with an address that says who seems to ask."""

    def make(proxies):
        app = create_app(make_settings(tmp_path, trusted_proxies=proxies))
        with app.app_context():
            upgrade()

        @app.get("/forms/who")
        def who():
            return [request.remote_addr, request.host, request.scheme, request.script_root]

        return app.test_client()

    return make


@pytest.mark.parametrize("host", BAD_HOSTS, ids=lambda host: ascii(host[:40]))
@pytest.mark.parametrize(
    "address", ["/forms/help-request/service", "/staff/", "/staff/sign-in", "/forms/track/", "/healthz"]
)
def test_another_host_is_refused_and_named_nowhere(standing, host, address):
    answer = standing.test_client().get(address, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text + str(answer.headers)
    assert "Set-Cookie" not in answer.headers


def test_without_proxies_no_header_says_who_asks(behind):
    client = behind(0)
    assert client.get("/forms/who", headers=SPOOFED).json == ["127.0.0.1", "localhost", "http", ""]
    answer = client.get("/staff/", headers=SPOOFED)
    assert answer.location == "/staff/sign-in?next=/staff/"
    assert "evil" not in client.get("/forms/help-request/service", headers=SPOOFED).text


@pytest.mark.parametrize(
    ("proxies", "chain", "seen"),
    [
        (1, ["203.0.113.6", "192.0.2.1"], "192.0.2.1"),
        (1, ["192.0.2.1"], "192.0.2.1"),
        (2, ["203.0.113.6", "192.0.2.1", "192.0.2.2"], "192.0.2.1"),
        (2, ["192.0.2.1"], "127.0.0.1"),  # somebody came past the first proxy: nothing is believed
        (5, ["203.0.113.6", *(f"192.0.2.{hop}" for hop in range(1, 6))], "192.0.2.1"),
    ],
)
def test_exactly_so_many_proxies_are_believed(behind, proxies, chain, seen):
    hosts, schemes = ["evil.example", *["localhost"] * proxies], ["ftp", *["https"] * proxies]
    told = {
        **SPOOFED,
        "X-Forwarded-For": ", ".join(chain),
        "X-Forwarded-Host": ", ".join(hosts),
        "X-Forwarded-Proto": ", ".join(schemes),
    }
    assert behind(proxies).get("/forms/who", headers=told).json == [seen, "localhost", "https", ""]


@pytest.mark.parametrize(("proxies", "chain"), [(0, "{}"), (1, "{}, 192.0.2.1")])
def test_no_header_helps_past_a_limit(behind, proxies, chain):
    client = behind(proxies)
    form = {"csrf_token": token(client.get("/forms/track/").text), "mobile": "0500000001"}
    codes = []
    for number in range(61):
        told = {name: value.replace("203.0.113.6", f"203.0.113.{number}") for name, value in SPOOFED.items()}
        told |= {"X-Forwarded-For": chain.format(f"203.0.113.{number}"), "X-Forwarded-Proto": "http"}
        told |= {"X-Forwarded-Host": "localhost"}
        codes.append(client.post("/forms/track/", data={**form, "reference": f"{number}"}, headers=told).status_code)
    assert (set(codes[:60]), codes[60]) == ({422}, 429)


NEXT = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/%5cevil.example",
    "https:evil.example",
    "https:/evil.example",
    "http://127.0.0.1@evil.example/",
    "http://localhost.evil.example/",
    "javascript:alert(1)",
    "\x01https://evil.example",
    " //evil.example",
    "/\t/evil.example",
]


@pytest.fixture(scope="module")
def account(standing) -> str:
    add_person(standing, "officer@example.org", "reception")
    return "officer@example.org"


@pytest.mark.parametrize(("place", "target"), list(enumerate(NEXT)), ids=ascii)
def test_signing_in_leads_nowhere_else(standing, account, place, target):
    """Each from another place, so that no limit ends the test."""
    browser = Browser(standing.test_client())
    assert browser.client.get("/staff/sign-in", query_string={"next": target}).status_code == 200
    answer = browser.signs_in(account, returning_to=target, address=f"192.0.2.{place}")
    assert answer.status_code == 302
    as_browsers_read = re.sub(r"[\t\r\n]", "", answer.location.strip()).replace("\\", "/")
    assert urljoin("http://localhost/staff/sign-in", as_browsers_read).startswith("http://localhost/")
