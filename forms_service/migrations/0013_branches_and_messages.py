"""branches and messages of the queue

Revision ID: 0013
Revises: 0012
Create Date: 2026-11-30 18:20:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | Sequence[str] | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

IN_WORK_OF_A_BRANCH = sa.text("branch IS NOT NULL AND state NOT IN ('closed', 'merged', 'withdrawn')")


def upgrade() -> None:
    """A delegate's own work is counted, and a request's messages are found, without passing the rest."""
    op.create_index(
        "ix_help_requests_branch_assignee",
        "help_requests",
        ["branch", "assignee_id", "received_at", "id"],
        sqlite_where=IN_WORK_OF_A_BRANCH,
        postgresql_where=IN_WORK_OF_A_BRANCH,
    )
    op.drop_index("ix_outbox_messages_about", table_name="outbox_messages")
    op.create_index("ix_outbox_messages_about", "outbox_messages", ["about", "template", "state"], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index("ix_outbox_messages_about", table_name="outbox_messages")
    op.create_index("ix_outbox_messages_about", "outbox_messages", ["about"], unique=False)
    op.drop_index("ix_help_requests_branch_assignee", table_name="help_requests")
