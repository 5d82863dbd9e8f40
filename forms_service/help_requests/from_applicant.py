"""What a person sends after the request: an answer, a correction, a question, a receipt, the wish to withdraw.

Each function is one act in the caller's transaction. The same words sent twice are kept once. Staff are told by mail, and see
what nobody has read yet.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service import submissions
from forms_service.audit.models import record_event
from forms_service.errors import RuleBroken
from forms_service.help_requests import messages
from forms_service.help_requests.case_file import Answering, Delivery
from forms_service.help_requests.casework import NothingThere, ask, hand_over
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import APPLICANT, MOVES, Words
from forms_service.help_requests.procedure import Actor, move, note_change, to_change
from forms_service.help_requests.statuses import BEFORE_COMMITTEE, DELIVERING, ENDED, STATES, WITHDRAWN

ANSWER, CORRECTION, QUESTION = "answer", "correction", "question"
RECEIPT, WITHDRAWAL = "receipt", "withdrawal"

PERSON = Actor("public", frozenset({APPLICANT}))
WITHDRAWN_BECAUSE = "طلب صاحبه إلغاءه"
RECEIVED_BY = {
    True: "أكّد صاحب الطلب استلامه من «متابعة طلب».",
    False: "أكّد من قدّم الطلب بالنيابة استلامه من «متابعة طلب».",
}
"""The proof of receipt, by whether the applicant gave it."""

TAKEN_IN: Mapping[str, Collection[str]] = {
    ANSWER: BEFORE_COMMITTEE,  # what was written while waiting may arrive after staff went on
    CORRECTION: BEFORE_COMMITTEE,
    QUESTION: frozenset(STATES) - ENDED,
    RECEIPT: frozenset({DELIVERING}),
    WITHDRAWAL: frozenset(
        source for (source, target), made in MOVES.items() if target == WITHDRAWN and APPLICANT in made.by
    ),
}
"""In which states each kind is taken."""


class TooLate(RuleBroken):
    """The request has moved on: this is not taken any more. Nothing was stored."""


def send(session: Session, reference: str, kind: str, text: str, *, is_own: bool, now: datetime) -> None:
    """Keep an answer, a correction or a question; a question is referred to the social research officer.

    `is_own`: the applicant sends it, not a helper. Raises TooLate, NoSuchRequest.
    """
    case = _taken(session, reference, kind)
    if not _keep(session, case, kind, text, is_own=is_own, now=now):
        return
    if kind == QUESTION:
        ask(session, case, text, is_referral=True, by=PERSON, now=now)
    _tell_staff(session, reference, kind, now=now)


def confirm_receipt(session: Session, reference: str, delivery_id: int, *, is_own: bool, now: datetime) -> None:
    """Write down that the person got one part of the service; a part that was given already stays as it is.

    Raises TooLate, NothingThere, NoSuchRequest.
    """
    case = _taken(session, reference, RECEIPT)
    parts = session.scalars(select(Delivery).where(Delivery.case_id == case.id))
    part = next((each for each in parts if each.id == delivery_id), None)
    if part is None:
        raise NothingThere(str(delivery_id))
    if part.delivered_at is not None:
        return
    hand_over(session, case, part.id, RECEIVED_BY[is_own], "website", by=PERSON, now=now)
    _keep(session, case, RECEIPT, str(part.words["what"]), is_own=is_own, now=now)
    _tell_staff(session, reference, RECEIPT, now=now)


def withdraw(session: Session, reference: str, *, now: datetime) -> None:
    """The applicant takes the request back; a second time changes nothing. Raises MoveRefused, NoSuchRequest."""
    if to_change(session, reference).state == WITHDRAWN:
        return
    case = move(session, reference, WITHDRAWN, by=PERSON, now=now, words=Words(reason=WITHDRAWN_BECAUSE))
    _keep(session, case, WITHDRAWAL, WITHDRAWN_BECAUSE, is_own=True, now=now)
    _tell_staff(session, reference, WITHDRAWAL, now=now)


def unseen(session: Session, case: HelpRequest) -> Sequence[Answering]:
    """What the person sent and no member of staff has marked as seen, the oldest first."""
    waiting = select(Answering).where(Answering.case_id == case.id, Answering.seen_at.is_(None))
    return session.scalars(waiting.order_by(Answering.id)).all()


def with_unseen(session: Session, cases: Collection[HelpRequest]) -> frozenset[int]:
    """The numbers (`id`) of those among these requests to which the person sent something that is not seen yet."""
    numbers = [case.id for case in cases]
    waiting = select(Answering.case_id).where(Answering.case_id.in_(numbers), Answering.seen_at.is_(None))
    return frozenset(session.scalars(waiting.distinct()))


def mark_seen(session: Session, case: HelpRequest, *, by: Actor, now: datetime) -> None:
    """Staff have read all that the person sent. No act on the request itself: nobody's open page grows old by it."""
    if found := unseen(session, case):
        for each in found:
            each.seen_at = now
        record_event(session, at=now, actor=by.name, act="see", kind=HelpRequest.kind, subject=case.reference)


def _taken(session: Session, reference: str, kind: str) -> HelpRequest:
    case = to_change(session, reference)
    if case.state not in TAKEN_IN[kind]:
        raise TooLate(kind)
    return case


def _keep(session: Session, case: HelpRequest, kind: str, text: str, *, is_own: bool, now: datetime) -> bool:
    """Whether it is new: a double click or a reload sends the same words again."""
    if any(each.kind == kind and each.words["text"] == text for each in unseen(session, case)):
        return False
    paper = Answering(case_id=case.id, at=now, actor=PERSON.name, kind=kind)
    paper.words = {"text": text, "by": "applicant" if is_own else "helper"}
    session.add(paper)
    note_change(session, case, f"sent_{kind}", by=PERSON, now=now)
    session.flush()
    return True


def _tell_staff(session: Session, reference: str, kind: str, *, now: datetime) -> None:
    submissions.tell_staff(session, HelpRequest, reference, partial(messages.reply_for_staff, kind=kind), now=now)
