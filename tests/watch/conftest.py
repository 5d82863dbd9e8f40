"""Submissions that staff may or may not have been told of, and the messages that tell them."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_service.audit.models import Event
from forms_service.clock import now
from forms_service.db import db, transaction
from forms_service.outbox.models import OutboxAttempt, OutboxMessage
from forms_service.watch.service import PROMISES
from tests.support.office import add_feedback, add_help_request, add_volunteer

KINDS = {"help_request": add_help_request, "volunteer": add_volunteer, "feedback": add_feedback}


@pytest.fixture
def submitted(context: Flask):
    """submitted(kind, ago): a submission that came so long ago, with its notice queued; the reference."""

    def make(kind: str, ago) -> str:
        reference = KINDS[kind](context, received_at=now() - ago)
        with transaction() as session:
            PROMISES[kind](session, reference, now=now() - ago)
        return reference

    return make


def notices(reference: str) -> list[OutboxMessage]:
    """The messages about a reference."""
    with Session(db.engine) as session:
        return list(session.scalars(select(OutboxMessage).where(OutboxMessage.about == reference)))


def stands(reference: str, state: str) -> None:
    """Put the notice about a reference into a state."""
    with transaction() as session:
        for message in session.scalars(select(OutboxMessage).where(OutboxMessage.about == reference)):
            message.state = state


def drop_messages() -> None:
    """Lose the whole outbox."""
    with transaction() as session:
        session.execute(delete(OutboxAttempt))
        session.execute(delete(OutboxMessage))


def events(act: str) -> Iterator[tuple[str, str, str]]:
    """Actor, kind and subject of every event of this act."""
    with Session(db.engine) as session:
        for event in session.scalars(select(Event).where(Event.act == act).order_by(Event.id)):
            yield event.actor, event.subject_kind, event.subject
