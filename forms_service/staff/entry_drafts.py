"""Requests that a colleague began to write down: kept like those of the public, opened by nobody else, found again on any computer."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from forms_service.db import take_turn
from forms_service.formkit import drafts
from forms_service.formkit.journey import Progress

FORM, INDEX = "entry", "entries"
MOST = 20
"""Unfinished requests that one person is reminded of."""


def form_key(actor: str, key: str) -> bytes:
    """What the database knows of this person's key: one request is stored under it."""
    return drafts.key_hash(FORM, f"{actor} {key}")


def find(session: Session, actor: str, key: str, now: datetime) -> Progress | None:
    """What this person has answered under the key; None where nothing is kept."""
    kept = drafts.load(session, form_key(actor, key), now)
    return Progress(**kept) if kept else None


def keep(session: Session, actor: str, key: str, progress: Progress, *, now: datetime, days: int) -> None:
    """Keep it for `days`, and remember that it was begun."""
    _keep(session, FORM, form_key(actor, key), progress.to_dict(), now, days)
    take_turn(session, _index(actor))
    others = [other for other in _keys(session, actor, now) if other != key]
    alive = [other for other in others if find(session, actor, other, now)]
    _keep(session, INDEX, _index(actor), {"keys": [*alive, key][-MOST:]}, now, days)


def destroy(session: Session, actor: str, key: str) -> None:
    """Erase it."""
    drafts.destroy(session, form_key(actor, key))


def unfinished(session: Session, actor: str, now: datetime) -> Iterator[tuple[str, Progress]]:
    """Key and answers of what this person began and did not store, the newest first."""
    for key in reversed(_keys(session, actor, now)):
        if progress := find(session, actor, key, now):
            yield key, progress


def _keys(session: Session, actor: str, now: datetime) -> list[str]:
    kept = drafts.load(session, _index(actor), now)
    return list(kept["keys"]) if kept else []


def _keep(session: Session, form: str, found: bytes, answers: drafts.Answers, now: datetime, days: int) -> None:
    take_turn(session, found)
    seen = drafts.find(session, found, now)
    drafts.keep(session, form, found, drafts.seal(answers, found), seen=seen, now=now, days=days)


def _index(actor: str) -> bytes:
    return drafts.key_hash(INDEX, actor)
