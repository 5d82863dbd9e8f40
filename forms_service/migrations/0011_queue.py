"""the queue of staff: its orders and filters, names by their words

Revision ID: 0011
Revises: 0010
Create Date: 2026-11-30 16:30:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

IN_WORK = "state NOT IN ('closed', 'merged', 'withdrawn')"
WIDE = ("state", "support_type", "channel", "contact_language")
FILTERED = (*WIDE, "branch")
INDEXES: dict[str, tuple[tuple[str, ...], str | None]] = {
    "received_at": (("received_at", "id"), None),
    "open": (("received_at", "id", *FILTERED), IN_WORK),
    "assignee": (("assignee_id", "received_at", "id", *FILTERED), IN_WORK),
    "floor": (("raised_at", "id", *FILTERED), "(state IN ('committee', 'decided')) IS TRUE"),
    "doubtful": (("received_at", "id", *FILTERED), "doubt IS NOT NULL AND (state = 'received') IS TRUE"),
    **{name: ((name, "received_at", "id", *(other for other in FILTERED if other != name)), None) for name in WIDE},
    "branch": (("branch", "received_at", "id", *WIDE), "branch IS NOT NULL"),
    "branch_state": (("branch", "state", "received_at", "id"), "branch IS NOT NULL"),
}
BEFORE: dict[str, tuple[tuple[str, ...], str | None]] = {
    "doubtful": (("received_at", "id"), "doubt IS NOT NULL"),
    "received_at": (("received_at",), None),
    "state": (("state",), None),
    "branch": (("branch",), None),
    "raised_at": (("raised_at",), None),
    "state_received_at": (("state", "received_at", "id"), None),
    "assignee_id_received_at": (("assignee_id", "received_at", "id"), None),
}
BATCH = 10_000


def upgrade() -> None:
    """Requests that were there before are found by name as well."""
    _drop(BEFORE)
    _create(INDEXES)
    word = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
    words = op.create_table(
        "name_words",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("word", word, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["help_requests.id"], name=op.f("fk_name_words_case_id_help_requests")),
        sa.PrimaryKeyConstraint("case_id", "word", name=op.f("pk_name_words")),
        sqlite_with_rowid=False,
    )
    _index_names(words)
    op.create_index("ix_name_words_word", "name_words", ["word", "case_id"], unique=False)
    op.create_index("ix_outbox_messages_state_id", "outbox_messages", ["state", "id"], unique=False)
    op.drop_index(op.f("ix_outbox_messages_state"), table_name="outbox_messages")


def downgrade() -> None:
    """Downgrade schema."""
    op.create_index(op.f("ix_outbox_messages_state"), "outbox_messages", ["state"], unique=False)
    op.drop_index("ix_outbox_messages_state_id", table_name="outbox_messages")
    op.drop_table("name_words")
    _drop(INDEXES)
    _create(BEFORE)


def _index_names(words: sa.Table) -> None:
    cases = sa.table("help_requests", sa.column("id", sa.Integer), sa.column("folded_name", sa.String))
    connection, last = op.get_bind(), 0
    while True:
        some = sa.select(cases.c.id, cases.c.folded_name).where(cases.c.id > last).order_by(cases.c.id).limit(BATCH)
        rows = connection.execute(some).all()
        if not rows:
            return
        last = rows[-1].id
        found = [{"case_id": row.id, "word": word} for row in rows for word in dict.fromkeys(row.folded_name.split())]
        if found:
            connection.execute(words.insert(), found)


def _create(indexes: dict[str, tuple[tuple[str, ...], str | None]]) -> None:
    for name, (columns, where) in indexes.items():
        only = sa.text(where) if where else None
        op.create_index(
            f"ix_help_requests_{name}", "help_requests", list(columns), sqlite_where=only, postgresql_where=only
        )


def _drop(indexes: dict[str, tuple[tuple[str, ...], str | None]]) -> None:
    for name in indexes:
        op.drop_index(f"ix_help_requests_{name}", table_name="help_requests")
