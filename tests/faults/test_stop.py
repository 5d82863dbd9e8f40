"""The service is asked to stop (SIGTERM) while people submit: who is being served gets the answer, and it ends well."""

import json
import random
import threading

import pytest

from tests.faults.crowd import Crowd
from tests.faults.records import every_submission_is_whole, everything_shown_is_stored_once
from tests.support.browser import Browser
from tests.support.server import Service

ROUNDS = 3


@pytest.fixture
def answered(monkeypatch):
    """Every whole answer that any browser of this process got, by the id that the service gave the request."""
    seen, real = [], Browser._ask

    def ask(browser, request):
        reply = real(browser, request)
        seen.append(reply.headers["X-Request-ID"])
        return reply

    monkeypatch.setattr(Browser, "_ask", ask)
    return seen


def served(service: Service) -> list[str]:
    """The id of every request that the service has worked on to the end, as its log says."""
    lines = [json.loads(line) for line in service.output.splitlines() if line.startswith("{")]
    return [line["id"] for line in lines if line["message"] == "request"]


def test_whatever_the_service_has_done_is_answered_and_stored_when_it_stops(tmp_path, answered):
    moments = random.Random()  # noqa: S311 - any moment is as good as another, and none is a secret
    stories = []
    with Service(tmp_path) as service:
        for number in range(ROUNDS):
            crowd = Crowd(service, begin_at=1 + 1000 * number)
            crowd.begins()
            crowd.waits_for_references(3)
            threading.Event().wait(moments.uniform(0, 0.1))  # anywhere within somebody's request
            assert service.stop() == 0
            crowd.has_left()
            stories += crowd.confirmed
            everything_shown_is_stored_once(service, stories)
            every_submission_is_whole(service)
            assert sorted(served(service)) == sorted(answered), "worked on, and not answered"
            service.start()
        assert service.stop() == 0
    assert service.output.count("Stopped.") == ROUNDS + 1
    assert "Traceback" not in service.output
