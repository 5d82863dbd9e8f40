"""A colleague at one request: what they read on its page and what they send from it, over HTTP."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from forms_service.accounts.models import Staff
from forms_service.db import db, transaction
from tests.support.casework import START, Story
from tests.support.office import Browser, add_person, token_of

STAFF = 8


@dataclass
class Desk:
    """The browser of somebody who is signed in, and the request that lies before them."""

    app: Flask
    browser: Browser
    reference: str
    me: int

    @property
    def path(self) -> str:
        """The address of the request's page."""
        return f"/staff/help-requests/{self.reference}"

    def reads(self, tab: str = "matching") -> str:
        """What the page shows."""
        page = self.browser.opens(f"{self.path}?tab={tab}")
        assert page.status_code == 200, page.status
        return page.text

    def sees(self) -> str:
        """The revision that the page was read at."""
        found = re.search(r'name="seen" value="(\d+)"', self.reads())
        assert found
        return found[1]

    def sends(self, act: str, seen: str | None = None, **typed: str) -> TestResponse:
        """Post one of the small forms."""
        token = token_of(self.browser.opens(self.path))
        data = {"csrf_token": token, "seen": seen or self.sees(), **typed}
        return self.browser.client.post(f"{self.path}/{act}", data=data)

    def moves(self, target: str, step: str = "confirm", seen: str | None = None, **words: str) -> TestResponse:
        """Post a move."""
        return self.sends(f"move/{target}", seen, step=step, **words)

    def story(self, does: Callable[[Story], object]) -> None:
        """Something else happens with the request."""
        with self.app.app_context():
            does(Story.of(self.reference, START))

    def keeps(self, kind: type[Any]) -> list[Any]:
        """What is stored of this kind, with its words as `opened`."""
        with self.app.app_context():
            db.session.rollback()
            found = list(db.session.scalars(select(kind).order_by(kind.id)))
            for row in found:
                vars(row)["opened"] = dict(row.words)
            return found

    @property
    def state(self) -> str:
        """Where the request stands."""
        with self.app.app_context():
            return Story.of(self.reference, START).case.state


def refusal_of(page: TestResponse) -> str:
    """The sentence in which an act is refused."""
    found = re.search(r'role="alert"><h2>[^<]*</h2><p>(.*?)</p>', page.text, re.DOTALL)
    assert found, page.text[:2000]
    return unescape(found[1])


def at_desk(app: Flask, *roles: str, name: str = "هدى سالم", **record: str) -> Desk:
    """Somebody with these roles, signed in, with a request that has just arrived; staff 1 to 8 are there too."""
    with app.app_context():
        with transaction() as session:
            for number in range(1, STAFF + 1):
                session.add(
                    Staff(
                        id=number,
                        email=f"{number}@example.org",
                        name=f"موظف {number}",
                        password="-",
                        fs_uniquifier=str(number),
                        role_names=["reception"] if number == 1 else [],
                        created_at=START,
                    )
                )
        reference = Story(**record).reference
        db.session.rollback()
    me = add_person(app, "desk@example.org", *roles, name=name)
    browser = Browser(app.test_client())
    assert browser.signs_in("desk@example.org").status_code == 302
    return Desk(app, browser, reference, me)
