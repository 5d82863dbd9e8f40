"""What staff do on a request between its moves: give it to somebody, check, note, ask, explain, tell, deliver.

Each function is one act in the caller's transaction, counted and written down; none of them changes the state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.errors import RuleBroken
from forms_service.help_requests import letters
from forms_service.help_requests.case_file import (
    Appointment,
    Check,
    Contact,
    Declaration,
    Delivery,
    Note,
    Question,
)
from forms_service.help_requests.checklist import MARKED_IN, MATCHING
from forms_service.help_requests.independence import check_independent
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.procedure import Actor, note_change
from forms_service.help_requests.statuses import ACCEPTED, DELIVERING, REGISTRATION
from forms_service.outbox import queue
from forms_service.outbox.models import OutboxMessage

Paper = TypeVar("Paper", Appointment, Check, Contact, Declaration, Delivery, Note, Question)

WAYS = ("phone", "interview", "letter", "email", "sms", "social", "website")
"""Channels by which a person is told, asked or given something."""
PLANNED_IN = frozenset({ACCEPTED, REGISTRATION, DELIVERING})
"""Where a part of the service may be added; it is given only while DELIVERING, once the registration is complete."""
SIGNING = ("paper", "phone", "interview")
"""How a declaration is taken by staff."""


@dataclass(frozen=True)
class Signed:
    """A declaration as it was taken: how, by which name, on which version of the text. A paper: where it is kept, when signed."""

    method: str
    name: str
    version: str
    place: str = ""
    on: date | None = None

    @property
    def words(self) -> Mapping[str, str]:
        """What is kept sealed; of what is not there nothing."""
        known = {"place": self.place.strip(), "signed_on": self.on.isoformat() if self.on else ""}
        return {"signed_name": self.name.strip(), **{name: words for name, words in known.items() if words}}


class NothingThere(RuleBroken):
    """The question, delivery or appointment that was named is not one of this request."""


def assign(session: Session, case: HelpRequest, staff_id: int | None, *, by: Actor, now: datetime) -> None:
    """Give the request to a person, or to nobody; an objection to who is independent. Raises MoveRefused."""
    if staff_id is not None:
        check_independent(session, case, f"staff:{staff_id}")
    case.assignee_id = staff_id
    note_change(session, case, "assign", by=by, now=now)


def mark(
    session: Session,
    case: HelpRequest,
    stage: str,
    item: str,
    *,
    is_met: bool,
    valid_until: date | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> None:
    """Mark one item of a checklist, again if need be: who marked it last, and when, is kept. Raises MoveRefused."""
    if case.state not in MARKED_IN[stage]:
        raise MoveRefused("too_late_to_mark")
    if stage == MATCHING:
        check_independent(session, case, by.name)
    found = session.scalar(
        select(Check).where(Check.case_id == case.id, Check.stage == stage, Check.item == item)
    ) or Check(case_id=case.id, stage=stage, item=item)
    found.is_met, found.valid_until, found.at, found.actor = is_met, valid_until, now, by.name
    found.words = {"note": note.strip()}
    session.add(found)
    note_change(session, case, "mark", by=by, now=now)


def write_note(session: Session, case: HelpRequest, text: str, *, by: Actor, now: datetime) -> Note:
    """Keep an internal note."""
    return _add(session, case, Note(), {"text": text.strip()}, act="note", by=by, now=now)


def note_contact(
    session: Session, case: HelpRequest, channel: str, *, was_reached: bool, note: str = "", by: Actor, now: datetime
) -> Contact:
    """Keep a try to reach the person."""
    paper = Contact(channel=channel, was_reached=was_reached)
    return _add(session, case, paper, {"note": note.strip()}, act="contact", by=by, now=now)


def inform(session: Session, case: HelpRequest, channel: str, *, by: Actor, now: datetime) -> None:
    """Write down that the person was told of the committee and the reply (policy, procedure 5), and how."""
    case.informed_at, case.informed_via = now, channel
    note_change(session, case, "inform", by=by, now=now)


def take_declaration(
    session: Session, case: HelpRequest, signed: Signed, *, is_own: bool = True, by: Actor, now: datetime
) -> Declaration:
    """Keep a declaration of the answers as they are now; the applicant's own, unless a helper stood up. Raises MoveRefused."""
    check_independent(session, case, by.name)
    paper = Declaration(
        method=signed.method, is_own=is_own, text_version=signed.version, answers_hash=case.answers.fingerprint
    )
    return _add(session, case, paper, signed.words, act="declare", by=by, now=now)


