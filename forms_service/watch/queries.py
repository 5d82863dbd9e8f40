"""Which submissions staff have not been told of. Starts from what was submitted, not from what failed: a lost row shows too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from forms_service.feedback.models import Feedback
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.queries import is_told_by_mail
from forms_service.outbox.models import FAILED, QUEUED, SENDING, SENT, OutboxMessage
from forms_service.volunteers.models import Volunteer

TOLD_WITHIN = timedelta(minutes=15)
"""How long a notice may take to leave before people are told that it has not."""

RECENT = timedelta(hours=6)
"""How far back a page looks for a submission without any notice; the rounds of the sweeper look at all."""

_WAITING = (QUEUED, SENDING)

Kinds = type[HelpRequest] | type[Volunteer] | type[Feedback]
KINDS: dict[str, Kinds] = {"help_request": HelpRequest, "volunteer": Volunteer, "feedback": Feedback}
"""Everything that can be submitted, by the kind that events name."""

NOTICES = {
    "help_request": "help_requests/for_staff",
    "volunteer": "volunteers/for_staff",
    "feedback": "feedback/for_staff",
}
"""The message by which staff are told of each kind."""


@dataclass(frozen=True)
class Untold:
    """A submission of which staff have not been told. `promised`: whether a notice stands in the outbox at all."""

    kind: str
    reference: str
    received_at: datetime
    promised: bool


def untold(session: Session, *, now: datetime) -> list[Untold]:
    """Every submission whose notice to staff is missing, has failed, or has not left within TOLD_WITHIN; oldest first.

    Looks at every submission: for rounds and for the terminal.
    """
    return _found(session, now, recent=False)


def untold_lately(session: Session, *, now: datetime) -> list[Untold]:
    """The same for a page, by indexes alone: leaves out what came before RECENT and has no notice at all."""
    return _found(session, now, recent=True)


def orphans(session: Session) -> Sequence[str]:
    """The references that messages are about and nothing was submitted under."""
    submitted = [exists().where(model.reference == OutboxMessage.about) for model in KINDS.values()]
    return session.scalars(select(OutboxMessage.about).where(~or_(*submitted)).distinct()).all()


def _found(session: Session, now: datetime, *, recent: bool) -> list[Untold]:
    asked = [(kind, _of(kind, now).where(*part)) for kind in KINDS for part in (_parts(kind, now) if recent else ((),))]
    found = {
        reference: Untold(kind, reference, received_at, promised)
        for kind, part in asked
        for reference, received_at, promised in session.execute(part)
    }
    return sorted(found.values(), key=lambda case: case.received_at)


def _of(kind: str, now: datetime) -> Select[str, datetime, bool]:
    case = KINDS[kind]
    in_time = and_(_noticed(kind, *_WAITING), case.received_at > now - TOLD_WITHIN)
    found = select(case.reference, case.received_at, _noticed(kind)).where(~or_(_noticed(kind, SENT), in_time))
    # What a colleague put into the inbox, or the office wrote down itself, needs no notice: none was promised.
    needs = {HelpRequest: is_told_by_mail(), Feedback: Feedback.is_internal.is_(False)}
    return found.where(needs[case]) if case in needs else found


def _noticed(kind: str, *states: str) -> ColumnElement[bool]:
    """Whether a notice of the submission stands in the outbox, in one of these states where any are named."""
    case, message = KINDS[kind], OutboxMessage
    notice = exists().where(message.about == case.reference, message.template == NOTICES[kind]).correlate(case)
    return notice.where(message.state.in_(states)) if states else notice


def _parts(kind: str, now: datetime) -> tuple[tuple[ColumnElement[bool]], ...]:
    """What a page looks at: asked one after the other, since PostgreSQL reads the whole table for «this or that»."""
    unsent = select(OutboxMessage.about).where(
        OutboxMessage.state.in_((*_WAITING, FAILED)), OutboxMessage.template == NOTICES[kind]
    )
    return (KINDS[kind].received_at > now - RECENT,), (KINDS[kind].reference.in_(unsent),)
