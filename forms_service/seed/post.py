"""What became of the promised mails of a seeded installation: nothing is handed to any server, the ledger is written as if it were."""

from collections.abc import Mapping
from datetime import timedelta

from forms_service.outbox import queue
from forms_service.outbox.queue import Claim
from forms_service.outbox.retries import lease_for
from forms_service.seed.stage import Stage

SENT_AFTER = timedelta(seconds=20)
STILL_WAITING = timedelta(hours=1)
"""What was promised in the last hour is not yet sent."""
LEASE = lease_for(1)

FAILED: Mapping[tuple[str, str], str] = {
    ("hamza", "help_requests/accepted"): "550 5.1.1 mailbox unavailable",
    ("long", "help_requests/received"): "552 5.2.2 mailbox full",
    ("shahid", "help_requests/for_staff"): "550 5.7.1 message refused by policy",
    ("letter asks_in_urdu", "feedback/answered"): "550 5.1.1 mailbox unavailable",
}
"""What the server would not take, by story and message."""
TRIED_AGAIN: Mapping[tuple[str, str], str] = {
    ("ibrahim", "help_requests/reply_for_staff"): "451 4.7.1 greylisted, try again later",
    ("zayd", "help_requests/raised"): "421 4.3.2 service shutting down",
}
"""What is tried again."""


def deliver(stage: Stage) -> None:
    """Settle every promise that was due an hour before the stage's moment; a failing one is tried last."""
    session, end = stage.session, stage.now
    stories = {reference: story for story, reference in stage.references.items()}
    while claimed := queue.claim(session, now=end - STILL_WAITING, owner="seed", lease=LEASE):
        _settle(stage, claimed, stories.get(claimed.row.about, ""))


def _settle(stage: Stage, claimed: Claim, story: str) -> None:
    session, row = stage.session, claimed.row
    soon, which = row.created_at + SENT_AFTER, (story, row.template)
    if which in FAILED:
        queue.mark_failed(session, claimed, now=soon, detail=FAILED[which])
    elif which in TRIED_AGAIN:
        # Its pause must end after the seeding, or it would be taken up again here.
        queue.mark_later(session, claimed, now=stage.now, detail=TRIED_AGAIN[which], random=lambda: 0.0)
    else:
        queue.mark_sent(session, claimed, now=soon)
