"""What the database holds in the clear is a decision with a reason: docs/decisions/0004 lists every such column."""

import re

from sqlalchemy import LargeBinary

from forms_service import app as every_model  # noqa: F401 - imports all rooms, so that all tables are known
from forms_service.db import Model
from tests.architecture.tree import ROOT, text

DECISION = ROOT / "docs" / "decisions" / "0004-sealed-and-clear.md"
ROW = re.compile(r"^\| (`\w+`(?:, `\w+`)*) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAME = re.compile(r"`(\w+)`")


def decided() -> set[str]:
    rows = ROW.findall(text(DECISION))
    return {
        f"{table}.{column}"
        for tables, columns, _why in rows
        for table in NAME.findall(tables)
        for column in NAME.findall(columns)
    }


def test_every_clear_column_is_decided_and_every_decision_has_its_column():
    columns = [column for table in Model.metadata.tables.values() for column in table.columns]
    clear = {f"{each.table.name}.{each.name}" for each in columns if not isinstance(each.type, LargeBinary)}
    assert clear == decided()


def test_bytes_are_sealed_or_keyed_hashes():
    columns = [column for table in Model.metadata.tables.values() for column in table.columns]
    names = {each.name for each in columns if isinstance(each.type, LargeBinary)}
    assert [
        name for name in names if not (name.startswith("sealed_") or name.endswith("_hash") or name == "form_key")
    ] == []
