"""Many requests at once, as rows: for tests of what finds them. Nothing in them was ever answered."""

import secrets
from datetime import UTC, datetime
from typing import Any

from forms_service.accounts.models import Staff
from forms_service.arabic import fold_words
from forms_service.db import transaction
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.names import change_name
from forms_service.references import new_reference

NOON = datetime(2026, 11, 22, 9, tzinfo=UTC)
USUAL: dict[str, Any] = {
    "state": "received",
    "channel": "website",
    "for_whom": "self",
    "support_type": "books",
    "contact_language": "ar",
    "locality": "أبو راكة",
    "mobile_hash": b"0" * 32,
    "sealed_answers": b"-",
    "received_at": NOON,
    "changed_at": NOON,
}


def add_cases(*cases: dict[str, Any]) -> list[str]:
    """Store requests that differ from the usual in these columns (`name` as it was typed); their references. Needs an app context."""
    with transaction() as session:
        rows = []
        for given in cases:
            columns = {"name": "سلمى عبده", **USUAL, **given}
            name = fold_words(columns.pop("name"))
            key = secrets.token_bytes(32)
            rows.append(HelpRequest(reference=new_reference(), form_key=key, folded_name=name, **columns))
        session.add_all(rows)
        session.flush()
        for row in rows:
            change_name(session, row)
        return [row.reference for row in rows]


def add_staff(*numbers: int) -> None:
    """Store people with these numbers. Needs an app context."""
    with transaction() as session:
        session.add_all(
            Staff(
                id=number,
                email=f"{number}@example.org",
                name=f"موظف {number}",
                password="-",
                fs_uniquifier=str(number),
                role_names=["reception"],
                created_at=NOON,
            )
            for number in numbers
        )
