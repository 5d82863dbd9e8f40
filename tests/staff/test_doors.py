"""By whichever door staff come, the page, several at once or the terminal: no move leaves the table, no reply leaves too early."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forms_service import clock
from forms_service.audit.models import Event
from forms_service.clock import today_in_riyadh
from forms_service.db import db
from forms_service.help_requests.case_file import Step
from forms_service.help_requests.committee import ACCEPT, MORE_INFORMATION, REFUSE
from forms_service.help_requests.moves import MOVES
from forms_service.help_requests.statuses import ACCEPTED, COMMITTEE, REFUSED, STATES
from tests.support.casework import Story, eight_join
from tests.support.office import Browser, add_person, token_of

FLOOR = timedelta(days=14)
EVERYBODY = "everything@example.org"
BEGUN: Mapping[str, Callable[[Story], object]] = {
    "received": lambda story: story,
    "checked": Story.is_checked,
    "raised": Story.is_raised,
    "to be accepted": lambda story: story.is_decided(ACCEPT),
    "to be refused": lambda story: story.is_decided(REFUSE),
    "to be completed": lambda story: story.is_decided(MORE_INFORMATION),
}
SEEN: Counter[str] = Counter()
"""By which doors requests moved, over all examples."""

WORDS = st.fixed_dictionaries(
    {
        "public": st.sampled_from(["أحضر أصل وثيقتك.", ""]),
        "reason": st.sampled_from(["طلبه صاحبه.", ""]),
        "code": st.sampled_from(["", "spam", "no_answer"]),
    }
)
ACTS = st.tuples(
    st.sampled_from(["page", "several", "terminal"]), st.booleans(), st.integers(0, 2 * len(STATES) - 1), WORDS
)
"""The door, whether a move is tried that the table knows from where the request stands or any, which one, and what is said."""


class Doors:
    """One request, and somebody with every role that moves requests, who tries every door."""

    def __init__(self, app: Flask, browser: Browser, story: Story) -> None:
        self.app, self.browser, self.reference = app, browser, story.reference
        self.path = f"/staff/help-requests/{story.reference}"

    def tries(self, door: str, is_known: bool, which: int, words: dict[str, str]) -> None:
        """One move by one door. It is taken or refused; nothing breaks."""
        before = self.state
        targets = sorted(target for source, target in MOVES if source == before) if is_known else sorted(STATES)
        target = (targets or sorted(STATES))[which % len(targets or STATES)]
        {"page": self._page, "several": self._several, "terminal": self._terminal}[door](target, words)
        SEEN[door] += self.state != before

    def may_reply_early(self) -> None:
        """The manager allows it, with a reason that is kept."""
        data = {"csrf_token": self.token, "seen": self.revision, "reason": "تسافر في اليوم التالي."}
        assert self.browser.client.post(f"{self.path}/allow_early_reply", data=data).status_code in (303, 409)

    def _page(self, target: str, words: dict[str, str]) -> None:
        data = {"csrf_token": self.token, "step": "confirm", "seen": self.revision, **words}
        answer = self.browser.client.post(f"{self.path}/move/{target}", data=data)
        assert answer.status_code in (200, 303, 409, 422), answer.status

    def _several(self, target: str, _words: dict[str, str]) -> None:
        data = {
            "csrf_token": self.token,
            "step": "confirm",
            "deed": target,
            "picked": f"{self.reference}:{self.revision}",
        }
        assert self.browser.client.post("/staff/bulk", data=data).status_code in (200, 422)

    def _terminal(self, target: str, words: dict[str, str]) -> None:
        said = ("--say", words["public"], "--reason", words["reason"], "--code", words["code"])
        line = ("cases", "move", self.reference, target, "--by", EVERYBODY, *said)
        answer = self.app.test_cli_runner().invoke(args=line)
        assert answer.exit_code in (0, 1), answer.output
        assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception

    @property
    def token(self) -> str:
        return token_of(self.browser.opens("/staff/account"))

    @property
    def state(self) -> str:
        with self.app.app_context():
            return Story.of(self.reference, clock.now()).case.state

    @property
    def revision(self) -> int:
        with self.app.app_context():
            return Story.of(self.reference, clock.now()).case.revision


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Of somebody who is officer, secretary and manager at once, signed in; staff 1 to 8 are there too."""
    with app.app_context():
        eight_join()
    add_person(app, EVERYBODY, "reception", "secretary", "manager")
    signed_in = Browser(app.test_client())
    assert signed_in.signs_in(EVERYBODY).status_code == 302
    return signed_in


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begun=st.sampled_from(sorted(BEGUN)),
    days_ago=st.sampled_from([0, 13, 14]),
    early=st.booleans(),
    acts=st.lists(ACTS, min_size=3, max_size=12),
)
def _sequences(app: Flask, browser: Browser, begun: str, days_ago: int, early: bool, acts: list) -> None:
    with app.app_context():
        story = Story(clock.now() - timedelta(days=days_ago))
        BEGUN[begun](story)
    doors = Doors(app, browser, story)
    if early:
        doors.may_reply_early()
    for act in acts:
        doors.tries(*act)
    with app.app_context():
        _holds(story.reference)


def _holds(reference: str) -> None:
    """Every step is in the table and was written down, and a reply came in time or by the manager's word."""
    case = Story.of(reference, clock.now()).case
    steps = db.session.scalars(select(Step).where(Step.case_id == case.id).order_by(Step.id)).all()
    path = ["received", *(step.target for step in steps)]
    assert path[-1] == case.state
    assert all(move in MOVES for move in pairwise(path))
    acts = db.session.scalars(select(Event.act).where(Event.subject == reference).order_by(Event.id)).all()
    assert [act for act in acts if act.startswith("to_")] == [f"to_{step.target}" for step in steps]
    raised = None
    for step in steps:
        raised = step.at if step.target == COMMITTEE else raised
        if step.target in (ACCEPTED, REFUSED) and "allow_early_reply" not in acts:
            assert today_in_riyadh(step.at) - today_in_riyadh(raised) >= FLOOR


def test_no_door_leads_out_of_the_table_or_to_a_reply_too_early(app: Flask, browser: Browser) -> None:
    SEEN.clear()
    _sequences(app, browser)
    assert all(SEEN[door] for door in ("page", "several", "terminal")), SEEN
