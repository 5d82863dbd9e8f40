"""What is kept of a help request. In the clear by decision: reference, state, type, language, locality, folded name, dates."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_service.db import Model, UtcDateTime
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
    helper_mobile_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    id_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    sealed_answers: Mapped[bytes] = mapped_column(LargeBinary)
    doubt: Mapped[str | None] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        # Few are doubtful: their list is read without passing the others.
        Index(
            "ix_help_requests_doubtful",
            "received_at",
            "id",
            sqlite_where=doubt.is_not(None),
            postgresql_where=doubt.is_not(None),
        ),
    )
