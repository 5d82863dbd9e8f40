"""Every page of the back-office with the people of the demo: somebody opens it, and it is whole, whatever stands in it."""

from collections import defaultdict
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from forms_service.audit.models import Event
from forms_service.crypto import Vault
from forms_service.db import db
from forms_service.help_requests.statuses import STATES
from forms_service.seed.applicants import typed_by
from forms_service.seed.people import PASSWORD
from forms_service.staff.reading import PRINT, PRINT_WHOLE
from tests.support.markup import faults
from tests.support.office import Browser, token_of
from tests.support.seeded import of_state
from tests.support.tour import addresses

WHO = ("huda", "nasser", "mona", "ali", "khaled", "reem", "yaser", "badr")
"""In the order in which they try a page. Badr has not read the policy yet, and comes to nothing else."""

TRACK = "/forms/track/"


@pytest.fixture(scope="module")
def browsers(demo: Flask) -> dict[str, Browser]:
    found = {who: Browser(demo.test_client()) for who in WHO}
    assert {each.signs_in(f"{who}@example.org", PASSWORD).status_code for who, each in found.items()} == {302}
    return found


class Watched:
    """A cipher that remembers what it opened for whom the page was."""

    def __init__(self, real: Vault) -> None:
        self._real = real
        self.opened: set[str] = set()

    def open(self, sealed: bytes, context: str) -> bytes:
        self.opened.add(context.partition(":")[0])
        return self._real.open(sealed, context)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


SEALED: set[str] = set()
"""The kinds of what any page opened."""

UNREAD: dict[str, set[str]] = {}
"""What each page opened without a word of it in the audit, by endpoint; told by `opened`."""

OWN = {"draft", "totp", "search"}
"""What is sealed and is the reader's own: a request being written down, the secret of the own second step, the words searched for."""


LOOKS = ("read", "list", "search", PRINT, PRINT_WHOLE)

NOTHING_TO_READ = {
    endpoint: {"committee_agenda"} for endpoint in ("staff.committee_minutes", "staff.committee_minutes_paper")
}
"""Minutes open each result for its reason; where none was given, or the reader may not see it, nothing is read."""


def _looks(app: Flask) -> int:
    with app.app_context():
        asked = select(func.count()).select_from(Event).where(Event.act.in_(LOOKS))
        return db.session.scalar(asked) or 0


@pytest.fixture(scope="module")
def opened(demo: Flask, browsers: dict[str, Browser]) -> dict[str, dict[str, str]]:
    """The pages that somebody opened, by endpoint and address."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    watched = demo.extensions["vault"] = Watched(demo.extensions["vault"])
    order: dict[str, list[str]] = defaultdict(lambda: list(WHO))
    for endpoint, address in addresses(demo):
        pages[endpoint].setdefault("", "")
        for who in order[endpoint]:
            watched.opened, before = set(), _looks(demo)
            answer = browsers[who].opens(address)
            assert answer.status_code < 500, address
            SEALED.update(watched.opened)
            shown = watched.opened - OWN - NOTHING_TO_READ.get(endpoint, set())
            if shown and _looks(demo) == before:
                UNREAD.setdefault(endpoint, set()).update(shown)
            if answer.status_code in (200, 303):  # some only lead on, until something was chosen
                is_page = answer.status_code == 200 and answer.mimetype == "text/html"  # not a paper
                pages[endpoint][address] = answer.text if is_page else ""
                order[endpoint] = sorted(order[endpoint], key=lambda each: each != who)
                break
    return pages


def test_somebody_opens_every_page(opened):
    assert [endpoint for endpoint, pages in opened.items() if len(pages) == 1] == []


def test_whoever_opens_what_is_sealed_is_written_down(opened):
    """A page that shows what people told us says so in the audit: `note_read`, or `note_list` where it shows many."""
    assert {"help_request", "volunteer", "feedback", "case_notes"} <= SEALED
    assert UNREAD == {}


def test_each_page_is_whole(opened):
    found = {
        address: wrong
        for pages in opened.values()
        for address, page in pages.items()
        if page and (wrong := faults(page))
    }
    assert found == {}


def test_what_somebody_typed_is_shown_and_never_runs(opened):
    pages = [page for found in opened.values() for page in found.values()]
    assert any("&lt;script&gt;alert" in page for page in pages)
    raw = ("<script", "<svg/onload", "<img src=x", "\u202e", "&lt;script&amp;gt;")
    assert [word for word in raw if any(word in page for page in pages)] == []


@pytest.mark.parametrize("state", STATES)
def test_the_applicant_reads_a_whole_page_in_every_state(demo, state):
    story, reference = of_state(demo, state)
    person = demo.test_client()
    asked = {"reference": reference, "mobile": typed_by(story)["mobile"], "csrf_token": token_of(person.get(TRACK))}
    found = person.post(TRACK, data=asked, environ_base={"REMOTE_ADDR": f"198.51.100.{list(STATES).index(state)}"})
    assert found.status_code == 303, found.text
    page = person.get(found.location).text
    assert STATES[state].label in page
    assert faults(page) == []


def test_the_rules_notice_what_is_wrong():
    whole = (
        '<html lang="ar" dir="rtl"><head><title>طلب</title></head><body><h1>طلب</h1>'
        '<label for="a">اسم</label><input id="a" name="a"><fieldset><legend>نعم؟</legend>'
        '<label><input type="radio" name="b">نعم</label></fieldset></body></html>'
    )
    assert faults(whole) == []
    for old, new in {
        "<title>طلب": "<title>غيره",
        "<h1>طلب</h1>": "<h1>طلب</h1><h1>طلب</h1>",
        '<label for="a">اسم</label>': "",
        '<input id="a"': '<input id="a" aria-describedby="hint"',
        "<legend>نعم؟</legend>": "",
        "<body>": '<body id="a">',
        'dir="rtl"': "",
    }.items():
        assert len(faults(whole.replace(old, new))) == 1, old
