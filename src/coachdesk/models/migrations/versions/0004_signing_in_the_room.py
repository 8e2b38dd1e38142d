"""Signing in the room: documents, each version of their bytes, who signs in what quality."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ONE_SUBJECT = (
    "(appointment_id IS NOT NULL) + (countersigned_id IS NOT NULL) + (document_id IS NOT NULL)"
    " + (closing_id IS NOT NULL) = 1"
)
_SIGNED = (
    "id, appointment_id, entry_seq, signed_at, drawing, drawing_salt, fingerprint, regularisation"
)


def upgrade() -> None:
    """Add documents, refusals, workshops; a signature may be of something else than a presence."""
    op.create_table(
        "workshop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_workshop_action_id_action")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_workshop_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
    )
    op.create_index(op.f("ix_workshop_held_on"), "workshop", ["held_on"])
    # Said to SQLite as it is: a batch would rebuild ten years of rendez-vous for an empty column.
    op.execute(
        "ALTER TABLE appointment ADD COLUMN workshop_id CHAR(32) "
        "CONSTRAINT fk_appointment_workshop_id_workshop REFERENCES workshop (id)"
    )
    op.create_index(op.f("ix_appointment_workshop_id"), "appointment", ["workshop_id"])
    op.add_column("participant", sa.Column("paper_since", sa.Date(), nullable=True))

    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("signers", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("copy", sa.String(length=16), nullable=True),
        sa.Column("copy_on", sa.Date(), nullable=True),
        sa.Column("paper_signed_on", sa.Date(), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_document_action_id_action")
        ),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_document_prescription_id_prescription"),
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_document_attachment_id_attachment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(
        op.f("ix_document_prescription_id_kind"), "document", ["prescription_id", "kind"]
    )
    op.create_index(
        "ix_document_open",
        "document",
        ["action_id"],
        sqlite_where=sa.text("state IN ('draft', 'open')"),
    )
    op.create_index(
        "ix_document_copy",
        "document",
        ["action_id"],
        sqlite_where=sa.text("copy IN ('owed', 'to_print', 'to_email')"),
    )
    op.create_index(
        "ix_document_unscanned",
        "document",
        ["action_id"],
        sqlite_where=sa.text("paper_signed_on IS NOT NULL AND attachment_id IS NULL"),
    )
    op.create_table(
        "document_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(length=24), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.Column("entry_seq", sa.Integer(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_document_revision_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_seq"],
            ["journal_entry.seq"],
            name=op.f("fk_document_revision_entry_seq_journal_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_revision")),
        sa.UniqueConstraint(
            "document_id", "number", name=op.f("uq_document_revision_document_id_number")
        ),
    )
    op.create_table(
        "signature_refusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("entry_seq", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "(appointment_id IS NULL) <> (document_id IS NULL)",
            name=op.f("ck_signature_refusal_subject"),
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_signature_refusal_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_signature_refusal_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_seq"],
            ["journal_entry.seq"],
            name=op.f("fk_signature_refusal_entry_seq_journal_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_refusal")),
        sa.UniqueConstraint("entry_seq", name=op.f("uq_signature_refusal_entry_seq")),
    )
    for column in ("appointment_id", "document_id"):
        op.create_index(op.f(f"ix_signature_refusal_{column}"), "signature_refusal", [column])
    op.create_table(
        "satisfaction_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_satisfaction_answer_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction_answer")),
    )
    op.create_index(op.f("ix_satisfaction_answer_action_id"), "satisfaction_answer", ["action_id"])
    for name in ("address", "activity", "collective_agreement", "contact"):
        op.add_column("company", sa.Column(name, sa.Text(), nullable=True))
    for name in ("schedule", "place", "tutor"):
        op.add_column("immersion", sa.Column(name, sa.Text(), nullable=True))
    _let_anything_be_signed()


def _let_anything_be_signed() -> None:
    """Rebuild the signatures: those there are are all of a person, for her presence."""
    op.create_table(
        "signature_of_anything",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("countersigned_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("closing_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("entry_seq", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.String(length=24), nullable=False),
        sa.Column("drawing", sa.LargeBinary(), nullable=False),
        sa.Column("drawing_salt", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("regularisation", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.CheckConstraint(_ONE_SUBJECT, name=op.f("ck_signature_subject")),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_signature_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["countersigned_id"],
            ["appointment.id"],
            name=op.f("fk_signature_countersigned_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_signature_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["closing_id"], ["closing.id"], name=op.f("fk_signature_closing_id_closing")
        ),
        sa.ForeignKeyConstraint(
            ["entry_seq"],
            ["journal_entry.seq"],
            name=op.f("fk_signature_entry_seq_journal_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_signature_appointment_id")),
        sa.UniqueConstraint("countersigned_id", name=op.f("uq_signature_countersigned_id")),
        sa.UniqueConstraint("document_id", "role", name=op.f("uq_signature_document_id_role")),
        sa.UniqueConstraint("closing_id", "role", name=op.f("uq_signature_closing_id_role")),
        sa.UniqueConstraint("entry_seq", name=op.f("uq_signature_entry_seq")),
        sa.UniqueConstraint("drawing", name=op.f("uq_signature_drawing")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_signature_fingerprint")),
    )
    op.execute(
        f"INSERT INTO signature_of_anything (role, {_SIGNED}) "  # noqa: S608  (our names)  # nosec B608
        f"SELECT 'participant', {_SIGNED} FROM signature"
    )
    op.drop_table("signature")
    op.rename_table("signature_of_anything", "signature")
