"""An app whose mails go to a given server, and the people who wait for them."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.app import create_app
from forms_service.db import db, transaction
from forms_service.outbox.message import Message
from forms_service.outbox.models import OutboxAttempt, OutboxMessage
from forms_service.outbox.queue import promise
from forms_service.schema import upgrade
from tests.conftest import make_settings

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
REFERENCE = "482930571166"
STAFF_URL = "https://example.org/staff/help-requests/482930571166"


@pytest.fixture
def app_with(tmp_path, store):
    """app_with(server or port, …settings): the service with an empty database, inside its context, sending there."""
    with ExitStack() as stack:

        def make(server, **changes):
            smtp = {"smtp_host": "127.0.0.1", "smtp_port": getattr(server, "port", server), "smtp_security": "none"}
            app = create_app(
                make_settings(tmp_path, **{**smtp, "public_url": "https://example.org", **store, **changes})
            )
            stack.enter_context(app.app_context())
            upgrade()
            return app

        yield make


def promise_mail(*, to="staff@example.org", template="help_requests/for_staff", now=NOW, **facts):
    """Promise one mail in a transaction of its own. Returns its Message-ID."""
    with transaction() as session:
        message = Message(template, to, REFERENCE, {"staff_url": STAFF_URL, **facts})
        return promise(session, message, now=now)


def rows():
    """Every promised message, oldest first."""
    with Session(db.engine) as session:
        return session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def attempts():
    """(outcome, detail) of every attempt, oldest first."""
    with Session(db.engine) as session:
        found = session.execute(select(OutboxAttempt.outcome, OutboxAttempt.detail).order_by(OutboxAttempt.id))
        return [tuple(each) for each in found]
