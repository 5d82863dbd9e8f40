"""What لجنة البحث does in a session: open it, put raised requests on the agenda, step aside, vote, record.

Takes part in the caller's transaction. People are numbers of staff; who may do what is checked here by role.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.accounts.models import Staff
from forms_service.association import Association
from forms_service.audit.models import record_event
from forms_service.errors import RuleBroken
from forms_service.help_requests import committee, independence
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import SECRETARY, MoveRefused, Words
from forms_service.help_requests.procedure import Actor, move, note_change, to_change
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession, Recusal, Vote
from forms_service.help_requests.standing import item_of
from forms_service.help_requests.statuses import CHECKING, COMMITTEE, DECIDED

MEMBER = "member"


class NoSuchSession(RuleBroken):
    """There is no such session of the committee, or it is closed."""


def open_session(
    session: Session, held_on: date, present: Collection[int], *, by: Actor, now: datetime
) -> CommitteeSession:
    """Open a session with these members present; today's quorum holds for it."""
    _must_be(by, SECRETARY)
    association: Association = current_app.extensions["association"]
    meeting = CommitteeSession(
        held_on=held_on,
        present=sorted(set(present)),
        quorum=association.committee.quorum,
        opened_by=by.name,
        opened_at=now,
    )
    session.add(meeting)
    session.flush()
    record_event(session, at=now, actor=by.name, act="open", kind="committee_session", subject=str(meeting.id))
    return meeting


def close_session(session: Session, meeting: CommitteeSession, *, by: Actor, now: datetime) -> None:
    """End a session: requests without a result wait for another."""
    _must_be(by, SECRETARY)
    meeting.closed_at = now
    record_event(session, at=now, actor=by.name, act="close", kind="committee_session", subject=str(meeting.id))


def raised(session: Session, most: int = 200) -> Sequence[HelpRequest]:
    """Requests that wait for the committee, those raised first first."""
    found = select(HelpRequest).where(HelpRequest.state == COMMITTEE).order_by(HelpRequest.raised_at, HelpRequest.id)
    return session.scalars(found.limit(most)).all()


def note_arrival(
    session: Session, meeting: CommitteeSession, arrived: Collection[int], *, by: Actor, now: datetime
) -> None:
    """Add members who came later to those present. Raises MoveRefused, NoSuchSession."""
    _must_be(by, SECRETARY)
    _must_be_open(meeting)
    meeting.present = sorted({*meeting.present, *arrived})
    record_event(session, at=now, actor=by.name, act="arrive", kind="committee_session", subject=str(meeting.id))


def note_absence(session: Session, meeting: CommitteeSession, staff_id: int, *, by: Actor, now: datetime) -> None:
    """Take back a presence that was written down by mistake; who voted in the session was there.

    Raises MoveRefused, NoSuchSession.
    """
    _must_be(by, SECRETARY)
    for item in meeting.agenda:  # held, so that nobody votes meanwhile
        to_change(session, session.scalars(select(HelpRequest.reference).where(HelpRequest.id == item.case_id)).one())
        session.refresh(item)
    if any(_voted(item, staff_id) for item in meeting.agenda):
        raise MoveRefused("voted_here")
    session.refresh(meeting)
    _must_be_open(meeting)
    meeting.present = [number for number in meeting.present if number != staff_id]
    record_event(session, at=now, actor=by.name, act="absent", kind="committee_session", subject=str(meeting.id))


def put_on_agenda(
    session: Session, meeting: CommitteeSession, reference: str, *, by: Actor, now: datetime
) -> AgendaItem:
    """Put a raised request on the agenda; one that is on that of an open session stays there.

    From an objection, members who handled the first request or voted on it have stepped aside already. Raises MoveRefused,
    NoSuchSession.
    """
    _must_be(by, SECRETARY)
    _must_be_open(meeting)
    case = to_change(session, reference)
    if case.state != COMMITTEE:
        raise MoveRefused("not_raised")
    known = item_of(session, case)
    if known is not None and (known.session_id == meeting.id or known.session.closed_at is None):
        return known
    if any(each.case_id == case.id for each in meeting.agenda):  # decided for more information, and raised again since
        raise MoveRefused("seen_in_session")
    if case.is_objection and any(each.case_id == case.other_id for each in meeting.agenda):
        raise MoveRefused("first_session")
    item = AgendaItem(session_id=meeting.id, case_id=case.id, added_at=now)
    item.recusals = [Recusal(staff_id=number, at=now) for number in _bound_members(session, case)]
    session.add(item)
    session.flush()
    note_change(session, case, "agenda", by=by, now=now)
    return item


