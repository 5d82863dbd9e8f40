"""What is kept of a help request. In the clear by decision: reference, state, type, language, locality, folded name, dates.

What gathers around it while it is studied stands in `case_file.py`, the committee's work in `sessions.py`.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from forms_service.db import Model, UtcDateTime, vault
from forms_service.submissions import Submission


class HelpRequest(Submission, Model):
    """A request for support (طلب دعم مستفيد)."""

    kind = "help_request"
    __tablename__ = "help_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    form_key: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    for_whom: Mapped[str] = mapped_column(String(10))
    support_type: Mapped[str] = mapped_column(String(30))
    contact_language: Mapped[str] = mapped_column(String(10))
    locality: Mapped[str] = mapped_column(String(100))
    folded_name: Mapped[str] = mapped_column(String(200))
    mobile_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    """Empty where no mobile is known: staff entry and outreach may leave it out."""
    helper_mobile_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    id_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    sealed_answers: Mapped[bytes] = mapped_column(LargeBinary)
    doubt: Mapped[str | None] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    origin: Mapped[str] = mapped_column(String(10), default="requested", server_default="requested")
    """`requested`, or `outreach` where we came before anybody asked."""
    branch: Mapped[str | None] = mapped_column(String(30), index=True)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who of the staff wrote it down for the person; None: it came by the public form."""
    sealed_letter: Mapped[bytes | None] = mapped_column(LargeBinary)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    """Counts every act on the request: who acts on an older one is shown what changed meanwhile."""
    state_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it came into its state; None: when it was received."""
    signed_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """Of the answers, when they were signed on the website; rows of the first release have none."""
    informed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person was told of the committee and the reply (policy, procedure 5); `informed_via` says how."""
    informed_via: Mapped[str | None] = mapped_column(String(20))
    raised_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """The last time it went to the committee: the floor of the reply counts from here."""
    result: Mapped[str | None] = mapped_column(String(20))
    """What the committee decided on that raise."""
    early_reply_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reply_sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    survey_settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    survey_note: Mapped[str | None] = mapped_column(String(20))
    """`invited`, or `no_way` where the person cannot be reached."""
    other_id: Mapped[int | None] = mapped_column(ForeignKey("help_requests.id"))
    """The request that this one was merged into, or objects to (`is_objection`)."""
    is_objection: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        # Few are doubtful: their list is read without passing the others.
        Index(
            "ix_help_requests_doubtful",
            "received_at",
            "id",
            sqlite_where=doubt.is_not(None),
            postgresql_where=doubt.is_not(None),
        ),
        Index("ix_help_requests_state_received_at", "state", "received_at", "id"),
        Index("ix_help_requests_assignee_id_received_at", "assignee_id", "received_at", "id"),
    )

    @property
    def reachable(self) -> bool:
        """Whether there is a mobile, be it a helper's, or an e-mail address."""
        return bool(self.mobile_hash or self.helper_mobile_hash or self.answers.value("email"))

    @property
    def letter(self) -> str:
        """The serial of the letter that it came by, as in the register of incoming letters; empty: it came otherwise."""
        return vault().open(self.sealed_letter, f"letter:{self.reference}").decode() if self.sealed_letter else ""

    @letter.setter
    def letter(self, serial: str) -> None:
        self.sealed_letter = vault().seal(serial.encode(), f"letter:{self.reference}") if serial else None
