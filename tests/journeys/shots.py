"""Takes pictures of a seeded installation, at 390 and 1280 px, light and dark.

`make shots` takes those of the README into screenshots/. With a folder, `python -m tests.journeys.shots FOLDER`, every page
of staff and of tracking goes there, whole, and what is wrong with a page is said at the end.
"""

import itertools
import sys
import tempfile
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser

from forms_service.references import show_reference
from forms_service.seed.applicants import typed_by
from forms_service.seed.people import PASSWORD
from forms_service.settings import ROOT
from tests.journeys.conftest import installed
from tests.site.conftest import built
from tests.support.album import Picture, pictures
from tests.support.chromium import DESKTOP, PHONE, View, chromium
from tests.support.people import Applicant, Visitor
from tests.support.server import Service
from tests.support.window import Window

FOLDER = ROOT / "screenshots"
VIEWS = [
    View(script=True, width=width, dark=dark) for width, dark in itertools.product((PHONE, DESKTOP), (False, True))
]
README = {"queue": "queue", "request-farida": "record"}
"""What the README shows of the album, by the name it has there."""


def main(folder: Path | None) -> None:
    """Build the site, seed an installation, and walk through it once in every view."""
    with tempfile.TemporaryDirectory() as place:
        service = installed(Path(place), built(Path(place) / "site"))
        seeded = service.runs("seed")
        assert seeded.returncode == 0, seeded.stderr
        with service, chromium() as browser:
            for view in VIEWS:
                walk = Walk(service, browser, view, folder or FOLDER, whole=folder is not None)
                walk.through_the_album() if folder else walk.through_the_readme()


class Walk:
    """One way through the installation, seen in one way."""

    def __init__(self, service: Service, browser: Browser, view: View, folder: Path, *, whole: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.service, self.browser, self.view, self.folder, self.whole = service, browser, view, folder, whole
        self.staff, self.tracked = pictures(service)

    def through_the_readme(self) -> None:
        """Somebody reads and asks; then staff at work."""
        with self.view.window(self.browser, self.service.url) as context:
            salma = Applicant(window := Window(context.new_page(), self.service.url, self.view))
            salma.opens("/")
            self._take(window, "home")
            salma.opens("/documents/beneficiary-relations-policy/")
            self._take(window, "policy")
            salma.begins()
            salma.goes_on_to("كيف نتواصل معك؟")
            self._take(window, "question")
            salma.goes_on(mobile="05000")
            self._take(window, "errors")
            salma.will_answer(mobile="0500000001")
            salma.goes_on_to(salma.agreement)
            salma.sends()
            self._take(window, "confirmation")
        self._of_staff([picture for picture in self.staff if picture.name in README])

    def through_the_album(self) -> None:
        """Every page of staff, and where a request stands, as its person reads it."""
        self._of_staff(self.staff)
        for state, (story, reference) in self.tracked.items():
            with self.view.window(self.browser, self.service.url) as context:
                person = Visitor(window := Window(context.new_page(), self.service.url, self.view))
                person.looks_up(show_reference(reference), typed_by(story)["mobile"])
                self._take(window, f"track-{state}")

    def _of_staff(self, wanted: list[Picture]) -> None:
        for who, theirs in groupby(wanted, lambda picture: picture.who):
            with self.view.window(self.browser, self.service.url) as context:
                window = Window(context.new_page(), self.service.url, self.view)
                signs_in(window, who)
                for picture in theirs:
                    self._see(window, picture)

    def _see(self, window: Window, picture: Picture) -> None:
        try:
            window.opens(picture.address)
        except AssertionError as wrong:
            print(picture.name, wrong)  # noqa: T201 - a command that speaks at the terminal
        self._take(window, picture.name if self.whole else README[picture.name])

    def _take(self, window: Window, name: str) -> None:
        colours = "dark" if self.view.dark else "light"
        window.page.screenshot(path=self.folder / f"{name}-{self.view.width}-{colours}.png", full_page=self.whole)


def signs_in(window: Window, who: str) -> None:
    """Come to the back-office as this colleague."""
    window.opens("/staff/")
    window.writes("email", f"{who}@example.org")
    window.writes("password", PASSWORD)
    window.presses("دخول")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
