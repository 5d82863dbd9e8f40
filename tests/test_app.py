"""The house as a whole: the routes there are, and what holds on every one of them: headers and cookies."""

import gc
import os
import re
import threading
from http.cookies import SimpleCookie

import pytest

from forms_service import app as house
from forms_service.app import create_app
from forms_service.schema import upgrade
from tests.conftest import make_settings
from tests.support.forms import FEEDBACK, HELP, INQUIRY, VOLUNTEER, Person, token
from tests.support.office import add_help_request, add_volunteer
from tests.support.routes import ROUTES

PAGES = {
    HELP: ("service", "helper", "consent", "you", "contact", "place", "need", "declaration"),
    VOLUNTEER: ("you", "guardian", "offer", "charter"),
    FEEDBACK: ("message", "reply"),
    INQUIRY: ("question", "reply"),
}
# Said here once more, word for word: whoever loosens one must mean it.
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
SCRIPTS = {"Content-Security-Policy": SECURITY["Content-Security-Policy"] + "; script-src 'self'; connect-src 'self'"}
OF_THE_SITE = SECURITY | SCRIPTS
SEARCH_SCRIPT = '<script type="module" src="/assets/search/ui.js"></script>'
SEARCHABLE = ("/forms/search/", "/forms/track/", *(f"{form}/" for form in PAGES))
"""The pages of the service whose header has the search of the site: reading, not answering."""
HSTS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
HTTPS = "https://example.org"


