"""pending papers

Revision ID: 0015
Revises: 0014
Create Date: 2026-12-01 00:15:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | Sequence[str] | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

UNANSWERED, UNSEEN = sa.text("answered_at IS NULL"), sa.text("seen_at IS NULL")


def upgrade() -> None:
    """What waits for staff beside the moves is found without passing what was settled."""
    op.create_index(
        "ix_case_questions_unanswered",
        "case_questions",
        ["id", "case_id", "is_referral"],
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )
    op.create_index(
        "ix_case_answerings_unseen",
        "case_answerings",
        ["id", "case_id"],
        sqlite_where=UNSEEN,
        postgresql_where=UNSEEN,
    )


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index("ix_case_answerings_unseen", table_name="case_answerings")
    op.drop_index("ix_case_questions_unanswered", table_name="case_questions")
