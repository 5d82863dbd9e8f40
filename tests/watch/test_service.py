"""A lost notice is promised again: once, with its event."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from forms_service.clock import now
from forms_service.db import db, transaction
from forms_service.watch.queries import KINDS, NOTICES, untold
from forms_service.watch.service import promise_again
from tests.support.postgres import both_databases
from tests.watch.conftest import drop_messages, events, notices

pytestmark = both_databases


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_lost_notice_is_promised_as_it_was(submitted, settings, kind):
    reference = submitted(kind, timedelta(hours=2))
    [lost] = notices(reference)
    drop_messages()
    with Session(db.engine) as session:
        [case] = untold(session, now=now())
    with transaction() as session:
        assert promise_again(session, case, now=now())
    [message] = notices(reference)
    assert (message.template, message.state) == (NOTICES[kind], "queued")
    assert message.message == lost.message
    assert message.message_id != lost.message_id
    assert message.message.recipient == settings.staff_mail_to
    assert list(events("notice_promised_again")) == [("system", kind, reference)]


def test_of_two_rounds_one_promises(submitted):
    reference = submitted("help_request", timedelta(hours=2))
    drop_messages()
    with Session(db.engine) as session:
        [case] = untold(session, now=now())
    for promises in (True, False):
        with transaction() as session:
            assert promise_again(session, case, now=now()) is promises
    assert len(notices(reference)) == len(list(events("notice_promised_again"))) == 1
