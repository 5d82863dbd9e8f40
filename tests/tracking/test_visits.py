"""The short visit: sealed, for a while, this browser's alone."""

from datetime import UTC, datetime, timedelta

from flask import Response

from forms_service.app import create_app
from forms_service.tracking.visits import LASTS, Visit, close_visit, current_visit, open_visit

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HERS = Visit("482930571166", b"\x01" * 32)


def cookie_of(app, visit=HERS):
    response = Response()
    with app.app_context():
        open_visit(response, visit, now=NOW)
    return response.headers["Set-Cookie"]


def seen_with(app, cookie, now):
    with app.test_request_context(headers={"Cookie": cookie}):
        return current_visit(now)


def test_it_is_open_for_half_an_hour_and_no_longer(app):
    cookie = cookie_of(app).partition(";")[0]
    assert timedelta(minutes=30) == LASTS
    assert seen_with(app, cookie, NOW + LASTS - timedelta(seconds=1)) == HERS
    assert seen_with(app, cookie, NOW + LASTS) is None


def test_scripts_and_other_sites_do_not_get_it_and_it_says_nothing(app):
    cookie = cookie_of(app)
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=1800"):
        assert part in cookie
    assert HERS.reference not in cookie
    assert "Secure" not in cookie  # plain http on a developer's machine


def test_nobody_makes_or_changes_one(app):
    good = cookie_of(app).partition(";")[0]
    half = len(good) // 2
    for made in ("visit=", "visit=x", "visit=AAAA", "visit=ابت", good[:-4], good[:half] + "AAAA" + good[half + 4 :]):
        assert seen_with(app, made.encode().decode("latin-1"), NOW) is None
    with app.app_context():
        foreign = app.extensions["vault"].seal(b'["482930571166", "00", 9e9]', "draft:482930571166")
    assert seen_with(app, f"visit={foreign.hex()}", NOW) is None


def test_over_tls_it_belongs_to_this_host_alone(settings):
    app = create_app(settings.model_copy(update={"public_url": "https://example.org"}))
    cookie = cookie_of(app)
    assert cookie.startswith("__Host-visit=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_it_is_taken_away_again(app):
    response = Response()
    with app.app_context():
        close_visit(response)
    assert "visit=;" in response.headers["Set-Cookie"]
    assert "Max-Age=0" in response.headers["Set-Cookie"]
