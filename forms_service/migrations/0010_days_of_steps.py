"""days of steps

Revision ID: 0010
Revises: 0009
Create Date: 2026-11-30 16:40:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """How many days the step took that a move ended. Moves of before have none: no release has made any."""
    op.add_column("case_steps", sa.Column("days", sa.Integer(), nullable=True))
    counted = sa.text("days IS NOT NULL")
    op.create_index(
        "ix_case_steps_at_days",
        "case_steps",
        ["at", "source", "days"],
        unique=False,
        sqlite_where=counted,
        postgresql_where=counted,
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index("ix_case_steps_at_days", table_name="case_steps")
    op.drop_column("case_steps", "days")
