"""How the database carries out what it is asked: whether it reads an index or a whole table."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.event import listen, remove

from forms_service.db import db

Plans = Callable[[], list[str]]


@pytest.fixture
def plans(context: Flask) -> Iterator[Plans]:
    """How the statements since the last call are carried out. PostgreSQL shuns what it would do only in so small a table."""
    ran: list[tuple[str, Any]] = []
    is_file = db.engine.dialect.name == "sqlite"
    if not is_file:
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            db.session.execute(text(f"SET enable_{way} = off"))

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, *_more: Any) -> None:
        if sql.startswith("SELECT"):
            ran.append((sql, values))

    def explained() -> list[str]:
        asked, ran[:] = list(ran), []
        word = "EXPLAIN QUERY PLAN " if is_file else "EXPLAIN "
        found = [db.session.connection().exec_driver_sql(word + sql, values) for sql, values in asked]
        ran.clear()
        return ["\n".join(str(row[-1]) for row in rows) for rows in found]

    listen(db.engine, "before_cursor_execute", note)
    yield explained
    remove(db.engine, "before_cursor_execute", note)


def reads_indexes(plan: str) -> bool:
    """Whether an index alone is read, in its order. To sort is to have read all."""
    if "One-Time Filter: false" in plan:  # what cannot be, such as a doubtful one that is closed, is not looked for
        return True
    if "TEMP B-TREE" in plan or "Sort" in plan or "Seq Scan" in plan:
        return False
    read = ("help_requests", "outbox_messages", "name_words", "case_answerings", "case_questions")
    tables = tuple(f"SCAN {table}" for table in read)
    return all("USING" in line for line in plan.splitlines() if line.startswith(tables))
