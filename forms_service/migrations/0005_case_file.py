"""the case file and the committee

Revision ID: 0005
Revises: 0004
Create Date: 2026-11-22 23:30:00.000000

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Where a request stands, what gathers around it, and what the committee does."""
    op.create_table(
        "committee_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_sessions")),
    )
    op.create_table(
        "case_answerings",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["help_requests.id"], name=op.f("fk_case_answerings_case_id_help_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_answerings")),
    )
    op.create_index(op.f("ix_case_answerings_case_id"), "case_answerings", ["case_id"], unique=False)
    op.create_table(
        "case_appointments",
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("with_id", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["help_requests.id"], name=op.f("fk_case_appointments_case_id_help_requests")
        ),
        sa.ForeignKeyConstraint(["with_id"], ["staff.id"], name=op.f("fk_case_appointments_with_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_appointments")),
    )
    op.create_index(op.f("ix_case_appointments_case_id"), "case_appointments", ["case_id"], unique=False)
    op.create_index(op.f("ix_case_appointments_starts_at"), "case_appointments", ["starts_at"], unique=False)
    op.create_index(op.f("ix_case_appointments_with_id"), "case_appointments", ["with_id"], unique=False)
    op.create_table(
        "case_checks",
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["help_requests.id"], name=op.f("fk_case_checks_case_id_help_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_checks")),
        sa.UniqueConstraint("case_id", "stage", "item", name=op.f("uq_case_checks_case_id")),
    )
    op.create_index(op.f("ix_case_checks_case_id"), "case_checks", ["case_id"], unique=False)
    op.create_table(
        "case_contacts",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("was_reached", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["help_requests.id"], name=op.f("fk_case_contacts_case_id_help_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_contacts")),
    )
    op.create_index(op.f("ix_case_contacts_case_id"), "case_contacts", ["case_id"], unique=False)
    op.create_table(
        "case_declarations",
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("text_version", sa.String(length=10), nullable=False),
        sa.Column("answers_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["help_requests.id"], name=op.f("fk_case_declarations_case_id_help_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_declarations")),
    )
    op.create_index(op.f("ix_case_declarations_case_id"), "case_declarations", ["case_id"], unique=False)
    op.create_table(
        "case_deliveries",
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt_via", sa.String(length=20), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["help_requests.id"], name=op.f("fk_case_deliveries_case_id_help_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_deliveries")),
    )
    op.create_index(op.f("ix_case_deliveries_case_id"), "case_deliveries", ["case_id"], unique=False)
    op.create_table(
        "case_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["help_requests.id"], name=op.f("fk_case_edits_case_id_help_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_edits")),
    )
    op.create_index(op.f("ix_case_edits_case_id"), "case_edits", ["case_id"], unique=False)
    op.create_table(
        "case_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["help_requests.id"], name=op.f("fk_case_notes_case_id_help_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
    )
    op.create_index(op.f("ix_case_notes_case_id"), "case_notes", ["case_id"], unique=False)
    op.create_table(
        "case_questions",
        sa.Column("is_referral", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_via", sa.String(length=20), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["help_requests.id"], name=op.f("fk_case_questions_case_id_help_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_questions")),
    )
    op.create_index(op.f("ix_case_questions_case_id"), "case_questions", ["case_id"], unique=False)
    op.create_table(
        "case_steps",
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["help_requests.id"], name=op.f("fk_case_steps_case_id_help_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_steps")),
    )
    op.create_index(op.f("ix_case_steps_case_id"), "case_steps", ["case_id"], unique=False)
    op.create_table(
        "committee_agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=True),
        sa.Column("clause", sa.String(length=40), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.String(length=40), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["help_requests.id"], name=op.f("fk_committee_agenda_case_id_help_requests")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["committee_sessions.id"], name=op.f("fk_committee_agenda_session_id_committee_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_agenda")),
        sa.UniqueConstraint("session_id", "case_id", name=op.f("uq_committee_agenda_session_id")),
    )
    op.create_index(op.f("ix_committee_agenda_case_id"), "committee_agenda", ["case_id"], unique=False)
    op.create_index(op.f("ix_committee_agenda_session_id"), "committee_agenda", ["session_id"], unique=False)
    op.create_table(
        "committee_recusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["committee_agenda.id"], name=op.f("fk_committee_recusals_item_id_committee_agenda")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_committee_recusals_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_recusals")),
        sa.UniqueConstraint("item_id", "staff_id", name=op.f("uq_committee_recusals_item_id")),
    )
    op.create_index(op.f("ix_committee_recusals_item_id"), "committee_recusals", ["item_id"], unique=False)
    op.create_table(
        "committee_votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["committee_agenda.id"], name=op.f("fk_committee_votes_item_id_committee_agenda")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_committee_votes_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_votes")),
        sa.UniqueConstraint("item_id", "staff_id", name=op.f("uq_committee_votes_item_id")),
    )
    op.create_index(op.f("ix_committee_votes_item_id"), "committee_votes", ["item_id"], unique=False)
    op.add_column(
        "help_requests", sa.Column("origin", sa.String(length=10), server_default="requested", nullable=False)
    )
    op.add_column("help_requests", sa.Column("branch", sa.String(length=30), nullable=True))
    op.add_column(
        "help_requests",
        sa.Column(
            "assignee_id",
            sa.Integer(),
            sa.ForeignKey("staff.id", name=op.f("fk_help_requests_assignee_id_staff")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("help_requests", sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
    op.add_column("help_requests", sa.Column("state_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("help_requests", sa.Column("signed_hash", sa.LargeBinary(length=32), nullable=True))
    op.add_column("help_requests", sa.Column("informed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("help_requests", sa.Column("informed_via", sa.String(length=20), nullable=True))
    op.add_column("help_requests", sa.Column("raised_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("help_requests", sa.Column("result", sa.String(length=20), nullable=True))
    op.add_column(
        "help_requests",
        sa.Column(
            "early_reply_by",
            sa.Integer(),
            sa.ForeignKey("staff.id", name=op.f("fk_help_requests_early_reply_by_staff")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("help_requests", sa.Column("reply_sent_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("help_requests", sa.Column("survey_settled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("help_requests", sa.Column("survey_note", sa.String(length=20), nullable=True))
    op.add_column(
        "help_requests",
        sa.Column(
            "other_id",
            sa.Integer(),
            sa.ForeignKey("help_requests.id", name=op.f("fk_help_requests_other_id_help_requests")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("help_requests", sa.Column("is_objection", sa.Boolean(), server_default=sa.false(), nullable=False))
    # Whoever sent the form had ticked that the request goes to the committee.
    op.execute("UPDATE help_requests SET informed_at = received_at, informed_via = 'website' WHERE channel = 'website'")
    op.create_index(
        "ix_help_requests_assignee_id_received_at", "help_requests", ["assignee_id", "received_at", "id"], unique=False
    )
    op.create_index(op.f("ix_help_requests_branch"), "help_requests", ["branch"], unique=False)
    op.create_index(op.f("ix_help_requests_raised_at"), "help_requests", ["raised_at"], unique=False)
    op.create_index("ix_help_requests_state_received_at", "help_requests", ["state", "received_at", "id"], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index("ix_help_requests_state_received_at", table_name="help_requests")
    op.drop_index(op.f("ix_help_requests_raised_at"), table_name="help_requests")
    op.drop_index(op.f("ix_help_requests_branch"), table_name="help_requests")
    op.drop_index("ix_help_requests_assignee_id_received_at", table_name="help_requests")
    op.drop_column("help_requests", "is_objection")
    op.drop_column("help_requests", "other_id")
    op.drop_column("help_requests", "survey_note")
    op.drop_column("help_requests", "survey_settled_at")
    op.drop_column("help_requests", "reply_sent_at")
    op.drop_column("help_requests", "early_reply_by")
    op.drop_column("help_requests", "result")
    op.drop_column("help_requests", "raised_at")
    op.drop_column("help_requests", "informed_via")
    op.drop_column("help_requests", "informed_at")
    op.drop_column("help_requests", "signed_hash")
    op.drop_column("help_requests", "state_since")
    op.drop_column("help_requests", "revision")
    op.drop_column("help_requests", "assignee_id")
    op.drop_column("help_requests", "branch")
    op.drop_column("help_requests", "origin")
    op.drop_index(op.f("ix_committee_votes_item_id"), table_name="committee_votes")
    op.drop_table("committee_votes")
    op.drop_index(op.f("ix_committee_recusals_item_id"), table_name="committee_recusals")
    op.drop_table("committee_recusals")
    op.drop_index(op.f("ix_committee_agenda_session_id"), table_name="committee_agenda")
    op.drop_index(op.f("ix_committee_agenda_case_id"), table_name="committee_agenda")
    op.drop_table("committee_agenda")
    op.drop_index(op.f("ix_case_steps_case_id"), table_name="case_steps")
    op.drop_table("case_steps")
    op.drop_index(op.f("ix_case_questions_case_id"), table_name="case_questions")
    op.drop_table("case_questions")
    op.drop_index(op.f("ix_case_notes_case_id"), table_name="case_notes")
    op.drop_table("case_notes")
    op.drop_index(op.f("ix_case_edits_case_id"), table_name="case_edits")
    op.drop_table("case_edits")
    op.drop_index(op.f("ix_case_deliveries_case_id"), table_name="case_deliveries")
    op.drop_table("case_deliveries")
    op.drop_index(op.f("ix_case_declarations_case_id"), table_name="case_declarations")
    op.drop_table("case_declarations")
    op.drop_index(op.f("ix_case_contacts_case_id"), table_name="case_contacts")
    op.drop_table("case_contacts")
    op.drop_index(op.f("ix_case_checks_case_id"), table_name="case_checks")
    op.drop_table("case_checks")
    op.drop_index(op.f("ix_case_appointments_with_id"), table_name="case_appointments")
    op.drop_index(op.f("ix_case_appointments_starts_at"), table_name="case_appointments")
    op.drop_index(op.f("ix_case_appointments_case_id"), table_name="case_appointments")
    op.drop_table("case_appointments")
    op.drop_index(op.f("ix_case_answerings_case_id"), table_name="case_answerings")
    op.drop_table("case_answerings")
    op.drop_table("committee_sessions")
