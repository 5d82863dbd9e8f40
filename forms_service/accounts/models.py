"""Who works here, where they are signed in, how they prove it is them, and which version of the policy they have read."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forms_service.accounts.roles import ROLES, Role, may, may_everywhere
from forms_service.db import Model, UtcDateTime


class Staff(Model, UserMixin):
    """A member of staff. `email` is lower case; `password` is an argon2id hash; `role_names` are keys of the roles table."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    role_names: Mapped[list[str]] = mapped_column(JSON)
    branch: Mapped[str | None] = mapped_column(String(30))
    """The code of the branch whose records a delegate sees."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person first had a password; none while only invited."""
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The last failed sign-in that was written down."""
    sealed_totp: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The secret shared with the person's authenticator app; none until it is set up."""
    totp_counter: Mapped[int | None]
    """The last half-minute whose code was accepted: neither it nor an earlier one is taken again."""
    policy_version: Mapped[str | None] = mapped_column(String(20))
    """The last version of the policy that the person acknowledged; each is a row of `PolicyReading` too."""

    @property
    def roles(self) -> list[Role]:  # type: ignore[override] # a plain list serves the library
        """The roles this person has, in the order of the table."""
        return [role for name, role in ROLES.items() if name in self.role_names]

    @property
    def actor(self) -> str:
        """This person's name in the audit."""
        return f"staff:{self.id}"

    @property
    def has_second_factor(self) -> bool:
        """Whether an authenticator app is set up."""
        return self.sealed_totp is not None

    def may(self, right: str) -> bool:
        """Whether one of this person's roles gives the right, be it for the own branch only."""
        return may(self.role_names, right)

    def may_in(self, right: str, branch: str | None) -> bool:
        """Whether one of this person's roles gives the right for a record of this branch (None: of no branch)."""
        if may_everywhere(self.role_names, right):
            return True
        return self.may(right) and branch is not None and branch == self.branch


class StaffSession(Model):
    """One sign-in. The browser holds the key, the row only its fingerprint; a row that is revoked stays so.

    `verified_at` is none while the second step is owed: such a row opens nothing else. `fresh_at` is when the person last
    proved to be there.
    """

    __tablename__ = "staff_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fresh_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecoveryCode(Model):
    """A code that stands in once for the authenticator app. The person has the code, the row its keyed hash."""

    __tablename__ = "staff_recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffLink(Model):
    """A link with which a person sets a password, once. The mail has the key, the row its keyed hash."""

    __tablename__ = "staff_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PolicyReading(Model):
    """That a person acknowledged a version of the policy."""

    __tablename__ = "staff_policy_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("staff_id", "version"),)
