"""unsent notices

Revision ID: 0014
Revises: 0013
Create Date: 2026-11-30 23:25:00.000000

"""

from collections.abc import Sequence

from alembic import op

revision: str = "0014"
down_revision: str | Sequence[str] | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INDEX, TABLE = "ix_outbox_messages_state_id", "outbox_messages"


def upgrade() -> None:
    """Which notices have not left is read from the index alone."""
    op.drop_index(INDEX, table_name=TABLE)
    op.create_index(INDEX, TABLE, ["state", "id", "template", "about"], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index(INDEX, table_name=TABLE)
    op.create_index(INDEX, TABLE, ["state", "id"], unique=False)
