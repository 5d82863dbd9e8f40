"""What ends by itself: a request is closed some time after its person was invited to rate the service (product, §5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import TIMER
from forms_service.help_requests.procedure import Actor, move
from forms_service.help_requests.statuses import CLOSED, DELIVERED, REFUSED

CLOSES_AFTER = timedelta(days=30)
"""After the invitation, or after it was written down that there is no way."""
CLOCKWORK = Actor("system", frozenset({TIMER}))


def over(session: Session, now: datetime, most: int) -> Sequence[str]:
    """References of requests, up to `most`, whose time is over at `now` (aware)."""
    found = select(HelpRequest.reference).where(
        HelpRequest.state.in_((DELIVERED, REFUSED)), HelpRequest.survey_settled_at <= now - CLOSES_AFTER
    )
    return session.scalars(found.limit(most)).all()


def close(session: Session, reference: str, *, now: datetime) -> None:
    """Close it, as a colleague could. Raises MoveRefused where it has moved on since."""
    move(session, reference, CLOSED, by=CLOCKWORK, now=now)
