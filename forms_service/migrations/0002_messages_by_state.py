"""messages by state

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-22 21:10:00.000000

"""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """What has not left yet is found without reading what has."""
    op.create_index(op.f("ix_outbox_messages_state"), "outbox_messages", ["state"], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index(op.f("ix_outbox_messages_state"), table_name="outbox_messages")
