"""Where a form may come from. The whole service over HTTPS is asked in tests/test_app.py and tests/hostile."""

import pytest
from flask import Flask

from forms_service.web.origins import OwnPages, comes_from_our_page

HOST = "https://example.org"


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Origin": HOST}, True),  # a browser that tells nobody which page it comes from
        ({"Origin": HOST, "Referer": f"{HOST}/forms/"}, True),
        ({"Referer": f"{HOST}/forms/"}, True),
        ({"Referer": f"{HOST}:443/forms/"}, True),
        ({}, False),
        ({"Origin": "null", "Referer": f"{HOST}/forms/"}, False),
        ({"Origin": "https://evil.example", "Referer": f"{HOST}/forms/"}, False),
        ({"Origin": "http://example.org"}, False),
        ({"Origin": f"{HOST}.evil.example"}, False),
        ({"Referer": f"{HOST}.evil.example/"}, False),
        ({"Referer": f"{HOST}@evil.example/"}, False),
        ({"Referer": "http://example.org/forms/"}, False),
        ({"Referer": "https://["}, False),
        ({"Referer": "https://example.org:port/"}, False),
    ],
)
def test_a_form_comes_from_our_page_when_its_browser_says_so(headers, ours):
    with Flask(__name__).test_request_context("/", base_url=HOST, method="POST", headers=headers):
        assert comes_from_our_page() is ours


@pytest.fixture
def client():
    app = Flask(__name__)
    app.config.update(SECRET_KEY="x" * 32, TESTING=False)
    OwnPages(app)
    app.add_url_rule("/", "token", lambda: app.jinja_env.globals["csrf_token"]())
    app.add_url_rule("/", "act", lambda: "done", methods=["POST"])
    return app.test_client()


@pytest.mark.parametrize(
    ("base", "headers", "status"),
    [
        (HOST, {"Origin": HOST}, 200),
        (HOST, {"Origin": "https://evil.example"}, 400),
        (HOST, {}, 400),
        ("http://127.0.0.1", {}, 200),  # without TLS browsers say less, and nobody reads along on one computer
    ],
)
def test_a_right_token_from_another_site_is_refused_over_https(client, base, headers, status):
    token = client.get("/", base_url=base).text
    assert client.post("/", base_url=base, data={"csrf_token": token}, headers=headers).status_code == status


def test_a_right_origin_without_a_token_is_refused(client):
    assert client.post("/", base_url=HOST, headers={"Origin": HOST}).status_code == 400
