"""At the desk: what was tried to reach someone absent, how long a démarche took, files taken."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns, and the indexes that ten years of rendez-vous ask for.

    SQLite adds a column that may be empty without rebuilding the table.
    """
    op.add_column("appointment", sa.Column("contact_attempts", sa.Text(), nullable=True))
    op.add_column("attachment", sa.Column("source", sa.Text(), nullable=True))
    op.add_column("step", sa.Column("minutes", sa.Integer(), nullable=True))
    op.drop_index("ix_pathway_action_id", "pathway")
    op.drop_index("ix_appointment_pathway_id_held_on_start_minute", "appointment")
    op.create_index(
        "ix_appointment_pathway_id_held_on_start_minute_presence",
        "appointment",
        ["pathway_id", "held_on", "start_minute", "presence"],
    )
    for column in ("outcome", "decided_on"):
        op.create_index(
            f"ix_prescription_action_id_{column}", "prescription", ["action_id", column]
        )
    op.add_column("place", sa.Column("address", sa.Text(), nullable=True))
    op.create_index(
        "ix_journal_entry_exports",
        "journal_entry",
        ["entity_id"],
        sqlite_where=sa.text("kind = 'export'"),
    )
