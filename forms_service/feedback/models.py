"""What is kept of a message to us. In the clear by decision: reference, state, kind, topic, who works on it, dates."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from forms_service.db import Model, UtcDateTime, vault
from forms_service.submissions import Submission


class Feedback(Submission, Model):
    """A complaint, suggestion, thanks, objection or inquiry (`sort`)."""

    kind = "feedback"
    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    form_key: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    sort: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(20))
    is_internal: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Asked by a colleague, not by the public."""
    key_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """Of what opens it in tracking: the reply address, or the code of a message without one."""
    case_id: Mapped[int | None] = mapped_column(ForeignKey("help_requests.id"), index=True)
    """The help request it names, where there is one of that reference."""
    sealed_answers: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_reply: Mapped[bytes | None] = mapped_column(LargeBinary)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    misconception: Mapped[str | None] = mapped_column(String(40))
    """The published misconception that stands behind it, by its anchor."""
    closing: Mapped[str | None] = mapped_column(String(20))
    doubt: Mapped[str | None] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))

    __table_args__ = (
        Index("ix_feedback_state_received_at", "state", "received_at", "id"),
        Index("ix_feedback_state_sort_received_at", "state", "sort", "received_at", "id"),
        Index(
            "ix_feedback_misconception",
            "misconception",
            sqlite_where=misconception.is_not(None),
            postgresql_where=misconception.is_not(None),
        ),
    )

    @property
    def reply(self) -> str:
        """What was answered, in public words; empty where nothing was."""
        return vault().open(self.sealed_reply, f"feedback_reply:{self.reference}").decode() if self.sealed_reply else ""

    @reply.setter
    def reply(self, text: str) -> None:
        self.sealed_reply = vault().seal(text.encode(), f"feedback_reply:{self.reference}")
