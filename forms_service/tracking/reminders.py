"""The numbers of somebody's requests, sent to the addresses they gave. Whoever asks is told nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from forms_service import submissions
from forms_service.audit.models import record_event
from forms_service.help_requests import messages
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.queries import by_mobile

MOST = 3
"""How many requests, the newest, one reminder names."""


def remind(session: Session, mobile: bytes, *, now: datetime) -> None:
    """Promise the numbers of the requests of this mobile (its print), each to the address in it, in the caller's transaction.

    An event is written whether a request was found or not, so that both take a write.
    """
    record_event(session, at=now, actor="public", act="forgot", kind=HelpRequest.kind, subject="")
    for case in by_mobile(session, mobile, MOST):
        submissions.tell_person(session, case.answers, case.reference, messages.forgotten, now=now)
