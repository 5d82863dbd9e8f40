"""What لجنة البحث has before it and behind it: sessions, places on agendas, and replies that have not left. Only reads."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from forms_service.help_requests.models import REPLY_IS_OWED, HelpRequest
from forms_service.help_requests.sessions import AgendaItem, CommitteeSession


def open_sessions(session: Session) -> Sequence[CommitteeSession]:
    """Sessions that are not closed, the newest first."""
    found = select(CommitteeSession).where(CommitteeSession.closed_at.is_(None)).order_by(CommitteeSession.id.desc())
    return session.scalars(found).all()


def closed_sessions(session: Session, before: int | None = None, size: int = 20) -> Sequence[CommitteeSession]:
    """Up to `size` closed sessions, the newest first, that were opened before the one with this number."""
    found = select(CommitteeSession).where(CommitteeSession.closed_at.is_not(None))
    if before is not None:
        found = found.where(CommitteeSession.id < before)
    return session.scalars(found.order_by(CommitteeSession.id.desc()).limit(size)).all()


def session_of(session: Session, number: int) -> CommitteeSession | None:
    """The session with this number, with its agenda, votes and who stepped aside; None where there is none."""
    whole = selectinload(CommitteeSession.agenda)
    options = (whole.selectinload(AgendaItem.votes), whole.selectinload(AgendaItem.recusals))
    return session.scalar(select(CommitteeSession).where(CommitteeSession.id == number).options(*options))


def item_numbered(session: Session, number: int) -> AgendaItem | None:
    """The place on an agenda with this number, or None."""
    return session.scalar(select(AgendaItem).where(AgendaItem.id == number).options(joinedload(AgendaItem.session)))


def cases_on(session: Session, meeting: CommitteeSession) -> Mapping[int, HelpRequest]:
    """The requests on a session's agenda, by their number."""
    found = select(HelpRequest).join(AgendaItem, AgendaItem.case_id == HelpRequest.id)
    return {case.id: case for case in session.scalars(found.where(AgendaItem.session_id == meeting.id))}


def on_open_agendas(session: Session) -> Mapping[int, AgendaItem]:
    """Undecided places on the agenda of open sessions, by the number of the request."""
    found = select(AgendaItem).join(CommitteeSession)
    asked = found.where(CommitteeSession.closed_at.is_(None), AgendaItem.result.is_(None)).order_by(AgendaItem.id)
    return {item.case_id: item for item in session.scalars(asked)}


def unanswered(session: Session, most: int = 200) -> Sequence[HelpRequest]:
    """Requests that were raised and whose reply has not left, decided or not; those raised first first."""
    found = select(HelpRequest).where(REPLY_IS_OWED)
    return session.scalars(found.order_by(HelpRequest.raised_at, HelpRequest.id).limit(most)).all()
