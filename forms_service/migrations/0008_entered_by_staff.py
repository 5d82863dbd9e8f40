"""requests that staff write down

Revision ID: 0008
Revises: 0007
Create Date: 2026-11-30 16:20:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Who wrote a request down for somebody, and the serial of the letter that it came by."""
    op.add_column(
        "help_requests",
        sa.Column(
            "entered_by",
            sa.Integer(),
            sa.ForeignKey("staff.id", name=op.f("fk_help_requests_entered_by_staff")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("help_requests", sa.Column("sealed_letter", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column("help_requests", "sealed_letter")
    op.drop_column("help_requests", "entered_by")
