"""Promised messages and every attempt to send them. What a message says is sealed; its state and times are in the clear."""

import json
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_service.db import Model, UtcDateTime, vault
from forms_service.outbox.message import Message

QUEUED, SENDING, SENT, FAILED = STATES = ("queued", "sending", "sent", "failed")
LATER, LOST = "later", "lost"


class OutboxMessage(Model):
    """One message that was promised in the transaction of what it tells about. States: queued, sending, sent, failed.

    `next_try_at` is when a sender may take it: the next try, or the end of the lease of the sender that has it now;
    none once it is sent or failed, so that the index holds only what waits. `attempts` counts since the last retry by hand.
    """

    __tablename__ = "outbox_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(320), unique=True)
    about: Mapped[str] = mapped_column(String(12))
    template: Mapped[str] = mapped_column(String(80))
    sealed_payload: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(10), default=QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    lease: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(300))

    __table_args__ = (
        # Holds all that is asked of a request's messages: else SQLite takes the index of states, and reads whatever was sent.
        Index("ix_outbox_messages_about", "about", "template", "state"),
        # Holds as well what every list asks of those that did not leave: each would be fetched to see which notice it is.
        Index("ix_outbox_messages_state_id", "state", "id", "template", "about"),
    )

    @property
    def message(self) -> Message:
        """What was promised, opened. Raises SealBroken."""
        payload = json.loads(vault().open(self.sealed_payload, f"outbox:{self.message_id}"))
        return Message(self.template, payload["recipient"], self.about, payload["facts"])

    @staticmethod
    def seal(message_id: str, message: Message) -> bytes:
        """What the message says, as it is kept under this Message-ID."""
        payload = {"recipient": message.recipient, "facts": dict(message.facts)}
        return vault().seal(json.dumps(payload, ensure_ascii=False).encode(), f"outbox:{message_id}")


class OutboxAttempt(Model):
    """One try to send: when, and what came of it, with the server's words free of personal data.

    Outcomes: `sent`, `later` (tried again), `failed`, `lost` (the sender stopped before it could say).
    """

    __tablename__ = "outbox_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox_messages.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(10))
    detail: Mapped[str] = mapped_column(String(300), default="")
