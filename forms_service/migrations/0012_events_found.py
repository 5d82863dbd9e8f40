"""events found

Revision ID: 0012
Revises: 0011
Create Date: 2026-11-30 17:10:00.000000

"""

from collections.abc import Sequence

from alembic import op

revision: str = "0012"
down_revision: str | Sequence[str] | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Events are found by who acted, by what was done and by the day."""
    op.create_index("ix_events_actor_id", "events", ["actor", "id"], unique=False)
    op.create_index("ix_events_act_id", "events", ["act", "id"], unique=False)
    op.create_index(op.f("ix_events_at"), "events", ["at"], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index(op.f("ix_events_at"), table_name="events")
    op.drop_index("ix_events_act_id", table_name="events")
    op.drop_index("ix_events_actor_id", table_name="events")
