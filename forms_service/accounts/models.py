"""Who works here, and where they are signed in."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_service.accounts.roles import ROLES, Role, may
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
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def roles(self) -> list[Role]:  # type: ignore[override] # a plain list serves the library
        """The roles this person has, in the order of the table."""
        return [role for name, role in ROLES.items() if name in self.role_names]

    @property
    def actor(self) -> str:
        """This person's name in the audit."""
        return f"staff:{self.id}"

    def may(self, right: str) -> bool:
        """Whether one of this person's roles gives the right."""
        return may(self.role_names, right)


class StaffSession(Model):
    """One sign-in. The browser holds the key, the row only its fingerprint; a row that is revoked stays so."""

    __tablename__ = "staff_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