def step_aside(session: Session, item: AgendaItem, staff_id: int, *, by: Actor, now: datetime) -> None:
    """A member steps aside from a request before voting on it. Raises MoveRefused."""
    _must_be(by, MEMBER)
    _hold(session, item)
    if item.result is not None:
        raise MoveRefused("voting_is_over")
    if _voted(item, staff_id):
        raise MoveRefused("has_voted")
    if not _stepped_aside(item, staff_id):
        item.recusals.append(Recusal(staff_id=staff_id, at=now))
        _note(session, item, "step_aside", by, now)


def vote(session: Session, item: AgendaItem, staff_id: int, choice: str, *, by: Actor, now: datetime) -> None:
    """One member's vote, once. Raises MoveRefused."""
    _must_be(by, MEMBER)
    _hold(session, item)
    if item.result is not None or choice not in committee.CHOICES:
        raise MoveRefused("voting_is_over")
    if staff_id not in item.session.present:
        raise MoveRefused("not_present")
    if _stepped_aside(item, staff_id):
        raise MoveRefused("stepped_aside")
    if _voted(item, staff_id):
        raise MoveRefused("has_voted")
    independence.check_independent(session, session.get_one(HelpRequest, item.case_id), f"staff:{staff_id}")
    item.votes.append(Vote(staff_id=staff_id, choice=choice, at=now))
    _note(session, item, "vote", by, now)


def record(
    session: Session,
    item: AgendaItem,
    *,
    public: str,
    reason: str = "",
    clause: str | None = None,
    expected: str | None = None,
    by: Actor,
    now: datetime,
) -> HelpRequest:
    """Record what the votes decided: the request is decided, or goes back for more information.

    `expected` is the result for which the words were written, where the votes may have changed since.
    Whoever stepped aside from a request does not record it either: independence goes by person. Raises MoveRefused.
    """
    _must_be(by, SECRETARY)
    reference = _hold(session, item)
    if any(by.name == f"staff:{each.staff_id}" for each in item.recusals):
        raise MoveRefused("not_impartial")
    item.words, item.clause = {"public": public.strip(), "reason": reason.strip()}, clause
    item.recorded_by = by.name
    session.flush()
    result = committee.result_of([each.choice for each in item.votes])
    if expected not in (None, result):
        raise MoveRefused("votes_changed")
    target = CHECKING if result == committee.MORE_INFORMATION else DECIDED
    return move(session, reference, target, by=by, now=now, words=Words(reason=reason))


def _hold(session: Session, item: AgendaItem) -> str:
    """Hold the request until the transaction ends, with what others did on it until now; its reference.

    Raises MoveRefused where the request is no longer before the committee, NoSuchSession where the session is closed.
    """
    reference = session.scalars(select(HelpRequest.reference).where(HelpRequest.id == item.case_id)).one()
    case = to_change(session, reference)
    session.refresh(item)
    session.refresh(item.session)
    _must_be_open(item.session)
    if item.result is None and case.state != COMMITTEE:  # withdrawn or merged meanwhile
        raise MoveRefused("not_raised")
    return reference


def _must_be(by: Actor, role: str) -> None:
    if role not in by.roles:
        raise MoveRefused("not_yours", needs=(role,))


def _must_be_open(meeting: CommitteeSession) -> None:
    if meeting.closed_at is not None:
        raise NoSuchSession(str(meeting.id))


def _voted(item: AgendaItem, staff_id: int) -> bool:
    return any(each.staff_id == staff_id for each in item.votes)


def _stepped_aside(item: AgendaItem, staff_id: int) -> bool:
    return any(each.staff_id == staff_id for each in item.recusals)


def _bound_members(session: Session, case: HelpRequest) -> list[int]:
    first = independence.first_of(session, case)
    if first is None:
        return []
    parties = independence.numbers_of(independence.parties_of(session, first))
    members = {
        person.id for person in session.scalars(select(Staff).where(Staff.id.in_(parties))) if _is_member(person)
    }
    return sorted(members | independence.voters_of(session, first))


def _is_member(person: Staff) -> bool:
    return MEMBER in person.role_names


def _note(session: Session, item: AgendaItem, act: str, by: Actor, now: datetime) -> None:
    session.flush()
    case = session.get_one(HelpRequest, item.case_id)
    record_event(session, at=now, actor=by.name, act=act, kind=HelpRequest.kind, subject=case.reference)
