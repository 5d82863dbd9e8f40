"""Several processes count together in one store; while it is away or silent nobody is refused help, and limits hold loosely."""

import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable

import pytest
import redis

from forms_service.references import new_reference
from tests.support.browser import Browser
from tests.support.forms import VOLUNTEER, Person, token
from tests.support.server import Service, free_port

STORE = shutil.which("valkey-server") or shutil.which("redis-server")
A_WHILE = 30.0
MOST = 10  # looks at one reference in 15 minutes

pytestmark = pytest.mark.skipif(
    STORE is None, reason="neither valkey-server nor redis-server is here: apt install valkey-server (or redis-server)"
)


class CountStore:
    """A Valkey or Redis server of the test's own, which keeps nothing on the disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.client = redis.Redis(port=self.port, retry=None)
        self.start()

    def start(self) -> None:
        command = [STORE, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, cwd="/", stdout=subprocess.DEVNULL)
        until(self._answers)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(A_WHILE)

    def is_silent(self) -> None:
        """Takes connections, answers nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False


def until(asked: Callable[[], bool], pause: float = 0.05) -> None:
    deadline = time.monotonic() + A_WHILE
    while not asked():
        assert time.monotonic() < deadline
        time.sleep(pause)


@pytest.fixture(scope="module")
def counts():
    store = CountStore()
    yield store
    store.stop()


@pytest.fixture(scope="module")
def services(counts, tmp_path_factory):
    """Two processes of one installation, which count in the store; either name of its protocol leads there."""
    folder, place = tmp_path_factory.mktemp("limits"), f"://127.0.0.1:{counts.port}/0"
    with Service(folder, limits_url=f"redis{place}") as one, Service(folder, limits_url=f"valkey{place}") as two:
        yield one, two


@pytest.fixture
def store(counts, services):
    """The store, empty and in use by both processes. A test may stop or silence it."""
    for service in services:
        is_used_by(service, counts)
    counts.client.flushall()
    yield counts
    counts.stop()
    counts.start()


def is_used_by(service: Service, counts: CountStore) -> None:
    """Wait until the process counts in the store: after a trouble it looks after a second, then less and less often."""

    def is_counted() -> bool:
        counts.client.flushall()
        assert looks(service, new_reference()) in (404, 429)
        return counts.client.dbsize() > 0

    until(is_counted, pause=0.5)


def looks(service: Service, reference: str) -> int:
    """Somebody else asks for this reference, in vain; the status."""
    browser = Browser(service.url)
    typed = {"csrf_token": token(browser.get("/forms/track/").text), "reference": reference, "mobile": "0500000001"}
    return browser.post("/forms/track/", typed).status_code


def test_ten_looks_at_one_reference_are_all_whichever_process_answers(services, store):
    reference = new_reference()
    answers = [looks(services[number % 2], reference) for number in range(MOST + 2)]
    assert answers == [404] * MOST + [429] * 2
    assert [looks(service, new_reference()) for service in services] == [404, 404]


def test_forms_from_one_address_are_counted_together(services, store):
    assert store.client.keys() == []
    for service in services:
        Person(Browser(service.url), VOLUNTEER).submits()
    [counted] = store.client.keys("*sent*")
    assert store.client.llen(counted) == 2


@pytest.mark.parametrize("trouble", [CountStore.stop, CountStore.is_silent], ids=["away", "silent"])
def test_without_the_store_everyone_is_served_and_each_process_counts_for_itself(services, store, trouble):
    trouble(store)
    reference = new_reference()
    assert Person(Browser(services[0].url), VOLUNTEER).submits()
    answers = Counter(looks(service, reference) for service in services for _ in range(MOST + 1))
    assert answers == {404: 2 * MOST, 429: 2}


def test_a_store_that_is_back_is_used_again(services, store):
    store.stop()
    assert looks(services[0], new_reference()) == 404
    store.start()
    is_used_by(services[0], store)
