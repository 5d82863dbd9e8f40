"""An objection that came by the form for messages, from who proved to be the applicant: opened as a request at once.

The proof is the one of tracking, the request's number and the applicant's mobile as the way to reply. Without it the message
waits for staff like any other; the page that thanks for it looks the same either way.
"""

import hmac
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.audit.models import record_event
from forms_service.feedback.keys import key_hash
from forms_service.feedback.kinds import OBJECTION
from forms_service.feedback.models import Feedback
from forms_service.feedback.statuses import ANSWERED
from forms_service.formkit.answers import AnswersRecord
from forms_service.help_requests import objections, queries
from forms_service.help_requests.moves import MoveRefused
from forms_service.references import show_reference

SYSTEM = "system"
OPENED = (
    "فتحنا باعتراضك طلبًا جديدًا رقمه {reference}. لا يعمل عليه من عمل على طلبك الأول، ولا يصوّت عليه من صوّت على الأول. "
    "سيُرفع للجنة البحث في جلسة أخرى لدراسته والرد عليك بشأن قبوله أو رفضه خلال مدة لا تقل عن أسبوعين. "
    "تابعه من «متابعة طلب» برقمه وبرقم جوالك."
)
"""The answer to the message."""


def open_request(session: Session, record: AnswersRecord, reference: str, *, now: datetime) -> None:
    """Open the objection that the message `reference` is, where that can be done, and answer the message with its number."""
    first = (
        queries.by_reference(session, record.value("reference") or "") if record.value("kind") == OBJECTION else None
    )
    reply_to = record.value("reply_to") or ""
    if first is None or not reply_to or not hmac.compare_digest(key_hash(reply_to), first.mobile_hash):
        return
    try:
        case = objections.by_applicant(session, first.reference, record.value("message"), is_told=False, now=now)
    except MoveRefused:
        return
    sent = session.scalars(select(Feedback).where(Feedback.reference == reference)).one()
    sent.reply = OPENED.format(reference=show_reference(case.reference))
    sent.state, sent.changed_at, sent.ended_at, sent.ended_by = ANSWERED, now, now, SYSTEM
    record_event(session, at=now, actor=SYSTEM, act="answer", kind=Feedback.kind, subject=reference)
