"""The banner above the lists: submissions of which staff have not been told by mail. Names references, and nobody."""

from dataclasses import dataclass

from flask_babel import ngettext
from sqlalchemy.orm import Session

from forms_service import clock
from forms_service.watch.queries import untold_lately

SHOWN = 5
"""Records that the banner leads to, the oldest first."""

RECORD_PAGES = {
    "help_request": "staff.help_request_record",
    "volunteer": "staff.volunteer_record",
    "feedback": "staff.feedback_record",
}
"""Where a submission of each kind is read."""


@dataclass(frozen=True)
class LateNotices:
    """What the banner says, the (endpoint, reference) of the records it leads to, and whether there are more."""

    words: str
    records: tuple[tuple[str, str], ...]
    more: bool


def late_notices(session: Session) -> LateNotices | None:
    """The banner, or None while every notice has left or is in time."""
    found = untold_lately(session, now=clock.now())
    if not found:
        return None
    one, many = (
        "طلب واحد لم يصل إشعاره إلى الموظفين: تأخر أكثر من 15 دقيقة أو تعذّر إرساله.",
        "%(num)s طلب لم يصل إشعارها إلى الموظفين: تأخر أكثر من 15 دقيقة أو تعذّر إرساله.",
    )
    return LateNotices(
        words=str(ngettext(one, many, len(found))),
        records=tuple((RECORD_PAGES[case.kind], case.reference) for case in found[:SHOWN]),
        more=len(found) > SHOWN,
    )
