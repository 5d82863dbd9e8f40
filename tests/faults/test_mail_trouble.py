"""What mail servers do in real conversations, and senders that are killed or many: no promised mail is lost.

None is doubled but where nobody can know whether it was taken, and then it carries the same Message-ID.
"""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest

from forms_service import clock
from forms_service.db import transaction
from forms_service.outbox.message import Message
from forms_service.outbox.queue import promise
from forms_service.outbox.sender import send_due
from tests.outbox.conftest import NOW, REFERENCE, STAFF_URL, attempts, promise_mail, rows
from tests.outbox.servers import Inbox, RealServer
from tests.outbox.test_many_senders import ids, process
from tests.support.server import Service

WITHIN = 60.0
"""Seconds that many mails may take on a busy machine."""

TIME_OUT = 0.5
SLOW, DROPPED = "slow", "dropped"


@dataclass(frozen=True)
class Trouble:
    """What a server does the first time: where, its answer, what the sender makes of it, how often the letter came in whole."""

    at: str
    answer: str
    outcome: str
    copies: int


TROUBLES = {
    "421 to the recipient": Trouble("RCPT", "421 4.3.2 closing down", "later", 1),
    "421 to the letter": Trouble("DATA", "421 4.3.2 closing down", "later", 2),
    "451 to the recipient": Trouble("RCPT", "451 4.7.1 greylisted", "later", 1),
    "451 to the letter": Trouble("DATA", "451 4.3.0 try again", "later", 2),
    "550 to the recipient": Trouble("RCPT", "550 5.1.1 no such user", "failed", 0),
    "550 to the letter": Trouble("DATA", "550 5.7.1 not wanted", "failed", 1),
    "552 to the letter": Trouble("DATA", "552 5.2.2 mailbox full", "failed", 1),
    "slow to the recipient": Trouble("RCPT", SLOW, "later", 1),
    "slow after the letter": Trouble("DATA", SLOW, "later", 2),
    "dropped at the recipient": Trouble("RCPT", DROPPED, "later", 1),
    "dropped after the letter": Trouble("DATA", DROPPED, "later", 2),
}


class Troubled(Inbox):
    """Takes everything, but for one trouble with the first letter."""

    def __init__(self, trouble: Trouble):
        super().__init__()
        self._trouble, self._over = trouble, False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        envelope.rcpt_tos.append(address)
        return await self._at("RCPT", server) or "250 well"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        taken = await super().handle_DATA(server, session, envelope)
        return await self._at("DATA", server) or taken

    async def _at(self, verb, server):
        if self._over or verb != self._trouble.at:
            return None
        self._over = True
        if self._trouble.answer == DROPPED:
            server.transport.abort()
        elif self._trouble.answer == SLOW:
            await asyncio.sleep(TIME_OUT * 3)  # this is the fault; the sender has gone by then
        else:
            return self._trouble.answer
        return None


@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_costs_no_mail_and_holds_up_no_other(app_with, name):
    trouble = TROUBLES[name]
    with RealServer(inbox=Troubled(trouble)) as server:
        app_with(server, smtp_timeout=TIME_OUT)
        first, other = promise_mail(now=NOW - timedelta(minutes=1)), promise_mail()
        send_due(now=NOW)
        assert rows()[0].state == ("queued" if trouble.outcome == "later" else "failed")
        assert attempts()[0][0] == trouble.outcome
        if trouble.answer[0].isdigit():
            assert attempts()[0][1] == trouble.answer == rows()[0].last_error
        send_due(now=NOW + timedelta(minutes=3))
        assert [row.state for row in rows()] == ["sent" if trouble.outcome == "later" else "failed", "sent"]
        assert ids(server.inbox.letters) == Counter({first: trouble.copies, other: 1})
        before = len(server.inbox.letters)
        send_due(now=NOW + timedelta(days=3))
        assert len(server.inbox.letters) == before


def test_senders_that_are_killed_forget_nothing_and_repeat_one_letter_each_at_most(app_with, tmp_path):
    kills, mails = 4, 120
    with RealServer() as server:
        app_with(server)
        promised = promise_many(mails)
        mail = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none"}
        installation = Service(tmp_path, **mail)
        for number in range(kills):
            sending = installation.starts("outbox", "run")
            try:
                arrive(server, (number + 1) * mails // (kills + 2))
                time.sleep(random.uniform(0, 0.02))  # noqa: S311 - anywhere within a conversation
            finally:
                sending.kill()
                sending.wait(WITHIN)
        assert len(server.inbox.letters) < mails, "nothing was left for the next"
        send_due(now=clock.now() + timedelta(hours=2))  # when the leases of the killed have ended
        arrived = ids(server.inbox.letters)
    assert set(arrived) == set(promised)
    assert sum(arrived.values()) - mails <= kills
    assert max(arrived.values()) <= 2
    assert Counter(row.state for row in rows()) == {"sent": mails}


@pytest.mark.parametrize("senders", [2, 4])
def test_a_thousand_mails_leave_once_each_however_many_send(app_with, senders):
    with RealServer() as server:
        app = app_with(server)
        promised = promise_many(1000)
        processes = [process(app) for _ in range(senders)]
        try:
            assert {each.stdout.readline() for each in processes} == {"ready\n"}
            for each in processes:
                each.stdin.write("go\n")
                each.stdin.flush()
            counts = [int(each.stdout.readline()) for each in processes]
        finally:
            for each in processes:
                each.communicate()
        assert ids(server.inbox.letters) == Counter(promised)
    assert sum(counts) == 1000
    assert all(counts), "one did all the work"
    assert Counter(row.state for row in rows()) == {"sent": 1000}
    assert len(attempts()) == 1000


def promise_many(count: int) -> list[str]:
    with transaction() as session:
        message = Message("help_requests/for_staff", "staff@example.org", REFERENCE, {"staff_url": STAFF_URL})
        return [promise(session, message, now=clock.now()) for _ in range(count)]


def arrive(server: RealServer, count: int) -> None:
    """Wait until so many letters have come in."""
    deadline = time.monotonic() + WITHIN
    while len(server.inbox.letters) < count:
        assert time.monotonic() < deadline, f"{len(server.inbox.letters)} letters in {WITHIN} s"
        time.sleep(0.002)
