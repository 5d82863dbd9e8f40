"""feedback

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-23 00:20:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Complaints, suggestions, thanks, objections and inquiries."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("form_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("is_internal", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("sealed_answers", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_reply", sa.LargeBinary(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("misconception", sa.String(length=40), nullable=True),
        sa.Column("closing", sa.String(length=20), nullable=True),
        sa.Column("doubt", sa.String(length=20), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["staff.id"], name=op.f("fk_feedback_assignee_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["help_requests.id"], name=op.f("fk_feedback_case_id_help_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("form_key", name=op.f("uq_feedback_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_feedback_reference")),
    )
    op.create_index(op.f("ix_feedback_case_id"), "feedback", ["case_id"], unique=False)
    op.create_index(op.f("ix_feedback_received_at"), "feedback", ["received_at"], unique=False)
    op.create_index("ix_feedback_state_received_at", "feedback", ["state", "received_at", "id"], unique=False)
    op.create_index(
        "ix_feedback_state_sort_received_at", "feedback", ["state", "sort", "received_at", "id"], unique=False
    )
    tagged = sa.text("misconception IS NOT NULL")
    op.create_index(
        "ix_feedback_misconception",
        "feedback",
        ["misconception"],
        unique=False,
        sqlite_where=tagged,
        postgresql_where=tagged,
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table("feedback")
