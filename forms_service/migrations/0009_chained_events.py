"""chained events

Revision ID: 0009
Revises: 0008
Create Date: 2026-11-30 16:00:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from forms_service.audit.chain import BEGINNING, Said, link
from forms_service.db import vault

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HANDFUL = 1000

READ = {
    "sqlite": """SELECT id, at, actor, act, subject_kind, subject
        FROM events WHERE id > :last ORDER BY id LIMIT :most""",
    "postgresql": """SELECT id, to_char(timezone('UTC', at), 'YYYY-MM-DD HH24:MI:SS.US'), actor, act, subject_kind, subject
        FROM events WHERE id > :last ORDER BY id LIMIT :most""",
}
"""As the walk along the chain reads them."""

WRITE_ONCE = {
    "sqlite": (
        """CREATE TRIGGER events_no_change BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
        """CREATE TRIGGER events_no_removal BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
        # INSERT OR REPLACE removes a row without asking the trigger above.
        """CREATE TRIGGER events_no_second BEFORE INSERT ON events
        WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: events.id, which is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION events_no_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$""",
        """CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
        FOR EACH STATEMENT EXECUTE FUNCTION events_no_change()""",
    ),
}

WRITE_AGAIN = {
    "sqlite": (
        "DROP TRIGGER events_no_change",
        "DROP TRIGGER events_no_removal",
        "DROP TRIGGER events_no_second",
    ),
    "postgresql": ("DROP TRIGGER events_no_change ON events", "DROP FUNCTION events_no_change()"),
}


def upgrade() -> None:
    """Every event holds on to the one before it, and none is changed or removed any more."""
    op.add_column("events", sa.Column("chain_hash", sa.LargeBinary(length=32), nullable=True))
    _chain(op.get_bind())
    with op.batch_alter_table("events") as events:
        events.alter_column("chain_hash", existing_type=sa.LargeBinary(length=32), nullable=False)
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":  # the chain counts by itself, without gaps
        op.execute("ALTER TABLE events ALTER COLUMN id DROP DEFAULT")
        op.execute("DROP SEQUENCE events_id_seq")
    for statement in WRITE_ONCE[dialect]:
        op.execute(statement)


def _chain(connection: sa.Connection) -> None:
    read = sa.text(READ[connection.dialect.name])
    write = sa.text("UPDATE events SET chain_hash = :hash WHERE id = :id")
    known, last, head = vault(), 0, BEGINNING
    while rows := connection.execute(read, {"last": last, "most": HANDFUL}).all():
        chained = []
        for row in rows:
            head = link(known, head, Said(*row))
            chained.append({"id": row.id, "hash": head})
        connection.execute(write, chained)
        last = rows[-1].id


def downgrade() -> None:
    """Downgrade schema."""
    dialect = op.get_bind().dialect.name
    for statement in WRITE_AGAIN[dialect]:
        op.execute(statement)
    with op.batch_alter_table("events") as events:
        events.drop_column("chain_hash")
    if dialect == "postgresql":
        op.execute("CREATE SEQUENCE events_id_seq AS integer OWNED BY events.id")
        op.execute("SELECT setval('events_id_seq', coalesce(max(id), 0) + 1, false) FROM events")
        op.execute("ALTER TABLE events ALTER COLUMN id SET DEFAULT nextval('events_id_seq')")
