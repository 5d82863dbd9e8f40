"""What لجنة البحث does: sessions, their agenda, votes and who steps aside. Votes are never changed.

Public and internal reasons are sealed and bound to the request; numbers, dates and choices are in the clear.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_service.db import Model, UtcDateTime, vault


class CommitteeSession(Model):
    """One meeting: its day in Riyadh, the members present (numbers of staff), the quorum that held on that day."""

    __tablename__ = "committee_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date]
    present: Mapped[list[int]] = mapped_column(JSON)
    quorum: Mapped[int]
    opened_by: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    agenda: Mapped[list["AgendaItem"]] = relationship(back_populates="session", order_by="AgendaItem.id")


class AgendaItem(Model):
    """One raised request in a session. `result` is set when it is recorded, and not before. Words: `public`, `reason`."""

    __tablename__ = "committee_agenda"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_sessions.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("help_requests.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    result: Mapped[str | None] = mapped_column(String(20))
    clause: Mapped[str | None] = mapped_column(String(40))
    """The clause of a guide that a refusal names, by its anchor."""
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by: Mapped[str | None] = mapped_column(String(40))
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)

    session: Mapped[CommitteeSession] = relationship(back_populates="agenda")
    votes: Mapped[list["Vote"]] = relationship()
    recusals: Mapped[list["Recusal"]] = relationship()

    __table_args__ = (UniqueConstraint("session_id", "case_id"),)

    @property
    def words(self) -> Mapping[str, str]:
        """The reasons, by name."""
        if self.sealed_words is None:
            return {}
        opened: dict[str, str] = json.loads(vault().open(self.sealed_words, f"committee_agenda:{self.case_id}"))
        return opened

    @words.setter
    def words(self, words: Mapping[str, str]) -> None:
        data = json.dumps(dict(words), ensure_ascii=False, sort_keys=True).encode()
        self.sealed_words = vault().seal(data, f"committee_agenda:{self.case_id}")


class Vote(Model):
    """One member's choice on one request."""

    __tablename__ = "committee_votes"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("committee_agenda.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    choice: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("item_id", "staff_id"),)


class Recusal(Model):
    """A member steps aside from one request."""

    __tablename__ = "committee_recusals"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("committee_agenda.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("item_id", "staff_id"),)
