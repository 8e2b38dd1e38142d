"""The boîte d’envoi: how recipients are reached, what is sent, what came back; corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what sends a month and rectifies it; no recipient has a channel yet."""
    for name, kind in (
        ("channel", sa.Text()),
        ("host_key", sa.Text()),
        ("authority", sa.Text()),
        ("certificate", sa.Text()),
        ("retired_on", sa.Date()),
    ):
        op.add_column("recipient", sa.Column(name, kind, nullable=True))
    for name in ("takes_reviews", "takes_copies", "takes_backups", "clear_allowed"):
        _add_no("recipient", name)
    op.add_column("case_manager", sa.Column("certificate", sa.Text(), nullable=True))
    _add_no("case_manager", "clear_allowed")
    op.add_column("closing", sa.Column("changes", sa.Text(), nullable=True))
    _add_recipient_secret()
    _add_correction()
    _add_deliveries()
    _add_what_comes_back()


def _add_no(table: str, column: str) -> None:
    """A yes or no that begins at no, without rebuilding the table for it."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} BOOLEAN DEFAULT 0 NOT NULL")


def _add_recipient_secret() -> None:
    op.create_table(
        "recipient_secret",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["recipient.id"], name=op.f("fk_recipient_secret_id_recipient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_secret")),
    )


def _add_correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("closing_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.String(length=24), nullable=False),
        sa.Column("differed", sa.Text(), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["closing.id"], name=op.f("fk_correction_closed_by_id_closing")
        ),
        sa.ForeignKeyConstraint(
            ["closing_id"], ["closing.id"], name=op.f("fk_correction_closing_id_closing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("closing_id", name=op.f("uq_correction_closing_id")),
        sa.UniqueConstraint("closed_by_id", name=op.f("uq_correction_closed_by_id")),
    )


def _add_deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("package_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("encrypted", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.String(length=24), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("queued_at", sa.String(length=24), nullable=False),
        sa.Column("handed_at", sa.String(length=24), nullable=True),
        sa.Column("confirmed_at", sa.String(length=24), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_delivery_action_id_action")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_delivery_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["package_id"], ["package.id"], name=op.f("fk_delivery_package_id_package")
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["recipient.id"], name=op.f("fk_delivery_recipient_id_recipient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_action_id"), "delivery", ["action_id"])
    op.create_index(op.f("ix_delivery_document_id"), "delivery", ["document_id"])
    op.create_index(op.f("ix_delivery_package_id"), "delivery", ["package_id"])
    op.create_index(op.f("ix_delivery_recipient_id"), "delivery", ["recipient_id"])
    op.create_index(op.f("ix_delivery_state"), "delivery", ["state"])
    op.create_table(
        "delivery_content",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["delivery.id"], name=op.f("fk_delivery_content_id_delivery")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_content")),
    )
    op.create_table(
        "delivery_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_event_delivery_id_delivery")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_event")),
    )
    op.create_index(op.f("ix_delivery_event_delivery_id"), "delivery_event", ["delivery_id"])


def _add_what_comes_back() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.String(length=24), nullable=False),
        sa.Column("said_at", sa.String(length=24), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_receipt_delivery_id_delivery")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_delivery_id"), "receipt", ["delivery_id"])
    op.create_table(
        "timestamp_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("stamped_at", sa.String(length=24), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["package_id"], ["package.id"], name=op.f("fk_timestamp_token_package_id_package")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timestamp_token")),
        sa.UniqueConstraint(
            "package_id", "authority", name=op.f("uq_timestamp_token_package_id_authority")
        ),
    )
