"""Made-up cases, as many as are asked for, put straight into the tables. The same each time, but for references and seals."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text
from stdnum import damm

from forms_service.accounts.models import Staff
from forms_service.arabic import fold_words
from forms_service.db import db, transaction, vault, writing_engine
from forms_service.formkit.answers import Answer, AnswersRecord, Section
from forms_service.help_requests.case_file import Step
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.names import NameWord
from forms_service.outbox.models import FAILED, SENT, OutboxMessage

TABLES = CASES, WORDS, MESSAGES, STEPS = [model.__table__ for model in (HelpRequest, NameWord, OutboxMessage, Step)]
SPAN = timedelta(days=3 * 365)
"""How long ago the first of the cases came."""
OFFICERS = 8
BATCH = 10_000
BRANCHES = ("north", "south")

IN_WORK = {
    "received": 20, "checking": 25, "waiting": 15, "signed": 4, "committee": 12, "decided": 4, "accepted": 3,
    "registration": 5, "delivering": 8, "refused": 2, "delivered": 2,
}  # fmt: skip
ENDED = {"closed": 90, "withdrawn": 6, "merged": 4}
PATH = {"received": 2, "checking": 5, "signed": 1, "decided": 18, "registration": 4, "delivering": 12}
"""The states that a closed case left, and how many days each took about."""
SHARE_IN_WORK = 0.12
"""Of all cases; nine in ten of these are among the newest quarter."""
LANGUAGES = {
    "ar": 400,
    "ur": 150,
    "bn": 150,
    "en": 100,
    "hi": 60,
    "fil": 50,
    "id": 40,
    "am": 20,
    "ml": 15,
    "ne": 10,
    "si": 5,
}
DOUBTED = 20
"""Of so many received requests one is to be verified, and of a hundred others."""
SERVICES = {"in_kind": 40, "books": 20, "lessons": 15, "seasonal": 12, "translation": 6, "unsure": 5, "other": 2}
CHANNELS = {"website": 80, "interview": 8, "phone": 8, "letter": 2, "branch": 2}

COMMON = """
    محمد أحمد عبدالله علي عبدالرحمن خالد إبراهيم حسن عمر يوسف فاطمة عائشة مريم نورة سارة خديجة زينب سلمى هدى أمل
    Md. Islam Abdul Rahman Hossain Ahmed Khan Begum Santos Maria
""".split()  # noqa: SIM905 - one list on two lines, not on thirty
"""Two words in five of the names, the first of them the most frequent."""
SYLLABLES = "با بر تا جا حم خل دا را زي سا شي صل طا عا غا في قا كا لي ما نا ها وي يا".split()  # noqa: SIM905 - as above
RARE_NAME = "زكريّا الأبوراكي"
"""The name of one case in a thousand, and of seven in a million."""


def seed(count: int, now: datetime, key: int = 1) -> None:
    """Store `count` cases that came before `now`, evenly over SPAN, with the officers who work on them. Needs an app context."""
    chance = random.Random(key)  # noqa: S311 - made-up cases, nothing to keep secret
    with transaction() as session:
        session.add_all(_officer(number, now) for number in range(1, OFFICERS + 1))
    rows, last = _cases(count, now, chance), 0
    with _without_indexes():
        while batch := list(islice(rows, BATCH)):
            cases = [{"id": last + at, **case} for at, case in enumerate(batch, 1)]
            last += len(cases)
            with writing_engine().begin() as connection:
                put(connection, CASES, cases)
                put(connection, WORDS, _words(cases))
                put(connection, MESSAGES, [message for case in cases for message in _messages(case, chance)])
                put(connection, STEPS, [step for case in cases for step in _steps(case, chance)])
    with writing_engine().begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval('help_requests_id_seq', :last)"), {"last": last})
    settle()


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Indexes are made anew at the end: that is how a database takes much at once."""
    indexes = [index for table in TABLES for index in sorted(table.indexes, key=lambda each: str(each.name))]
    with writing_engine().begin() as connection:
        for index in indexes:
            index.drop(connection)
    yield
    for index in indexes:
        with writing_engine().begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA cache_size = -200000")
            index.create(connection)


def settle() -> None:
    """What a database does by itself in quiet hours: PostgreSQL counts its values and marks what all may see."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.connection.dbapi_connection.read_only = None
            connection.exec_driver_sql("VACUUM ANALYZE")


def put(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Store rows that all have the same columns, as fast as the database takes them."""
    if not rows:
        return
    names = list(rows[0])
    writers = {name: _writer(table.c[name], connection) for name in names}
    values = (tuple(write(row[name]) if write else row[name] for name, write in writers.items()) for row in rows)
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor().copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(names))
        driver.executemany(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608 - our own names


def _writer(column: Any, connection: Connection) -> Any:
    return column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)


