"""What staff do with a message: give it to somebody, tag it, answer it, close it, send a mail about it again. Whoever is a party
of the request it names does none of these but give it to somebody else.

Each function is one act in the caller's transaction, written down; none commits or sends. `by` is who acts, as events name
people (`staff:7`).
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.audit.models import record_event
from forms_service.errors import RuleBroken
from forms_service.feedback import messages
from forms_service.feedback.independence import check_independent, people_of
from forms_service.feedback.models import Feedback
from forms_service.feedback.service import letter_to
from forms_service.feedback.statuses import ANSWERED, CLOSED, RECEIVED
from forms_service.help_requests.models import HelpRequest
from forms_service.outbox import queue
from forms_service.outbox.models import OutboxMessage
from forms_service.outbox.queue import promise


class NoSuchMessage(RuleBroken):
    """There is no message with this reference."""


class HasEnded(RuleBroken):
    """The message was answered or closed before."""


class NamesCase(RuleBroken):
    """The message names its request already."""


class NoSuchCase(RuleBroken):
    """There is no help request of this reference."""


class NoSuchMail(RuleBroken):
    """No mail of this number was promised about the message."""


class NothingToSend(RuleBroken):
    """The mail has left, is being sent, or is already due."""


def assign(session: Session, reference: str, staff_id: int, *, by: str, now: datetime) -> None:
    """Give the message to a colleague, who must be independent. Raises NotIndependent, HasEnded, NoSuchMessage."""
    sent = _held(session, reference)
    check_independent(session, sent, f"staff:{staff_id}")
    sent.assignee_id = staff_id
    _note(session, sent, "assign", by, now)


def tag(session: Session, reference: str, misconception: str | None, *, by: str, now: datetime) -> None:
    """Name the published misconception (its anchor) that stands behind the message, or none. Raises as `assign`."""
    sent = _held(session, reference, ended=True)
    check_independent(session, sent, by)
    sent.misconception = misconception
    _note(session, sent, "tag", by, now)


def link(session: Session, reference: str, case_reference: str, *, by: str, now: datetime) -> None:
    """Say which request the message is about, where its sender did not: its parties may not handle it from then on.

    Raises NamesCase, NoSuchCase, NotIndependent, HasEnded, NoSuchMessage.
    """
    sent = _held(session, reference)
    check_independent(session, sent, by)
    if sent.case_id is not None:  # another number would let its parties back in
        raise NamesCase(reference)
    case_id = session.scalar(select(HelpRequest.id).where(HelpRequest.reference == case_reference))
    if case_id is None:
        raise NoSuchCase(case_reference)
    sent.case_id = case_id
    if sent.assignee_id and f"staff:{sent.assignee_id}" in people_of(session, sent):
        sent.assignee_id = None
    _note(session, sent, "link", by, now)


def answer(session: Session, reference: str, text: str, *, by: str, now: datetime) -> None:
    """Answer the message, once, in public words; they are mailed where there is an address. Raises as `assign`."""
    sent = _held(session, reference)
    check_independent(session, sent, by)
    sent.reply = text
    _end(session, sent, ANSWERED, by, now)
    if letter := letter_to(sent.answers, messages.answered, sent.reference, answer=text):
        promise(session, letter, now=now)


def close(session: Session, reference: str, closing: str, *, by: str, now: datetime) -> None:
    """Close the message without an answer, for a reason out of `statuses.CLOSINGS`. Raises as `assign`."""
    sent = _held(session, reference)
    check_independent(session, sent, by)
    sent.closing = closing
    _end(session, sent, CLOSED, by, now)


def send_again(session: Session, reference: str, mail_id: int, *, by: str, now: datetime) -> None:
    """Try a mail about the message anew, where it failed or waits for its next try. Raises NotIndependent, NoSuchMail,
    NothingToSend, NoSuchMessage.
    """
    sent = _held(session, reference, ended=True)
    check_independent(session, sent, by)
    mail = session.scalar(
        select(OutboxMessage).where(OutboxMessage.id == mail_id, OutboxMessage.about == reference).with_for_update()
    )
    if mail is None:
        raise NoSuchMail(str(mail_id))
    if not queue.can_be_sent_again(mail):
        raise NothingToSend(str(mail_id))
    queue.send_again(session, [mail], now=now)
    _note(session, sent, "send_again", by, now)


def _held(session: Session, reference: str, *, ended: bool = False) -> Feedback:
    sent = session.scalar(select(Feedback).where(Feedback.reference == reference).with_for_update())
    if sent is None:
        raise NoSuchMessage(reference)
    if sent.state != RECEIVED and not ended:
        raise HasEnded(reference)
    return sent


def _end(session: Session, sent: Feedback, state: str, by: str, now: datetime) -> None:
    sent.state, sent.ended_at, sent.ended_by = state, now, by
    _note(session, sent, "answer" if state == ANSWERED else "close", by, now)


def _note(session: Session, sent: Feedback, act: str, by: str, now: datetime) -> None:
    sent.changed_at = now
    record_event(session, at=now, actor=by, act=act, kind=Feedback.kind, subject=sent.reference)
