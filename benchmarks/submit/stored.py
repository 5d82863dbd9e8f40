"""Looks into the databases afterwards: who was told that their answers arrived, and whose are there, whole."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.submit.client import Person
from benchmarks.submit.questions import email_of

MAILS = 2
"""Promised with each submission that names an address: one to staff, one to the person."""


def found_by_us(database: Path, people: Iterable[Person]) -> Iterator[int]:
    """Those whose reference is stored once with its event and both promised mails."""
    with closing(sqlite3.connect(database)) as stored:
        rows = "SELECT reference FROM volunteers UNION ALL SELECT reference FROM help_requests"
        references = [reference for (reference,) in stored.execute(rows)]
        events = {subject for (subject,) in stored.execute("SELECT subject FROM events WHERE act = 'submit'")}
        mails = dict(stored.execute("SELECT about, count(*) FROM outbox_messages GROUP BY about"))
    kept = {reference for reference, count in Counter(references).items() if count == 1} & events
    return (person.number for person in people if person.reference in kept and mails.get(person.reference) == MAILS)


def found_by_plain(database: Path, people: Iterable[Person]) -> Iterator[int]:
    """Those whose address is stored by the plain form."""
    with closing(sqlite3.connect(database)) as stored:
        emails = {email for (email,) in stored.execute("SELECT email FROM offers")}
    return (person.number for person in people if email_of(person.number) in emails)


def found_by_wagtail(database: Path, people: Iterable[Person]) -> Iterator[int]:
    """Those whose address is stored by Wagtail."""
    with closing(sqlite3.connect(database)) as stored:
        rows = stored.execute("SELECT form_data FROM wagtailforms_formsubmission")
        emails = {json.loads(data)["email"] for (data,) in rows}
    return (person.number for person in people if email_of(person.number) in emails)


def mails_waiting(database: Path) -> int:
    """Promised mails of ours that were not yet sent."""
    with closing(sqlite3.connect(database, timeout=30)) as stored:
        return int(stored.execute("SELECT count(*) FROM outbox_messages WHERE state != 'sent'").fetchone()[0])
