"""Promises anew what was lost. Takes part in the caller's transaction: it never commits and never sends."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.audit.models import record_event
from forms_service.feedback import service as feedback
from forms_service.help_requests import service as help_requests
from forms_service.outbox.models import OutboxMessage
from forms_service.volunteers import service as volunteers
from forms_service.watch.queries import KINDS, NOTICES, Untold

PROMISES = {
    "help_request": help_requests.promise_notice,
    "volunteer": volunteers.promise_notice,
    "feedback": feedback.promise_notice,
}
"""How the notice of each kind is promised."""


def promise_again(session: Session, case: Untold, *, now: datetime) -> bool:
    """Promise the notice to staff of a submission that has none, with an event. False where it has one by now."""
    # The row is held, so that of two rounds on a server database one waits and then sees what the other did.
    session.execute(select(KINDS[case.kind].id).where(KINDS[case.kind].reference == case.reference).with_for_update())
    notice = OutboxMessage.about == case.reference, OutboxMessage.template == NOTICES[case.kind]
    if session.scalar(select(OutboxMessage.id).where(*notice).limit(1)) is not None:
        return False
    PROMISES[case.kind](session, case.reference, now=now)
    record_event(session, at=now, actor="system", act="notice_promised_again", kind=case.kind, subject=case.reference)
    return True
