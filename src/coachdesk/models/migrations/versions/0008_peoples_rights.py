"""People's rights: the log of accesses, the ledger of erasures, proofs kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add what erasing someone asks for; nobody is erased yet, nothing was looked at."""
    op.add_column("participant", sa.Column("anonymised_on", sa.Date(), nullable=True))
    _add_access_entry()
    op.create_table(
        "erased_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("erased_at", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_person")),
    )
    op.create_table(
        "erased_mark",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_erased_mark")),
    )
    op.create_index(op.f("ix_erased_mark_kept_until"), "erased_mark", ["kept_until"])
    _add_archived_proof()
    op.create_index(
        "ix_journal_entry_corrections",
        "journal_entry",
        ["entity_id"],
        sqlite_where=sa.text("kind = 'update' AND entity IN ('participant', 'prescription')"),
    )


def _add_access_entry() -> None:
    op.create_table(
        "access_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("deed", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
    )
    op.create_index(op.f("ix_access_entry_at"), "access_entry", ["at"])
    op.create_index(op.f("ix_access_entry_participant_id"), "access_entry", ["participant_id"])


def _add_archived_proof() -> None:
    op.create_table(
        "archived_proof",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("archived_on", sa.Date(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_archived_proof_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived_proof")),
    )
    op.create_index(op.f("ix_archived_proof_kept_until"), "archived_proof", ["kept_until"])
    op.create_table(
        "archived_proof_content",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["archived_proof.id"], name=op.f("fk_archived_proof_content_id_archived_proof")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived_proof_content")),
    )
