"""What must hold of the records whatever has happened: what was shown is stored once, and nothing is stored by halves."""

import sqlite3
from collections import Counter
from contextlib import closing

from tests.faults.crowd import Story
from tests.support.forms import HELP, VOLUNTEER
from tests.support.server import Service

MAILS = {
    HELP: ("help_requests/for_staff", "help_requests/received"),
    VOLUNTEER: ("volunteers/for_staff", "volunteers/welcome"),
}


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


def submissions(service: Service) -> list[tuple[object, ...]]:
    """Kind and reference of everything that was submitted."""
    return rows(
        service,
        "SELECT 'help_request', reference FROM help_requests UNION ALL SELECT 'volunteer', reference FROM volunteers",
    )


def rows(service: Service, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{service.database}?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()
