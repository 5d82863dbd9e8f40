"""What gathers around a help request while it is studied: steps, declarations, checks, questions, notes, deliveries.

Whatever a person typed is sealed and bound to the request it belongs to; who did what and when is in the clear. Rows are
added, not changed, except to answer a question, void a declaration, mark a check again or hand over a delivery.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from forms_service.db import Model, UtcDateTime, vault


class _Paper:
    """One sheet of the file: which request, when, who (as the audit names people), and sealed words by name."""

    __tablename__: str

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(40))
    sealed_words: Mapped[bytes] = mapped_column(LargeBinary)

    @declared_attr
    def case_id(cls) -> Mapped[int]:  # noqa: N805 - the library calls it with the class
        """The request it belongs to."""
        return mapped_column(ForeignKey("help_requests.id"), index=True)

    @property
    def words(self) -> Mapping[str, Any]:
        """What was written, by name. Needs `case_id` to be set."""
        opened: dict[str, Any] = json.loads(vault().open(self.sealed_words, f"{self.__tablename__}:{self.case_id}"))
        return opened

    @words.setter
    def words(self, words: Mapping[str, Any]) -> None:
        data = json.dumps(dict(words), ensure_ascii=False, sort_keys=True).encode()
        self.sealed_words = vault().seal(data, f"{self.__tablename__}:{self.case_id}")


def _pending(name: str, settled_at: str, *more: str) -> Index:
    """Holds the few rows that are not settled yet, in their order: the queue is read from it."""
    unsettled = text(f"{settled_at} IS NULL")
    return Index(name, "id", "case_id", *more, sqlite_where=unsettled, postgresql_where=unsettled)


class Step(_Paper, Model):
    """One move. Words: `public` (the applicant reads it) and `reason` (staff only). `code`: of a fixed list, or empty."""

    __tablename__ = "case_steps"

    source: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(20))
    days: Mapped[int | None] = mapped_column()
    """The calendar days of the step of the procedure that the move ended (`stages.py`); None where it ended none."""

    __table_args__ = (
        # Left steps of a time are counted from the index alone.
        Index(
            "ix_case_steps_at_days",
            "at",
            "source",
            "days",
            sqlite_where=days.is_not(None),
            postgresql_where=days.is_not(None),
        ),
    )


class Declaration(_Paper, Model):
    """A person stood up for the answers. Words: `signed_name`; of a paper `place` and `signed_on`; `reason` once voided.

    `answers_hash`: of what was signed.
    """

    __tablename__ = "case_declarations"

    method: Mapped[str] = mapped_column(String(20))
    """`website`, `paper`, `phone` or `interview`."""
    is_own: Mapped[bool]
    """Whether the applicant stood up, not a helper."""
    text_version: Mapped[str] = mapped_column(String(10))
    answers_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Check(_Paper, Model):
    """One item of a checklist, marked. Words: `note`. `valid_until`: as on the original that was shown; None: it does not end."""

    __tablename__ = "case_checks"

    stage: Mapped[str] = mapped_column(String(20))
    """`matching` or `registration`."""
    item: Mapped[str] = mapped_column(String(40))
    is_met: Mapped[bool]
    valid_until: Mapped[date | None]

    __table_args__ = (UniqueConstraint("case_id", "stage", "item"),)

    def holds_on(self, day: date) -> bool:
        """Whether it was met, and valid on this day."""
        return self.is_met and (self.valid_until is None or day <= self.valid_until)


class Question(_Paper, Model):
    """What the person asked, and the answer. Words: `question`, `answer`. A referral is a question to the research officer."""

    __tablename__ = "case_questions"

    is_referral: Mapped[bool]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(String(40))
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person got the answer; `told_via` says how."""
    told_via: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = (_pending("ix_case_questions_unanswered", "answered_at", "is_referral"),)


class Note(_Paper, Model):
    """An internal note. Words: `text`. It has no recipient and is never sent or shown to the applicant."""

    __tablename__ = "case_notes"


class Contact(_Paper, Model):
    """One try to reach the person. Words: `note`."""

    __tablename__ = "case_contacts"

    channel: Mapped[str] = mapped_column(String(20))
    was_reached: Mapped[bool]


class Answering(_Paper, Model):
    """What the person sent later (`from_applicant`). Words: `text`, and `by`: `applicant` or `helper`."""

    __tablename__ = "case_answerings"

    kind: Mapped[str] = mapped_column(String(20))
    """`answer`, `correction`, `question`, `receipt`, `withdrawal` or `objection`."""
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (_pending("ix_case_answerings_unseen", "seen_at"),)


class Edit(_Paper, Model):
    """Answers that were changed by staff. Words: `reason`, and `before`: the old values by question name."""

    __tablename__ = "case_edits"


class Delivery(_Paper, Model):
    """One part of the service. Words: `what`, `amount`, `receipt`."""

    __tablename__ = "case_deliveries"

    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    receipt_via: Mapped[str | None] = mapped_column(String(20))


class Appointment(_Paper, Model):
    """A time that was agreed. Words: `place`, `note`."""

    __tablename__ = "case_appointments"

    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    channel: Mapped[str] = mapped_column(String(20))
    with_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
