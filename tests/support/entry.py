"""Somebody of the staff who writes a request down over HTTP, in verbs."""

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.forms import HELP_ANSWERS
from tests.support.office import Browser, add_person, token_of

START = "/staff/entry/"
SOURCE = {"origin": "requested", "channel": "phone", "letter": "", "branch": ""}
TAKEN = {"method": "phone", "place": "", "signed_on": ""}
PAGES = ("helper", "you", "contact", "place", "need")


class Clerk:
    """Signed in, and about to write a request down with answers that are right unless told otherwise."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.path = ""

    @classmethod
    def joins(cls, app: Flask, *roles: str, email: str = "clerk@example.org", name: str = "هدى سالم") -> "Clerk":
        """Be added to the staff, and sign in."""
        add_person(app, email, *roles, name=name)
        browser = Browser(app.test_client())
        assert browser.signs_in(email).status_code == 302
        return cls(browser)

    def begins(self, **changes: Any) -> TestResponse:
        """How the request came, and what is asked for."""
        page = self.browser.opens(START)
        found = re.search(r'name="key" value="([^"]+)"', page.text)
        assert found, page.text[:2000]
        self.path = f"{START}{found[1]}"
        return self._sends(START, page, {"key": found[1], **SOURCE, **HELP_ANSWERS["service"], **changes})

    def fills(self, **changes: Any) -> TestResponse:
        """The whole form."""
        answers = {name: value for page in PAGES for name, value in HELP_ANSWERS[page].items()}
        typed = {**SOURCE, **HELP_ANSWERS["service"], **answers, **changes}
        return self._sends(self.path, self.browser.opens(self.path), typed)

    def stores(self, **changes: Any) -> TestResponse:
        """Look at everything, take the declaration, store."""
        page = self.browser.opens(f"{self.path}/review")
        seen = re.search(r'name="seen" value="([^"]+)"', page.text)
        assert seen, page.text[:2000]
        typed = {"seen": seen[1], **TAKEN, **HELP_ANSWERS["declaration"], **changes}
        return self._sends(f"{self.path}/review", page, typed)

    def enters(self, **changes: Any) -> str:
        """From the first page to the last; the reference."""
        begun = self.begins(**changes)
        assert begun.status_code == 303, begun.text
        filled = self.fills(**changes)
        assert filled.status_code == 303, filled.text
        return reference_of(self.stores(**changes))

    def _sends(self, path: str, page: TestResponse, typed: dict[str, Any]) -> TestResponse:
        data = {name: value for name, value in typed.items() if value is not None}
        return self.browser.client.post(path, data={"csrf_token": token_of(page), **data})


LATER = {"method": "later", "informed_committee": None, "declaration": None, "signed_name": ""}
"""The declaration is not taken yet."""


def reference_of(stored: TestResponse) -> str:
    """The reference of the page that storing led to."""
    assert stored.status_code == 303, stored.text
    found = re.search(r"/staff/help-requests/(\d{12})", stored.location)
    assert found, stored.location
    return found[1]


def with_branches(app: Flask) -> None:
    """The association has two branch offices."""
    branches = [{"code": "north", "name": "مكتب الشمال"}, {"code": "south", "name": "مكتب الجنوب"}]
    known = app.extensions["association"]
    app.extensions["association"] = type(known).model_validate({**known.model_dump(), "branches": branches})
