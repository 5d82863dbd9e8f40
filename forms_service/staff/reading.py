"""Every look at what people told us is written down first; where that cannot be stored, nothing is shown."""

from flask_security import current_user

from forms_service import clock
from forms_service.audit.models import record_event
from forms_service.db import transaction

LISTS = "list"


def note_read(kind: str, reference: str) -> None:
    """Write down that the signed-in person read this record. Raises StorageUnavailable."""
    _note("read", kind, reference)


def note_list(name: str) -> None:
    """Write down that the signed-in person saw names in this list. Raises StorageUnavailable."""
    _note("list", LISTS, name)


def note_search(name: str) -> None:
    """Write down that the signed-in person searched this list; not for what. Raises StorageUnavailable."""
    _note("search", LISTS, name)


def _note(act: str, kind: str, subject: str) -> None:
    with transaction() as session:
        record_event(session, at=clock.now(), actor=current_user.actor, act=act, kind=kind, subject=subject)
