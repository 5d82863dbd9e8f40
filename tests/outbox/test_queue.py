from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from forms_service.db import db, transaction
from forms_service.outbox import queue
from forms_service.outbox.message import Message
from forms_service.outbox.models import OutboxMessage
from tests.outbox.conftest import NOW, REFERENCE, attempts, promise_mail, rows
from tests.support.postgres import both_databases

pytestmark = both_databases

LEASE = timedelta(minutes=6)
MINUTE = timedelta(minutes=1)


def claim(now=NOW, owner="one"):
    with transaction() as session:
        return queue.claim(session, now=now, owner=owner, lease=LEASE)


def settle(mark, claimed, **how):
    with transaction() as session:
        return mark(session, claimed, **how)


def due(now):
    with Session(db.engine) as session:
        return queue.anything_due(session, now=now)


def promise_and_fail():
    with transaction() as session:
        queue.promise(session, Message("help_requests/for_staff", "staff@example.org", REFERENCE), now=NOW)
        session.flush()
        _ = 1 / 0


def test_a_promise_is_kept_only_with_its_transaction(context):
    with pytest.raises(ZeroDivisionError):
        promise_and_fail()
    assert rows() == []
    promise_mail()
    assert [(row.state, row.attempts, row.about) for row in rows()] == [("queued", 0, REFERENCE)]


def test_the_sender_is_woken_by_a_stored_promise_only(context):
    queue.promised.clear()
    with transaction() as session:
        queue.promise(session, Message("help_requests/for_staff", "staff@example.org", REFERENCE), now=NOW)
        session.flush()
        assert not queue.promised.is_set()
    assert queue.promised.is_set()
    queue.promised.clear()
    with pytest.raises(ZeroDivisionError):
        promise_and_fail()
    assert not queue.promised.is_set()


def test_what_was_promised_comes_back(context):
    promise_mail(to="salma@example.org", name="سلمى")
    message = claim().row.message
    assert (message.template, message.recipient) == ("help_requests/for_staff", "salma@example.org")
    assert message.facts["name"] == "سلمى"


def test_a_payload_does_not_open_in_another_row(context):
    promise_mail(to="one@example.org")
    promise_mail(to="two@example.org")
    one, two = rows()
    one.sealed_payload = two.sealed_payload
    with pytest.raises(Exception, match="outbox"):
        _ = one.message


@pytest.mark.parametrize(("url", "host"), [("https://example.org:8443", "example.org"), ("http://[::1]:8000", "[::1]")])
def test_a_message_id_is_random_and_on_the_public_host(app_with, url, host):
    app_with(9, public_url=url)
    ids = {promise_mail() for _ in range(20)}
    assert len(ids) == 20
    assert {len(each.partition("@")[0]) for each in ids} == {1 + 32}  # 16 random bytes
    assert {each.partition("@")[2] for each in ids} == {f"{host}>"}


def test_the_oldest_due_is_given_first_and_each_to_one_sender(context):
    late, early = promise_mail(now=NOW), promise_mail(now=NOW - MINUTE)
    promise_mail(now=NOW + MINUTE)
    taken = [claim(owner="one"), claim(owner="two"), claim(owner="three")]
    assert [each and each.row.message_id for each in taken] == [early, late, None]


def test_only_what_is_due_is_due(context):
    assert not due(NOW)
    promise_mail()
    assert not due(NOW - MINUTE)
    assert due(NOW)
    claim()
    assert not due(NOW + LEASE - MINUTE)
    assert due(NOW + LEASE)


def test_a_lease_that_ended_is_given_to_another_and_the_attempt_is_written_down_as_lost(context):
    message_id = promise_mail()
    first = claim(owner="one")
    assert claim(NOW + LEASE - MINUTE, owner="two") is None
    second = claim(NOW + LEASE, owner="two")
    assert second.row.message_id == message_id
    assert second.row.attempts == 2
    assert attempts() == [("lost", "the sender stopped in the middle")]
    with pytest.raises(queue.LeaseLost):
        settle(queue.mark_sent, first, now=NOW + LEASE)
    settle(queue.mark_sent, second, now=NOW + LEASE)
    assert [row.state for row in rows()] == ["sent"]


@pytest.mark.parametrize("mark", [queue.mark_sent, queue.mark_later, queue.mark_failed])
def test_who_lost_the_lease_writes_nothing(context, mark):
    promise_mail()
    first = claim()
    claim(NOW + LEASE)
    with pytest.raises(queue.LeaseLost):
        settle(mark, first, now=NOW + LEASE, detail="late")
    assert [row.state for row in rows()] == ["sending"]
    assert [outcome for outcome, _ in attempts()] == ["lost"]


def test_what_was_sent_waits_no_more(context):
    promise_mail()
    settle(queue.mark_sent, claim(), now=NOW)
    [row] = rows()
    assert (row.state, row.next_try_at, row.sent_at, row.lease) == ("sent", None, NOW, None)
    assert attempts() == [("sent", "")]
    assert claim(NOW + timedelta(days=9)) is None


def test_what_was_put_off_is_due_after_its_pause_and_gives_up_after_48_hours(context):
    promise_mail()
    now, pauses = NOW, []
    while (outcome := settle(queue.mark_later, claim(now), now=now, detail="451 later", random=lambda: 0.0)) == "later":
        [row] = rows()
        assert not due(row.next_try_at - timedelta(seconds=1))
        pauses.append(row.next_try_at - now)
        now = row.next_try_at
    [row] = rows()
    assert [pause // MINUTE for pause in pauses[:6]] == [1, 5, 15, 60, 60, 60]
    assert (outcome, row.state, row.last_error, row.next_try_at) == ("failed", "failed", "451 later", None)
    assert timedelta(hours=48) <= now - NOW < timedelta(hours=49)
    assert [outcome for outcome, _ in attempts()] == ["later"] * len(pauses) + ["failed"]


def test_a_message_that_waited_for_days_without_a_sender_still_gets_its_ladder(context):
    promise_mail()
    now = NOW + timedelta(days=5)
    assert settle(queue.mark_later, claim(now), now=now, detail="451 greylisted") == "later"


@pytest.mark.parametrize(
    ("state", "attempts", "useful"),
    [("queued", 0, False), ("queued", 3, True), ("sending", 1, False), ("sent", 1, False), ("failed", 9, True)],
)
def test_sending_anew_is_of_use_after_a_try_that_did_not_succeed(context, state, attempts, useful):
    assert queue.can_be_sent_again(OutboxMessage(state=state, attempts=attempts)) is useful


def test_sending_again_revives_what_failed_and_leaves_what_was_sent(context):
    promise_mail()
    settle(queue.mark_sent, claim(), now=NOW)
    promise_mail()
    settle(queue.mark_failed, claim(), now=NOW, detail="550 no")
    later = NOW + timedelta(days=3)
    with transaction() as session:
        again = queue.send_again(session, session.query(OutboxMessage).all(), now=later)
    assert again == 1
    assert [(row.state, row.attempts) for row in rows()] == [("sent", 1), ("queued", 0)]
    assert claim(later).row.attempts == 1
