"""Every look at what people told us is written down first; where that cannot be stored, nothing is shown."""

from collections.abc import Iterable

from flask_security import current_user

from forms_service import clock
from forms_service.audit.models import record_event
from forms_service.db import transaction

LISTS = "list"
PRINT, PRINT_WHOLE = "print", "print_whole"


def note_read(kind: str, reference: str) -> None:
    """Write down that the signed-in person read this record. Raises StorageUnavailable."""
    _note("read", kind, reference)


def note_reads(kind: str, references: Iterable[str]) -> None:
    """The same of several records on one page."""
    _note("read", kind, *references)


def note_print(kind: str, reference: str, *, whole: bool) -> None:
    """Write down that the signed-in person took this record as a file; `whole`: with the words for staff only."""
    _note(PRINT_WHOLE if whole else PRINT, kind, reference)


def note_list(name: str) -> None:
    """Write down that the signed-in person saw names in this list. Raises StorageUnavailable."""
    _note("list", LISTS, name)


def note_search(name: str) -> None:
    """Write down that the signed-in person searched this list; not for what. Raises StorageUnavailable."""
    _note("search", LISTS, name)


def _note(act: str, kind: str, *subjects: str) -> None:
    with transaction() as session:
        for subject in subjects:
            record_event(session, at=clock.now(), actor=current_user.actor, act=act, kind=kind, subject=subject)
