"""The service as it is, one Chromium for all journeys, and the people who take part in them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from forms_service.settings import ROOT
from tests.site.conftest import built
from tests.support.chromium import ON_A_PHONE, View, chromium
from tests.support.people import Applicant, Officer, Visitor, Volunteer
from tests.support.server import Service
from tests.support.window import Window

OpenWindow = Callable[..., Window]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For this folder only: while Playwright runs, nothing else in the thread may run an event loop of its own."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="package")
def shared_service(browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Asks for the browser first: without one nothing is started."""
    with installed(tmp_path_factory.mktemp("service"), site) as service:
        yield service


def installed(folder: Path, site: Path) -> Service:
    """An installation for journeys, with the facts of the repository."""
    return Service(folder, site_dir=site, association_file=ROOT / "association.yml", send_in_process=False)


@pytest.fixture
def service(shared_service: Service) -> Service:
    """The installation that a journey visits. One that stops it takes its own."""
    return shared_service


@pytest.fixture
def view() -> View:
    return ON_A_PHONE


@pytest.fixture
def open_window(browser: Browser, service: Service, view: View) -> Iterator[OpenWindow]:
    """Open a browser window with a profile of its own. At the end no page may be left that nobody looked at."""
    windows: list[Window] = []

    def open_one(seen: View | None = None) -> Window:
        context = (seen or view).window(browser, service.url)
        windows.append(Window(context.new_page(), service.url, seen or view))
        return windows[-1]

    yield open_one
    unseen = [address for window in windows for address in window.watch.unseen]
    for window in windows:
        window.page.context.close()
    assert unseen == []


@pytest.fixture
def visitor(open_window: OpenWindow) -> Visitor:
    return Visitor(open_window())


@pytest.fixture
def salma(open_window: OpenWindow) -> Applicant:
    """Asks for support."""
    return Applicant(open_window())


@pytest.fixture
def sara(open_window: OpenWindow) -> Volunteer:
    """Wants to volunteer."""
    return Volunteer(open_window())


@pytest.fixture(scope="module")
def account(shared_service: Service, request: pytest.FixtureRequest) -> str:
    """An account of a relations officer; one a module, since an account may sign in ten times in a quarter of an hour."""
    email = f"huda.{request.module.__name__.rpartition('.')[2]}@example.org"
    Officer.joins(shared_service, email, "هدى سالم")
    return email


@pytest.fixture
def huda(open_window: OpenWindow, account: str) -> Officer:
    """A relations officer, not signed in yet."""
    return Officer(open_window(), account)