@pytest.fixture
def settings(tmp_path):
    """A public site of one page beside the service."""
    site = tmp_path / "site"
    site.mkdir()
    site.joinpath("index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    return make_settings(tmp_path, site_dir=site)


@pytest.fixture
def secure(settings):
    """The same behind TLS, as people reach it from outside."""
    app = create_app(settings.model_copy(update={"public_url": HTTPS}))
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def broken(app):
    """The app with an address that fails for no known reason."""

    @app.get("/forms/broken")
    def fail():
        raise RuntimeError

    return app


def security_of(answer) -> dict[str, str]:
    """The headers of an answer that are there for security, and only those."""
    told = re.compile(
        r"Content-Security|X-Content|Referrer|X-Frame|X-XSS|Cross-Origin|Permissions|Strict|Access-Control"
    )
    return {name: value for name, value in answer.headers.items() if told.match(name)}


def examples(app) -> set[tuple[str, str]]:
    """(method, address) for every route there is, each page of a form included."""
    found = set()
    for rule in app.url_map.iter_rules():
        one_of = re.search(r"<any\((.*)\)", rule.rule)
        for page in one_of[1].split(",") if one_of else ("482930571162",):
            address = re.sub(r"<[^>]*>", page, rule.rule)
            found |= {(method, address) for method in rule.methods}
    return found


# Routes


def test_the_routes_are_these_and_no_others(app):
    found = {
        (
            re.sub(r"<int\(max=\d+\):", "<", re.sub(r"<any\(.*\):\w+>", "<page>", rule.rule)),
            " ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})),
        )
        for rule in app.url_map.iter_rules()
    }
    assert found == ROUTES
    assert len(found) == len(list(app.url_map.iter_rules()))


@pytest.mark.parametrize("form", PAGES)
def test_the_pages_of_a_form_are_these(app, form):
    rule = next(rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith(f"{form}/<"))
    assert rule == f"{form}/<any({','.join(PAGES[form])}):slug>"


# Headers


def is_searchable(address: str) -> bool:
    return address.partition("?")[0] in SEARCHABLE


@pytest.mark.parametrize("public", ["http", "https"])
def test_every_route_has_exactly_these_security_headers(app, secure, public):
    served, base, wanted = (
        (secure, HTTPS, SECURITY | HSTS) if public == "https" else (app, "http://127.0.0.1", SECURITY)
    )
    client = served.test_client()
    seen = {}
    for method, address in sorted(examples(served)):
        answer = client.open(address, method=method, base_url=base)
        assert answer.status_code < 500, (method, address)
        seen[method, address] = security_of(answer)
        assert "X-Request-ID" in answer.headers
        assert "Server" not in answer.headers
    assert len(seen) > 60
    right = {key: wanted | (SCRIPTS if is_searchable(key[1]) else {}) for key in seen}
    assert {key: found for key, found in seen.items() if found != right[key]} == {}


@pytest.mark.parametrize("public", ["http", "https"])
def test_the_public_site_has_them_too_and_may_run_its_search(app, secure, public):
    served, wanted = (secure, OF_THE_SITE | HSTS) if public == "https" else (app, OF_THE_SITE)
    answer = served.test_client().get("/", base_url=HTTPS if public == "https" else None)
    answer.close()
    assert (answer.status_code, security_of(answer)) == (200, wanted)


def test_so_have_the_confirmation_what_tracking_finds_and_what_staff_read(app, client, colleague):
    person = Person(client)
    reference = person.submits()
    form = {"csrf_token": token(client.get("/forms/track/").text), "reference": reference, "mobile": "0500000001"}
    answers = [
        person.opens("done"),
        client.post("/forms/track/", data=form, follow_redirects=True),
        colleague.opens("/staff/"),
        colleague.opens(f"/staff/help-requests/{add_help_request(app)}"),
        colleague.opens(f"/staff/volunteers/{add_volunteer(app)}"),
    ]
    for answer in answers:
        wanted = OF_THE_SITE if is_searchable(answer.request.path) else SECURITY
        assert (answer.status_code, security_of(answer)) == (200, wanted)
        assert answer.headers["Cache-Control"] == "no-store"


def errors(app) -> dict[int, object]:
    """An answer of every kind of error."""
    client = app.test_client()
    track = {"csrf_token": token(client.get("/forms/track/").text), "reference": "482930571162", "mobile": "0500000001"}
    tracked = [client.post("/forms/track/", data=track) for _ in range(11)]
    form = {"content_type": "application/x-www-form-urlencoded"}
    return {
        400: client.post(f"{HELP}/you", data=b"full_name=%00", **form),
        404: client.get("/forms/nothing-here"),
        405: client.post("/healthz"),
        413: client.post(f"{HELP}/you", data=b"x" * 200_000, **form),
        415: client.post(f"{HELP}/you", data=b"{}", content_type="application/json"),
        422: client.post("/forms/track/", data={**track, "reference": "1"}),
        429: tracked[-1],
        500: client.get("/forms/broken"),
    }


def test_every_error_page_has_them_and_is_kept_nowhere(broken):
    answers = errors(broken)
    for status, answer in answers.items():
        assert (status, answer.status_code) == (status, status)
        wanted = OF_THE_SITE if is_searchable(answer.request.path) else SECURITY
        assert security_of(answer) == wanted, status
        assert answer.headers["Cache-Control"] == "no-store", status
        assert answer.mimetype == "text/html", status
        assert '<html lang="ar" dir="rtl">' in answer.text, status
    assert "Traceback" not in answers[500].text + answers[400].text


def test_a_refusal_over_a_limit_says_when_to_come_back(broken):
    answer = errors(broken)[429]
    assert "مدة الانتظار" in answer.text


def test_dynamic_pages_are_kept_nowhere(app):
    client = app.test_client()
    for method, address in sorted(examples(app)):
        if method == "GET":
            assert client.get(address).headers["Cache-Control"] == "no-store", address


def test_pages_have_neither_scripts_nor_styles_of_their_own(app):
    client = app.test_client()
    read = 0
    for method, address in sorted(examples(app)):
        answer = client.open(address, method=method)
        if method == "GET" and answer.mimetype == "text/html" and answer.status_code == 200:
            read += 1
            page = answer.text.replace(SEARCH_SCRIPT, "") if is_searchable(address) else answer.text
            assert not re.search(r"<script|<style|\sstyle=|\son\w+=|https?://(?!127\.0\.0\.1)", page), address
    assert read > 5


# Cookies


def cookies_of(answer) -> dict[str, object]:
    return {
        name: morsel for header in answer.headers.getlist("Set-Cookie") for name, morsel in SimpleCookie(header).items()
    }


READING = [
    "/",
    "/forms/help-request/",
    "/forms/volunteer/",
    "/healthz",
    "/forms/nothing-here",
]


@pytest.mark.parametrize("address", READING)
def test_reading_sets_no_cookie(app, secure, address):
    for served, base in ((app, "http://127.0.0.1"), (secure, HTTPS)):
        answer = served.test_client().get(address, base_url=base)
        assert answer.status_code in (200, 404)
        assert cookies_of(answer) == {}
        answer.close()


@pytest.mark.parametrize("address", [f"{HELP}/service", f"{VOLUNTEER}/you", "/forms/track/", "/staff/sign-in"])
def test_a_form_sets_one_cookie_that_scripts_and_other_sites_do_not_get(app, secure, address):
    for served, base, name in ((app, "http://127.0.0.1", "session"), (secure, HTTPS, "__Host-session")):
        answer = served.test_client().get(address, base_url=base)
        assert answer.status_code == 200
        cookie = cookies_of(answer).pop(name)
        assert set(cookies_of(answer)) == {name}
        assert (bool(cookie["httponly"]), cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        assert bool(cookie["secure"]) is (served is secure)
        assert cookie["domain"] == ""  # what the __Host- prefix asks for


def test_a_cookie_holds_nothing_that_was_typed(app):
    person = Person(app.test_client())
    person.goes_on_to("declaration")
    with person.client.session_transaction() as session:
        assert set(session) == {"_permanent", "csrf_token", "journeys"}
        assert set(session["journeys"]) == {"help_request"}
        assert re.fullmatch(r"[\w-]{22}", session["journeys"]["help_request"])


def test_no_request_starts_a_thread(client, monkeypatch):
    def refuse(thread):
        raise AssertionError(f"{thread.name} was started")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert client.get("/healthz").status_code == 200


def test_a_value_within_a_text_of_a_template_is_escaped_and_the_text_is_not(app):
    page = app.jinja_env.from_string(
        '{{ _("<b>%(name)s</b> 100%%", name=name) }} {{ _("<i>100%%</i>") }}', {"name": "<i>"}
    )
    with app.test_request_context():
        assert page.render() == "<b>&lt;i&gt;</b> 100% <i>100%</i>"


def test_a_server_looks_for_no_garbage_in_what_it_was_started_with(app, monkeypatch):
    monkeypatch.setattr(house, "create_app", lambda: app)
    monkeypatch.setattr(os, "umask", lambda _mask: 0)
    try:
        assert house.from_command_line() is app
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
