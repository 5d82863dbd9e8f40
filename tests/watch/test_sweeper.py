"""The rounds: what was lost is promised again and sent, what is over is erased, and no trouble ends them."""

import logging
import threading
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from forms_service.clock import now, today_in_riyadh
from forms_service.db import db, transaction
from forms_service.errors import StorageUnavailable
from forms_service.formkit.drafts import Draft, keep, key_hash
from forms_service.outbox.models import FAILED
from forms_service.outbox.sender import send_due
from forms_service.search.misses import KEPT_DAYS, count_miss, most_missed
from forms_service.watch import sweeper
from forms_service.watch.sweeper import Sweeper, Swept, sweep
from tests.support.postgres import both_databases
from tests.watch.conftest import drop_messages, events, notices, stands

pytestmark = both_databases

A_WHILE = 30  # seconds: the longest wait for another thread; never waited out when all is well
LONG_AGO = timedelta(hours=2)


@pytest.fixture
def kept_draft(context):
    """kept_draft(ago, days): a draft that was kept so long ago for so many days."""

    def make(ago, days=7):
        with transaction() as session:
            found = key_hash("volunteer", f"key {ago}")
            keep(session, "volunteer", found, b"sealed", seen=None, now=now() - ago, days=days)

    return make


def drafts() -> int:
    with Session(db.engine) as session:
        return session.query(Draft).count()


def test_where_all_is_well_a_round_writes_nothing(submitted, kept_draft, caplog):
    submitted("help_request", timedelta(minutes=1))
    kept_draft(timedelta(days=1))
    assert sweep() == Swept()
    assert drafts() == 1
    assert list(events("notice_promised_again")) == []
    assert caplog.text == ""


def test_a_dropped_outbox_is_promised_again_and_leaves(submitted, settings, caplog, monkeypatch):
    monkeypatch.setattr(sweeper, "BATCH", 2)
    monkeypatch.setattr(logging.getLogger("forms_service"), "propagate", True)
    references = [submitted(kind, LONG_AGO) for kind in ("help_request", "volunteer", "help_request")]
    assert send_due().sent == 3
    drop_messages()
    assert sweep() == Swept(promised=3, untold=3)
    assert [subject for _, _, subject in events("notice_promised_again")] == references
    assert "3 submissions of which staff are not told, 3 notices promised again" in caplog.text
    assert sweep() == Swept(untold=3)  # until they have left
    assert send_due().sent == 3
    assert sweep() == Swept()
    assert len([*settings.mail_folder.glob("*.eml")]) == 6


def test_what_stands_in_the_outbox_is_left_to_the_sender_and_to_people(submitted):
    reference = submitted("volunteer", LONG_AGO)
    stands(reference, FAILED)
    assert sweep() == Swept(untold=1)
    assert len(notices(reference)) == 1


def test_drafts_whose_time_is_over_are_erased(kept_draft):
    kept_draft(timedelta(days=1))
    kept_draft(timedelta(days=8))
    with transaction() as session:
        session.query(Draft).update({Draft.expires_at: now() - timedelta(seconds=1)})
    assert drafts() == 2
    assert sweep() == Swept(erased=2)
    assert drafts() == 0


def test_counts_of_searches_are_erased_when_their_time_is_over(context):
    today = today_in_riyadh(now())
    with transaction() as session:
        count_miss(session, "قديم", today - timedelta(days=KEPT_DAYS))
        count_miss(session, "باق", today - timedelta(days=KEPT_DAYS - 1))
    assert sweep() == Swept()
    with Session(db.engine) as session:
        assert [each.words for each in most_missed(session, 10)] == ["باق"]


def test_a_busy_database_ends_a_round_and_not_the_rounds(submitted, context, monkeypatch, caplog):
    monkeypatch.setattr(logging.getLogger("forms_service"), "propagate", True)
    reference = submitted("help_request", LONG_AGO)
    drop_messages()
    troubles, done, real = iter([StorageUnavailable("busy"), KeyError("سلمى")]), threading.Event(), sweeper.sweep

    def troubled():
        for trouble in troubles:
            raise trouble
        swept = real()
        done.set()
        return swept

    monkeypatch.setattr(sweeper, "sweep", troubled)
    monkeypatch.setattr(sweeper, "EVERY", 0.01)
    working = Sweeper(context)
    working.start()
    try:
        assert done.wait(A_WHILE)
    finally:
        assert working.stop(A_WHILE)
    assert len(notices(reference)) == 1
    assert "the database is busy" in caplog.text
    assert "KeyError" in caplog.text
    assert "سلمى" not in caplog.text


def test_rounds_that_never_began_can_be_stopped(context):
    assert Sweeper(context).stop()
