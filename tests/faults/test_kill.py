"""The server is killed (SIGKILL) while people submit: what they were shown is stored once, what they typed is still there."""

import random
import sqlite3
import threading
from collections import Counter
from contextlib import closing

import pytest

from tests.faults.crowd import REFERENCE, Crowd, Story
from tests.support.forms import HELP, VOLUNTEER
from tests.support.server import Service

ROUNDS = 5
MAILS = {
    HELP: ("help_requests/for_staff", "help_requests/received"),
    VOLUNTEER: ("volunteers/for_staff", "volunteers/welcome"),
}


@pytest.mark.timeout(300)
def test_what_people_were_shown_survives_five_kills(tmp_path):
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - the moments of a failed run can be had again, as far as the machine allows
    moments = random.Random(seed)  # noqa: S311 - no secret
    with Service(tmp_path) as service:
        everyone: list[Story] = []
        for _ in range(ROUNDS):
            crowd = Crowd(service)
            crowd.begins()
            crowd.waits_for_references(moments.randint(2, 8))
            threading.Event().wait(moments.uniform(0, 0.2))  # anywhere within somebody's request
            service.kill()
            crowd.has_left()
            assert crowd.confirmed
            assert len(crowd.confirmed) < len(crowd.stories), "nobody was interrupted"
            service.start()
            everyone += crowd.stories
            everything_shown_is_stored_once(service, [story for story in everyone if story.reference])
            for story in crowd.stories:
                nothing_typed_is_lost(story)
            every_submission_is_whole(service)
            for story in crowd.stories:
                goes_to_the_end(story)
            assert len(submissions(service)) == len(everyone), "somebody is stored twice, or not at all"


def everything_shown_is_stored_once(service: Service, seen: list[Story]) -> None:
    stored = Counter(reference for _kind, reference in submissions(service))
    assert {story.reference: stored[story.reference] for story in seen if stored[story.reference] != 1} == {}
    mails = Counter(rows(service, "SELECT about, template FROM outbox_messages"))
    for story in seen:
        for_staff, for_person = MAILS[story.journey]
        promised = (mails[story.reference, for_staff], mails[story.reference, for_person])
        assert promised == (1, 1 if story.has_email else 0), story.reference


def every_submission_is_whole(service: Service) -> None:
    """Seen or not: no submission without its mail to staff and its event, no mail and no event without a submission."""
    assert rows(service, "PRAGMA integrity_check") == [("ok",)]
    assert rows(service, "PRAGMA foreign_key_check") == []
    stored = submissions(service)
    events = rows(service, "SELECT subject_kind, subject FROM events WHERE act = 'submit'")
    assert sorted(events) == sorted(stored)
    told = rows(service, "SELECT about FROM outbox_messages WHERE template LIKE '%/for_staff'")
    assert sorted(told) == sorted((reference,) for _kind, reference in stored)


def nothing_typed_is_lost(story: Story) -> None:
    """The same browser sees its reference again, or every page that the server took."""
    done = story.person.opens("done")
    if story.reference:
        assert REFERENCE.search(done.text)[0].replace("-", "") == story.reference
        return
    if done.status_code == 200:
        assert story.tried_to_send  # the reply was lost, the submission was not
        return
    for page in story.acknowledged:
        shown = story.person.opens(page)
        assert shown.status_code == 200, f"{page} was taken, and is asked for anew"
        assert story.telltale(page) in shown.text, page


def goes_to_the_end(story: Story) -> None:
    """Whoever was interrupted goes on, from the first page if they like, and gets a reference."""
    if story.person.opens("done").status_code != 200:
        story.goes_on()
        assert story.reference


def submissions(service: Service) -> list[tuple[object, ...]]:
    """Kind and reference of everything that was submitted."""
    return rows(
        service,
        "SELECT 'help_request', reference FROM help_requests UNION ALL SELECT 'volunteer', reference FROM volunteers",
    )


def rows(service: Service, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{service.database}?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()
