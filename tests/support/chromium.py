"""Debian's Chromium, driven by Playwright, and the views in which people meet our pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first that is there. The headless shell does the same without windows of its own, and is quicker."""
FLAGS = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run")
MISSING = (
    "no Chromium for the journeys in a browser; on Debian and Ubuntu: sudo apt-get install chromium-headless-shell"
)
PATIENCE = 20_000
"""Milliseconds to wait for a page or an element before it counts as missing."""
PHONE, DESKTOP, NARROW = 390, 1280, 320


@dataclass(frozen=True)
class View:
    """How somebody sees our pages: with or without JavaScript, how wide in CSS pixels, in which colours."""

    script: bool
    width: int
    dark: bool

    def __str__(self) -> str:
        return "-".join(("script" if self.script else "noscript", str(self.width), "dark" if self.dark else "light"))

    def window(self, browser: Browser, url: str) -> BrowserContext:
        """A fresh browser profile that sees pages this way, at the service's address."""
        context = browser.new_context(
            base_url=url,
            java_script_enabled=self.script,
            viewport={"width": self.width, "height": 844 if self.width < DESKTOP else 900},
            color_scheme="dark" if self.dark else "light",
            reduced_motion="reduce",
            locale="ar-SA",
            timezone_id="Asia/Riyadh",
        )
        context.set_default_timeout(PATIENCE)
        return context


# JavaScript x width x colours, pairwise: each value of one meets each value of the others.
VIEWS = (
    View(script=True, width=PHONE, dark=False),
    View(script=True, width=DESKTOP, dark=True),
    View(script=False, width=PHONE, dark=True),
    View(script=False, width=DESKTOP, dark=False),
)
ON_A_PHONE, AT_A_DESK, ON_A_PHONE_WITHOUT_SCRIPT, AT_A_DESK_WITHOUT_SCRIPT = VIEWS


def in_every_view() -> pytest.MarkDecorator:
    """Run a journey once in each of the pairwise views."""
    return pytest.mark.parametrize("view", VIEWS, ids=str)


def seen(*views: View) -> pytest.MarkDecorator:
    """Run a journey in these views only."""
    return pytest.mark.parametrize("view", views, ids=str)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, started once for many windows. Skips the test where the machine has none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(MISSING)
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()  # its sandbox refuses to work for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *root])
        try:
            yield browser
        finally:
            browser.close()
