"""The shared limiter."""

import pytest
from flask import Flask

from forms_service.errors import ConfigurationError
from forms_service.web.limits import count_sent, init_limits, limiter, much_was_sent, seconds_to_wait
from tests.support.server import free_port


@pytest.fixture(autouse=True)
def _no_memory_of_a_store_that_was_away(monkeypatch):
    """The limiter is one for all apps of a process; what one test does to its store is not the next one's matter."""
    monkeypatch.setattr(limiter, "_storage_dead", False)


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


def nobody_listens(name: str) -> str:
    return f"{name}://:secret@127.0.0.1:{free_port()}/0"


@pytest.mark.parametrize("name", ["redis", "valkey"])
def test_without_its_store_a_process_counts_for_itself(name):
    app = Flask(__name__)
    init_limits(app, nobody_listens(name))
    app.register_error_handler(429, lambda error: (str(seconds_to_wait()), 429))
    app.add_url_rule("/", "slow", limiter.limit("2 per hour")(lambda: "ok"))
    client = app.test_client()
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]


def test_without_its_store_nobody_is_said_to_have_sent_much(caplog):
    app = Flask(__name__)
    init_limits(app, nobody_listens("redis"))
    with app.test_request_context("/"):
        for _ in range(30):
            count_sent()
            assert not much_was_sent()
    assert "the store is away" in caplog.text
    assert "127.0.0.1" not in caplog.text


def test_much_is_twenty_forms_from_one_address():
    app = Flask(__name__)
    init_limits(app, "memory://")
    for number in range(21):
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": "192.0.2.1"}):
            assert much_was_sent() is (number == 20)
            count_sent()
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": "192.0.2.2"}):
        assert not much_was_sent()


def test_counts_in_memory_are_looked_through_by_one_thread_that_keeps_nobody_waiting():
    init_limits(Flask(__name__), "memory://")
    counts = limiter.storage
    timer = counts.timer
    counts.acquire_entry("over", 1, 0)
    counts.acquire_entry("counted", 1, 3600)
    assert counts.timer is timer
    assert (timer.interval, timer.daemon, timer.is_alive()) == (10, True, True)
    timer.function()
    assert [list(counts.events[key]) == [] for key in ("over", "counted")] == [True, False]


@pytest.mark.parametrize("address", ["nowhere://:secret@127.0.0.1", "redis://:secret@127.0.0.1:port", "somewhere"])
def test_a_wrong_address_of_the_store_is_said_without_its_password(address):
    with pytest.raises(ConfigurationError, match=r"^The setting LIMITS_URL [^\n]+\.$") as refused:
        init_limits(Flask(__name__), address)
    assert "secret" not in str(refused.value)
