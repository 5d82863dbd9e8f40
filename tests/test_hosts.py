"""Under which names the service answers, and how forms are taken over HTTPS, behind a proxy or not."""

import re

import pytest

from forms_service.app import create_app
from forms_service.schema import upgrade
from tests.conftest import make_settings
from tests.support.forms import HELP, token

HTTPS = "https://example.org"


def reached_at(tmp_path, **changes):
    """The service as people reach it from outside, with an empty database."""
    app = create_app(make_settings(tmp_path, public_url=HTTPS, **changes))
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def secure(tmp_path):
    return reached_at(tmp_path / "secure")


@pytest.fixture
def behind_proxy(tmp_path):
    """Behind one proxy that ends TLS."""
    return reached_at(tmp_path / "proxy", trusted_proxies=1)


@pytest.mark.parametrize("host", ["evil.example", "example.org.evil.example", "127.0.0.1.evil.example", "", "a b"])
@pytest.mark.parametrize("address", ["/forms/help-request/", "/healthz", "/staff/", "/forms/nothing-here"])
def test_an_unknown_host_is_refused(app, host, address):
    answer = app.test_client().get(address, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "frame-ancestors" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.1:8000", "example.org", "example.org:443"])
def test_a_known_host_is_served(secure, host):
    assert secure.test_client().get("/healthz", headers={"Host": host}).status_code == 200


def test_a_stranger_cannot_name_another_host_through_a_proxys_header(secure):
    answer = secure.test_client().get(
        "/staff/", base_url=HTTPS, headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    )
    assert answer.status_code == 302
    assert "evil" not in answer.location


# Forms over HTTPS

FROM_BROWSER = {"Origin": HTTPS, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


def sends(app, headers, **how):
    """Send the first page of the form with the headers of a browser."""
    client = app.test_client()
    address = f"{HELP}/service"
    page = client.get(address, **how)
    form = {"csrf_token": token(page.text), "support_type": "books", "for_whom": "other"}
    return client.post(address, data=form, headers=headers, **how)


def test_a_form_is_taken_over_https_with_what_browsers_send(secure):
    answer = sends(secure, {**FROM_BROWSER, "Referer": f"{HTTPS}{HELP}/service"}, base_url=HTTPS)
    assert (answer.status_code, answer.location) == (303, f"{HELP}/helper")


@pytest.mark.parametrize("referrer", [None, "https://evil.example/", "http://example.org/", f"{HTTPS}.evil.example/"])
def test_a_form_from_nowhere_is_refused_politely_and_what_was_typed_is_kept(secure, referrer):
    headers = {"Referer": referrer} if referrer else {}
    answer = sends(secure, headers, base_url=HTTPS)
    assert answer.status_code == 400
    assert re.search(r'value="books"[^>]* checked', answer.text)
    assert re.search(r'value="other"[^>]* checked', answer.text)
    assert 'name="csrf_token"' in answer.text


def test_a_form_is_taken_behind_a_proxy_that_ends_tls(behind_proxy):
    proxy = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "example.org", "X-Forwarded-For": "192.0.2.7"}
    client = behind_proxy.test_client()
    address = f"{HELP}/service"
    page = client.get(address, headers=proxy)
    cookie = page.headers["Set-Cookie"].partition(";")[0]  # the test client would not give it back over plain HTTP
    form = {"csrf_token": token(page.text), "support_type": "books", "for_whom": "other"}
    headers = {**proxy, **FROM_BROWSER, "Referer": HTTPS + address, "Cookie": cookie}
    answer = behind_proxy.test_client(use_cookies=False).post(address, data=form, headers=headers)
    assert (answer.status_code, answer.location) == (303, f"{HELP}/helper")


def test_a_host_that_the_proxy_passes_on_is_checked_as_well(behind_proxy):
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "192.0.2.7"}
    assert behind_proxy.test_client().get("/healthz", headers=headers).status_code == 400