def _cases(count: int, now: datetime, chance: random.Random) -> Iterator[dict[str, Any]]:
    seal, known, step, received = _sealer(), set[str](), SPAN / count, 0
    for number in range(count):
        reference = _reference(chance)
        while reference in known:
            reference = _reference(chance)
        known.add(reference)
        at, state = now - SPAN + step * number, _state(number / count, chance)
        received += state == "received"
        name = RARE_NAME if number % 150_000 == 700 % count else _name(chance)
        yield {
            "reference": reference,
            "form_key": chance.randbytes(32),
            "state": state,
            "channel": _one(CHANNELS, chance),
            "for_whom": "self",
            "support_type": _one(SERVICES, chance),
            "contact_language": _one(LANGUAGES, chance),
            "locality": "أبو راكة",
            "folded_name": fold_words(name),
            "mobile_hash": vault().fingerprint("mobile", mobile(number)),
            "id_hash": vault().fingerprint("id", f"iqama:{2_900_000_000 + number}"),
            "sealed_answers": seal(reference, name, chance),
            "doubt": "fast" if chance.random() < 0.01 or (state == "received" and received % DOUBTED == 1) else None,
            "received_at": at,
            "changed_at": at,
            "branch": chance.choice(BRANCHES) if chance.random() < 0.2 else None,
            "assignee_id": None if state == "received" else chance.randrange(1, OFFICERS + 1),
            "state_since": at,
            "raised_at": at + timedelta(hours=1) if state in ("committee", "decided") else None,
            "origin": "requested",
            "revision": 1,
            "is_objection": False,
        }


def mobile(number: int) -> str:
    """The mobile of the case that came as this number, from 0; five cases share one."""
    return f"+9665{number // 5:08}"


def _state(age: float, chance: random.Random) -> str:
    newest = age >= 0.75
    share = SHARE_IN_WORK * (0.9 / 0.25 if newest else 0.1 / 0.75)
    return _one(IN_WORK if chance.random() < share else ENDED, chance)


def _one(weights: dict[str, int], chance: random.Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _name(chance: random.Random) -> str:
    """Three words; a frequent one is a seventh of all, and most of the others are shared by few."""
    return " ".join(
        COMMON[min(int(chance.expovariate(0.25)), len(COMMON) - 1)]
        if chance.random() < 0.4
        else "".join(chance.choices(SYLLABLES, k=3))
        for _ in range(3)
    )


def _sealer() -> Any:
    """Seals the answers of a case. The record is made once: only its name changes."""
    mark = "NAMENAMENAME"
    answers = (
        ("full_name", "الاسم الكامل", mark),
        ("mobile", "رقم الجوال", "+966500000001"),
        ("need", "اشرح حاجتك باختصار", "أحتاج إلى كتب مترجمة ومن يشرحها لي ولأولادي. " * 6),
    )
    record = AnswersRecord(
        "help_request",
        (Section("you", "من أنت؟", tuple(Answer(name, label, value, value) for name, label, value in answers)),),
        {"declaration": "1"},
    )
    before, between, after = record.to_bytes().split(mark.encode())

    def seal(reference: str, name: str, _chance: random.Random) -> bytes:
        said = name.encode()
        return vault().seal(b"".join((before, said, between, said, after)), f"help_request:{reference}")

    return seal


def _words(cases: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"case_id": case["id"], "word": word} for case in cases for word in dict.fromkeys(case["folded_name"].split())
    ]


def _messages(case: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    """The notice to staff, which left; and of one in a thousand a letter to the person, which did not."""
    notice = {
        "message_id": f"<{case['reference']}@example.org>",
        "about": case["reference"],
        "template": "help_requests/for_staff",
        "sealed_payload": b"nobody opens it here" * 10,
        "state": SENT,
        "attempts": 1,
        "created_at": case["received_at"],
    }
    letter = {
        "message_id": f"<to-{case['reference']}@example.org>",
        "template": "help_requests/received",
        "state": FAILED,
    }
    return [notice, {**notice, **letter}] if chance.random() < 0.001 else [notice]


def _steps(case: dict[str, Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    """How a closed case came to its end."""
    at, states = case["received_at"], list(PATH)
    for source, target in zip(states, [*states[1:], "closed"], strict=True) if case["state"] == "closed" else ():
        days = int(chance.expovariate(1 / PATH[source]))
        at += timedelta(days=days)
        yield {
            "case_id": case["id"],
            "at": at,
            "actor": "system",
            "sealed_words": b"nobody opens it here" * 3,
            "source": source,
            "target": target,
            "code": "",
            "days": days,
        }


def _reference(chance: random.Random) -> str:
    body = f"6{chance.randrange(10**10):010}"
    return f"{body}{damm.calc_check_digit(body)}"


def _officer(number: int, now: datetime) -> Staff:
    return Staff(
        id=number,
        email=f"{number}@example.org",
        name=f"موظف العلاقات {number}",
        password="-",  # noqa: S106 - of nobody
        fs_uniquifier=f"{number:064}",
        role_names=["reception"],
        created_at=now - SPAN,
        joined_at=now - SPAN,
    )
