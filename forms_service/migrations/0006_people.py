"""people, their second step, links and readings of the policy

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-22 23:50:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Whoever is on the staff already has a password; whoever is signed in already has taken every step asked then."""
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("branch", sa.String(length=30), nullable=True))
        staff.add_column(sa.Column("joined_at", MOMENT, nullable=True))
        staff.add_column(sa.Column("failed_at", MOMENT, nullable=True))
        staff.add_column(sa.Column("sealed_totp", sa.LargeBinary(), nullable=True))
        staff.add_column(sa.Column("totp_counter", sa.Integer(), nullable=True))
        staff.add_column(sa.Column("policy_version", sa.String(length=20), nullable=True))
    op.execute("UPDATE staff SET joined_at = created_at")
    op.execute("UPDATE staff_sessions SET revoked_at = last_seen_at WHERE revoked_at IS NULL")
    with op.batch_alter_table("staff_sessions") as sessions:
        sessions.add_column(sa.Column("verified_at", MOMENT, nullable=True))
        sessions.add_column(sa.Column("fresh_at", MOMENT, nullable=True))
    op.execute("UPDATE staff_sessions SET fresh_at = created_at")
    with op.batch_alter_table("staff_sessions") as sessions:
        sessions.alter_column("fresh_at", existing_type=MOMENT, nullable=False)
    op.create_table(
        "staff_recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_recovery_codes_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_recovery_codes")),
    )
    op.create_index(op.f("ix_staff_recovery_codes_staff_id"), "staff_recovery_codes", ["staff_id"], unique=False)
    op.create_table(
        "staff_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_links_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_links")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_staff_links_key_hash")),
    )
    op.create_index(op.f("ix_staff_links_staff_id"), "staff_links", ["staff_id"], unique=False)
    op.create_table(
        "staff_policy_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_policy_readings_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_policy_readings")),
        sa.UniqueConstraint("staff_id", "version", name=op.f("uq_staff_policy_readings_staff_id")),
    )


def downgrade() -> None:
    """Downgrade schema."""
    for table in ("staff_policy_readings", "staff_links", "staff_recovery_codes"):
        op.drop_table(table)
    for table, columns in (
        ("staff_sessions", ("fresh_at", "verified_at")),
        ("staff", ("policy_version", "totp_counter", "sealed_totp", "failed_at", "joined_at", "branch")),
    ):
        with op.batch_alter_table(table) as changed:
            for column in columns:
                changed.drop_column(column)
