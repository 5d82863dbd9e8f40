"""لجنة البحث as its people meet it at the back-office: officer 1, secretary 2, manager 3, members 4 to 7, and raised requests."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forms_service import clock
from forms_service.accounts import service
from forms_service.accounts.passwords import hash_of
from forms_service.db import transaction
from tests.support.casework import Story
from tests.support.office import LONG_AGO, PASSWORD, Browser, token_of

PEOPLE = {
    "officer": (["reception"], "هدى سالم"),
    "secretary": (["secretary"], "منى فهد"),
    "manager": (["manager"], "خالد ناصر"),
    "ali": (["member"], "علي حسن"),
    "omar": (["member"], "عمر زيد"),
    "amal": (["member"], "أمل يوسف"),
    "nada": (["member", "secretary"], "ندى علي"),
}
"""Roles and name of each; their numbers follow the order, from 1."""
MEMBERS = ("ali", "omar", "amal", "nada")


class Committee:
    """The people, signed in when they are first asked for, and what they do."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.numbers = self.tells(_hired)
        self._browsers: dict[str, Browser] = {}

    def __getitem__(self, who: str) -> Browser:
        if who not in self._browsers:
            self._browsers[who] = Browser(self.app.test_client())
            assert self._browsers[who].signs_in(f"{who}@example.org").status_code == 302
        return self._browsers[who]

    def posts(self, who: str, path: str, **form: Any) -> TestResponse:
        """Somebody sends a form of the committee; the token is one of theirs."""
        token = token_of(self[who].opens("/staff/committee/"))
        return self[who].client.post(f"/staff/committee/{path}", data={"csrf_token": token} | form)

    def reads(self, who: str, path: str = "") -> str:
        """The page that somebody opens."""
        page = self[who].opens(f"/staff/committee/{path}")
        assert page.status_code == 200, page.status
        return page.text

    def raised(self, *, days_ago: int = 0, **record: Any) -> str:
        """A request that was raised some days ago; its reference."""
        return self.tells(lambda: Story(clock.now(), **record).days_pass(-days_ago).is_raised().reference)

    def tells(self, does: Callable[[], Any]) -> Any:
        """Something is done in the service's own context."""
        with self.app.app_context():
            return does()

    def opens_session(self, *references: str, present: tuple[str, ...] = MEMBERS) -> None:
        """The secretary opens a session with these requests."""
        opened = self.posts("secretary", "sessions/new", present=[str(self.numbers[who]) for who in present])
        number = opened.location.partition("/sessions/")[2].partition("?")[0]
        assert self.posts("secretary", f"sessions/{number}/agenda", reference=list(references)).status_code == 303

    def votes(self, choice: str, *who: str, item: int = 1) -> None:
        """Members vote."""
        for each in who:
            assert self.posts(each, f"items/{item}/vote", choice=choice, sure="yes").status_code == 303


def _hired() -> dict[str, int]:
    hashed = hash_of(PASSWORD)  # once for all: it costs what it must
    with transaction() as session:
        people = {
            who: service.create_staff(
                session, email=f"{who}@example.org", name=name, password_hash=hashed, roles=roles, now=LONG_AGO,
                actor="terminal",
            )
            for who, (roles, name) in PEOPLE.items()
        }  # fmt: skip
        return {who: person.id for who, person in people.items()}


@pytest.fixture
def committee(app: Flask) -> Committee:
    return Committee(app)
