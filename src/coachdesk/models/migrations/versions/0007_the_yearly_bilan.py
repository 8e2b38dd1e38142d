"""The yearly bilan: its texts and its closing; profiles kept with what they closed; measures."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add what counts a year; a month closed before does not say by which profile."""
    _add_profile_version()
    # Added as it stands: Alembic would rebuild the table, with all that hangs on it.
    op.execute(
        "ALTER TABLE closing ADD COLUMN profile_id CHAR(32) "
        "CONSTRAINT fk_closing_profile_id_profile_version REFERENCES profile_version (id)"
    )
    op.add_column("company", sa.Column("registered_on", sa.Date(), nullable=True))
    _add_year_closing()
    _add_report_text()
    _add_measurement()


def _add_profile_version() -> None:
    op.create_table(
        "profile_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_profile_version_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_version")),
        sa.UniqueConstraint(
            "action_id", "number", name=op.f("uq_profile_version_action_id_number")
        ),
    )


def _add_year_closing() -> None:
    op.create_table(
        "year_closing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_year_closing_action_id_action")
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile_version.id"],
            name=op.f("fk_year_closing_profile_id_profile_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_closing")),
        sa.UniqueConstraint(
            "action_id", "year", "revision", name=op.f("uq_year_closing_action_id_year_revision")
        ),
    )


def _add_report_text() -> None:
    op.create_table(
        "report_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_report_text_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
        sa.UniqueConstraint(
            "action_id", "year", "part", name=op.f("uq_report_text_action_id_year_part")
        ),
    )


def _add_measurement() -> None:
    op.create_table(
        "measurement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=64), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_measurement_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint(
            "prescription_id",
            "kind",
            "taken_on",
            name=op.f("uq_measurement_prescription_id_kind_taken_on"),
        ),
    )
