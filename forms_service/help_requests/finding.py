"""Finding requests by what a caller says: a number, a mobile, a document, or words of a name. Newest first; only reads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from forms_service.formkit.fields.numbers import read_mobile
from forms_service.help_requests import name_search
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.service import id_hash, mobile_hash
from forms_service.references import clean_reference, parse_reference

_DOCUMENTS: Mapping[str, re.Pattern[str]] = {
    "national_id": re.compile(r"1[0-9]{9}"),
    "iqama": re.compile(r"2[0-9]{9}"),
    "border_number": re.compile(r"[3-6][0-9]{9}"),
    "passport": re.compile(r"(?=.*[0-9])[A-Z0-9]{5,15}"),
}
"""What the number of each document looks like."""


@dataclass(frozen=True)
class Found:
    """Some requests. `goes_on`: the number of a request before which older ones are to be looked for; None: there are none.

    `is_cut`: the search stopped before it had looked at all of them.
    """

    cases: Sequence[HelpRequest]
    goes_on: int | None = None
    is_cut: bool = False


def find(session: Session, typed: str, *, within: str | None, before: int | None = None, size: int = 50) -> Found:
    """Up to `size` requests that may be meant, older than number `before`. `within`: only those of this branch."""
    numbers, stopped_at = _by_number(session, _known_by(typed), within, before, size + 1), None
    if not numbers and any(sign.isalpha() for sign in typed):
        numbers, stopped_at = name_search.search(session, typed, within=within, before=before, size=size + 1)
    found = select(HelpRequest).where(HelpRequest.id.in_(numbers[:size])).order_by(HelpRequest.id.desc())
    cases = session.scalars(found).all()
    return Found(cases, numbers[size - 1]) if len(numbers) > size else Found(cases, stopped_at, stopped_at is not None)


def _known_by(typed: str) -> list[ColumnElement[bool]]:
    """What holds of a request whose number, mobile or document this is: for each of them that it can be."""
    found: list[ColumnElement[bool]] = []
    if reference := parse_reference(typed):
        found.append(HelpRequest.reference == reference)
    if mobile := read_mobile(typed):
        found += [column == mobile_hash(mobile) for column in (HelpRequest.mobile_hash, HelpRequest.helper_mobile_hash)]
    compact = clean_reference(typed).replace("/", "").upper()
    kinds = [kind for kind, looks in _DOCUMENTS.items() if looks.fullmatch(compact)]
    return [*found, *(HelpRequest.id_hash == id_hash(kind, compact) for kind in kinds)]


def _by_number(
    session: Session, known: Sequence[ColumnElement[bool]], within: str | None, before: int | None, size: int
) -> list[int]:
    numbers: set[int] = set()
    for condition in known:
        asked = select(HelpRequest.id).where(condition).order_by(HelpRequest.id.desc()).limit(size)
        if within is not None:
            asked = asked.where(HelpRequest.branch == within)
        numbers.update(session.scalars(asked if before is None else asked.where(HelpRequest.id < before)))
    return sorted(numbers, reverse=True)[:size]