def ask(
    session: Session, case: HelpRequest, question: str, *, is_referral: bool = False, by: Actor, now: datetime
) -> Question:
    """Keep what the person asked; a referral goes to the social research officer. The request does not stop."""
    act = "refer" if is_referral else "question"
    return _add(
        session, case, Question(is_referral=is_referral), {"question": question.strip()}, act=act, by=by, now=now
    )


def answer(session: Session, case: HelpRequest, question_id: int, text: str, *, by: Actor, now: datetime) -> None:
    """Answer a question. Where the person has an address, the answer is promised by mail. Raises NothingThere."""
    found = _one(session, Question, case, question_id)
    words = {**found.words, "answer": text.strip()}
    found.words, found.answered_at, found.answered_by = words, now, by.name
    note_change(session, case, "answer", by=by, now=now)
    if letters.explain(session, case, question=words["question"], answer=words["answer"], now=now):
        found.told_at, found.told_via = now, "email"


def told(session: Session, case: HelpRequest, question_id: int, channel: str, *, by: Actor, now: datetime) -> None:
    """Write down that the person got the answer, and how. Raises NothingThere."""
    found = _one(session, Question, case, question_id)
    found.told_at, found.told_via = now, channel
    note_change(session, case, "told", by=by, now=now)


def plan_delivery(session: Session, case: HelpRequest, what: str, amount: str, *, by: Actor, now: datetime) -> Delivery:
    """Keep one part of the service that is to be given. Raises MoveRefused."""
    if case.state not in PLANNED_IN:
        raise MoveRefused("not_delivering")
    words = {"what": what.strip(), "amount": amount.strip()}
    return _add(session, case, Delivery(), words, act="plan_delivery", by=by, now=now)


def hand_over(
    session: Session, case: HelpRequest, delivery_id: int, receipt: str, via: str, *, by: Actor, now: datetime
) -> None:
    """Write down that one part was given, with its proof of receipt. Raises MoveRefused, NothingThere."""
    if case.state != DELIVERING:
        raise MoveRefused("not_delivering")
    found = _one(session, Delivery, case, delivery_id)
    found.words = {**found.words, "receipt": receipt.strip()}
    found.delivered_at, found.receipt_via = now, via
    note_change(session, case, "hand_over", by=by, now=now)


def allow_early_reply(
    session: Session, case: HelpRequest, staff_id: int, reason: str, *, by: Actor, now: datetime
) -> None:
    """The manager lets the reply leave before the floor; the reason is kept as a note."""
    case.early_reply_by = staff_id
    _add(session, case, Note(), {"text": reason.strip()}, act="allow_early_reply", by=by, now=now)


def send_again(session: Session, case: HelpRequest, message_id: int, *, by: Actor, now: datetime) -> None:
    """Try a message about the request anew, where it waits or has failed. Raises NothingThere."""
    found = session.get(OutboxMessage, message_id)
    if found is None or found.about != case.reference:
        raise NothingThere(str(message_id))
    queue.send_again(session, [found], now=now)
    note_change(session, case, "send_again", by=by, now=now)


def settle_survey(session: Session, case: HelpRequest, note: str, *, by: Actor, now: datetime) -> None:
    """Write down that the person was invited to rate the service (`invited`), or that there is no way (`no_way`)."""
    case.survey_settled_at, case.survey_note = now, note
    note_change(session, case, "survey", by=by, now=now)


def agree_on(
    session: Session,
    case: HelpRequest,
    starts_at: datetime,
    channel: str,
    with_id: int,
    *,
    place: str = "",
    by: Actor,
    now: datetime,
) -> Appointment:
    """Keep an appointment with a member of staff."""
    paper = Appointment(starts_at=starts_at, channel=channel, with_id=with_id)
    return _add(session, case, paper, {"place": place.strip()}, act="appoint", by=by, now=now)


def call_off(session: Session, case: HelpRequest, appointment_id: int, *, by: Actor, now: datetime) -> None:
    """Cancel an appointment; it stays in the file. Raises NothingThere."""
    found = _one(session, Appointment, case, appointment_id)
    if found.cancelled_at is None:
        found.cancelled_at = now
        note_change(session, case, "call_off", by=by, now=now)


def _add(
    session: Session, case: HelpRequest, paper: Paper, words: Mapping[str, Any], *, act: str, by: Actor, now: datetime
) -> Paper:
    paper.case_id, paper.at, paper.actor = case.id, now, by.name
    paper.words = words
    session.add(paper)
    note_change(session, case, act, by=by, now=now)
    session.flush()
    return paper


def _one(session: Session, kind: type[Paper], case: HelpRequest, number: int) -> Paper:
    found = session.get(kind, number)
    if found is None or found.case_id != case.id:
        raise NothingThere(str(number))
    return found
