"""Which message goes with which move, and with an explanation. Promises; never sends."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service import submissions
from forms_service.association import Association
from forms_service.help_requests import messages
from forms_service.help_requests.case_file import Contact, Step
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import SPAM, Words
from forms_service.help_requests.standing import item_of
from forms_service.help_requests.statuses import (
    ACCEPTED,
    CLOSED,
    COMMITTEE,
    DELIVERED,
    ENDED,
    REFUSED,
    WAITING,
)
from forms_service.outbox.message import Message
from forms_service.outbox.queue import promise

BY_TARGET: Mapping[str, Callable[..., Message]] = {
    WAITING: messages.missing,
    COMMITTEE: messages.raised,
    ACCEPTED: messages.accepted,
    REFUSED: messages.refused,
    DELIVERED: messages.delivered,
    CLOSED: messages.closed,
}


def about_step(session: Session, case: HelpRequest, words: Words, *, now: datetime) -> None:
    """Promise the message that goes with a move, where there is one and the person has an address."""
    message = message_with(session, case, case.state, words, now=now)
    if message is not None and message.recipient:
        promise(session, message, now=now)


def message_with(session: Session, case: HelpRequest, target: str, words: Words, *, now: datetime) -> Message | None:
    """What the move to `target` says to the person, not promised yet; None where it says nothing.

    The recipient is empty where no address is known.
    """
    letter = BY_TARGET.get(target)
    says_nothing = target == CLOSED and (words.code in ("", SPAM) or not words.public)
    if letter is None or says_nothing:
        return None
    facts: dict[str, Any] = {"at": now} if target == COMMITTEE else {"public": public_of(session, case, target, words)}
    if target == REFUSED:
        facts["may_object"] = _may_object(case)
    return submissions.letter_to_person(case.answers, case.reference, letter, **facts)


def to_tell(session: Session, case: HelpRequest) -> Message | None:
    """What the last move that says something says to a person who has no address, until somebody has reached them; else None."""
    if case.answers.value("email"):
        return None
    for step in session.scalars(select(Step).where(Step.case_id == case.id).order_by(Step.id.desc())):
        said = Words(public=step.words["public"], code=step.code)
        if message := message_with(session, case, step.target, said, now=step.at):
            reached = select(Contact.id).where(Contact.case_id == case.id, Contact.was_reached, Contact.at >= step.at)
            return message if session.scalar(reached.limit(1)) is None else None
        if case.state in ENDED:  # it ended without a word: what was said before is over
            return None
    return None


def explain(session: Session, case: HelpRequest, *, question: str, answer: str, now: datetime) -> bool:
    """Promise the answer to what the person did not understand; whether there is an address to send it to."""
    record, letter = case.answers, messages.explained
    submissions.tell_person(session, record, case.reference, letter, now=now, question=question, answer=answer)
    return bool(record.value("email"))


def _may_object(case: HelpRequest) -> bool:
    association: Association = current_app.extensions["association"]
    return association.committee.objections and not case.is_objection


def public_of(session: Session, case: HelpRequest, target: str, words: Words) -> str:
    """What the applicant reads: said with the move, or in a reply the committee's public reason."""
    item = item_of(session, case) if target == REFUSED else None
    return words.public.strip() or (item.words.get("public", "") if item else "")
