"""search misses

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-22 23:05:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Words that found nothing in the search, counted by day."""
    op.create_table(
        "search_misses",
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("words", "day", name=op.f("pk_search_misses")),
    )
    op.create_index(op.f("ix_search_misses_day"), "search_misses", ["day"], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table("search_misses")
