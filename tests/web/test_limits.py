"""The shared limiter."""

from flask import Flask

from forms_service.web.limits import init_limits, limiter, seconds_to_wait


def test_a_limit_counts_and_says_how_long_to_wait():
    app = Flask(__name__)
    init_limits(app, "memory://")
    waits = []
    app.register_error_handler(429, lambda error: (waits.append(seconds_to_wait()) or "", 429))
    app.add_url_rule("/", "slow", limiter.limit("2 per hour")(lambda: "ok"))
    client = app.test_client()
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]
    assert 3500 < waits[0] <= 3601


def test_requests_for_help_carry_no_limit(client):
    codes = {client.get("/forms/help-request/service").status_code for _ in range(80)}
    assert codes == {200}
