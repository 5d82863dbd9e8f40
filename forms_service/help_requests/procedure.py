"""The policy's procedure: `move()`, the one door through which a request goes from state to state.

Web, bulk and terminal come through here. Takes part in the caller's transaction: it never commits and never sends.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.audit.models import record_event
from forms_service.clock import today_in_riyadh
from forms_service.db import take_turn
from forms_service.errors import RuleBroken
from forms_service.help_requests import committee, letters
from forms_service.help_requests.case_file import Step
from forms_service.help_requests.independence import check_may_lead
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import DELEGATE, MoveRefused, Words, check
from forms_service.help_requests.stages import days_of_stay
from forms_service.help_requests.standing import item_of, standing_of
from forms_service.help_requests.statuses import (
    ACCEPTED,
    CHECKING,
    CLOSED,
    COMMITTEE,
    DECIDED,
    ENDED,
    MERGED,
    REFUSED,
    REGISTRATION,
)

NO_WORDS = Words()


class NoSuchRequest(RuleBroken):
    """There is no help request with this reference."""


class ChangedMeanwhile(RuleBroken):
    """Somebody acted on the request since it was read: nothing was done."""


@dataclass(frozen=True)
class Actor:
    """Who acts: `name` as the audit knows them, and what they may be in the table of moves. `branch` limits a delegate."""

    name: str
    roles: frozenset[str]
    branch: str | None = None

    def roles_on(self, case: HelpRequest) -> frozenset[str]:
        """What they may be on this request: another branch's delegate is none here."""
        return self.roles if self.branch is not None and case.branch == self.branch else self.roles - {DELEGATE}


def to_change(session: Session, reference: str, *, seen: int | None = None) -> HelpRequest:
    """The request, held until the transaction ends. Raises NoSuchRequest; ChangedMeanwhile where `seen` is an older revision."""
    take_turn(session, reference.encode())
    case = session.scalar(select(HelpRequest).where(HelpRequest.reference == reference).with_for_update())
    if case is None:
        raise NoSuchRequest(reference)
    if seen is not None and case.revision != seen:
        raise ChangedMeanwhile(reference)
    return case


def note_change(session: Session, case: HelpRequest, act: str, *, by: Actor, now: datetime) -> None:
    """Count and write down an act on the request."""
    case.revision += 1
    case.changed_at = now
    record_event(session, at=now, actor=by.name, act=act, kind=HelpRequest.kind, subject=case.reference)


def move(
    session: Session,
    reference: str,
    target: str,
    *,
    by: Actor,
    now: datetime,
    words: Words = NO_WORDS,
    seen: int | None = None,
) -> HelpRequest:
    """Lead the request to `target`, with its step, its event and what is to be said about it.

    Raises MoveRefused, NoSuchRequest, ChangedMeanwhile.
    """
    case = to_change(session, reference, seen=seen)
    source = case.state
    check(source, target, by=by.roles_on(case), at=standing_of(session, case, now), words=words)
    check_may_lead(session, case, target, by.name)
    days = days_of_stay(source, target, today_in_riyadh(_began(case)), today_in_riyadh(now))
    if effect := _EFFECTS.get(target):
        effect(session, case, source, words, now)
    case.state, case.state_since = target, now
    step = Step(case_id=case.id, at=now, actor=by.name, source=source, target=target, code=words.code, days=days)
    step.words = {"public": words.public.strip(), "reason": words.reason.strip()}
    session.add(step)
    note_change(session, case, f"to_{target}", by=by, now=now)
    letters.about_step(session, case, words, now=now)
    return case


def _began(case: HelpRequest) -> datetime:
    """When the step of the procedure began that the request is in."""
    began = {COMMITTEE: case.raised_at, DECIDED: case.raised_at, REGISTRATION: case.reply_sent_at}
    return began.get(case.state) or case.state_since or case.received_at


def _raise(_session: Session, case: HelpRequest, _source: str, _words: Words, now: datetime) -> None:
    case.raised_at, case.result, case.early_reply_by = now, None, None


def _record_result(session: Session, case: HelpRequest, _source: str, _words: Words, now: datetime) -> None:
    item = item_of(session, case)
    if item is not None:
        item.result, item.recorded_at = committee.result_of([vote.choice for vote in item.votes]), now
        case.result = item.result


def _check_again(session: Session, case: HelpRequest, source: str, words: Words, now: datetime) -> None:
    if source == COMMITTEE:
        _record_result(session, case, source, words, now)
    elif source == CLOSED:  # it goes the whole way again, to a reply and an invitation of its own
        case.reply_sent_at = case.survey_settled_at = case.survey_note = None


def _reply(_session: Session, case: HelpRequest, _source: str, _words: Words, now: datetime) -> None:
    case.reply_sent_at = now


def _merge(session: Session, case: HelpRequest, _source: str, words: Words, _now: datetime) -> None:
    other = session.scalar(select(HelpRequest).where(HelpRequest.reference == words.other_reference))
    if other is None or other.id == case.id or other.state in ENDED:
        raise MoveRefused("no_other_reference")
    case.other_id = other.id


Effect = Callable[[Session, HelpRequest, str, Words, datetime], None]

_EFFECTS: Mapping[str, Effect] = {
    COMMITTEE: _raise,
    DECIDED: _record_result,
    CHECKING: _check_again,
    ACCEPTED: _reply,
    REFUSED: _reply,
    MERGED: _merge,
}
"""What a state's beginning changes besides the state."""
