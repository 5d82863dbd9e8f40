"""doubtful records

Revision ID: 0004
Revises: 0003
Create Date: 2026-11-22 23:10:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("help_requests", "volunteers")


def upgrade() -> None:
    """What a person must look at twice is found without passing the others."""
    few = sa.text("doubt IS NOT NULL")
    for table in TABLES:
        columns = ["received_at", "id"]
        op.create_index(f"ix_{table}_doubtful", table, columns, unique=False, sqlite_where=few, postgresql_where=few)


def downgrade() -> None:
    """Downgrade schema."""
    for table in TABLES:
        op.drop_index(f"ix_{table}_doubtful", table_name=table)
