"""Takes the pictures for the README: `make shots` puts them into screenshots/, at 390 and 1280 px, light and dark."""

import itertools
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from forms_service.settings import ROOT
from tests.journeys.conftest import installed
from tests.site.conftest import built
from tests.support.chromium import DESKTOP, PHONE, View, chromium
from tests.support.people import Applicant, Officer
from tests.support.server import Service
from tests.support.window import Window

FOLDER = ROOT / "screenshots"
VIEWS = [
    View(script=True, width=width, dark=dark) for width, dark in itertools.product((PHONE, DESKTOP), (False, True))
]


def main() -> None:
    """Build the site, start an installation, and walk through it once in every view."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = built(Path(folder) / "site")
        with installed(Path(folder), site) as service, chromium() as browser:
            Officer.joins(service, "huda@example.org", "هدى سالم")
            for view in VIEWS:
                _walk(service, browser, view)


def _walk(service: Service, browser: Browser, view: View) -> None:
    with view.window(browser, service.url) as context:
        window = Window(context.new_page(), service.url, view)
        salma, huda = Applicant(window), Officer(window, "huda@example.org")
        salma.opens("/")
        _take(window, "home")
        salma.opens("/documents/beneficiary-relations-policy/")
        _take(window, "policy")
        salma.begins()
        salma.goes_on_to("كيف نتواصل معك؟")
        _take(window, "question")
        salma.goes_on(mobile="05000")
        _take(window, "errors")
        salma.will_answer(mobile="0500000001")
        salma.goes_on_to(salma.agreement)
        reference = salma.sends()
        _take(window, "confirmation")
        huda.signs_in()
        huda.opens_record(reference)
        _take(window, "record")


def _take(window: Window, name: str) -> None:
    colours = "dark" if window.watch.view.dark else "light"
    window.page.screenshot(path=FOLDER / f"{name}-{window.watch.view.width}-{colours}.png")


if __name__ == "__main__":
    main()
