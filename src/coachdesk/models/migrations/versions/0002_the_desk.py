"""The desk: first rendez-vous before the decision, diagnostic, démarches, pieces, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# A rebuilt table keeps only the checks that are told here.
_TIMES = "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440"
_WHOSE = "(pathway_id IS NULL) <> (prescription_id IS NULL)"


def upgrade() -> None:
    """Add what the coach's day needs; the rendez-vous may belong to a prescription."""
    op.create_table(
        "draft",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "learned_word",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("word_list", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_learned_word_action_id_action")
        ),
        sa.PrimaryKeyConstraint("action_id", "word_list", "written", name=op.f("pk_learned_word")),
    )
    op.create_table(
        "diagnostic",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=True),
        sa.Column("training_level", sa.String(length=64), nullable=True),
        sa.Column("household", sa.String(length=64), nullable=True),
        sa.Column("employment", sa.String(length=64), nullable=True),
        sa.Column("driving_licence", sa.Boolean(), nullable=True),
        sa.Column("main_obstacle", sa.String(length=64), nullable=True),
        sa.Column("mobility", sa.Text(), nullable=True),
        sa.Column("expectations", sa.Text(), nullable=True),
        sa.Column("skills", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_diagnostic_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnostic")),
        sa.UniqueConstraint("prescription_id", name=op.f("uq_diagnostic_prescription_id")),
    )
    op.create_table(
        "fse_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=64), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_fse_answer_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fse_answer")),
        sa.UniqueConstraint(
            "prescription_id", "question", name=op.f("uq_fse_answer_prescription_id_question")
        ),
    )
    op.create_table(
        "handout",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("studied_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_handout_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout")),
    )
    op.create_index(op.f("ix_handout_prescription_id"), "handout", ["prescription_id"])

    op.create_table(
        "objective",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_objective_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
    )
    op.create_index(op.f("ix_objective_prescription_id"), "objective", ["prescription_id"])

    op.create_table(
        "obstacle",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("impact", sa.String(length=16), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_obstacle_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")),
        sa.UniqueConstraint(
            "prescription_id",
            "kind",
            "assessed_on",
            name=op.f("uq_obstacle_prescription_id_kind_assessed_on"),
        ),
    )
    op.create_table(
        "to_do_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("postponed_to", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_to_do_mark_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_to_do_mark")),
        sa.UniqueConstraint(
            "rule",
            "prescription_id",
            "subject",
            name=op.f("uq_to_do_mark_rule_prescription_id_subject"),
        ),
    )
    op.create_index(op.f("ix_to_do_mark_prescription_id"), "to_do_mark", ["prescription_id"])

    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(length=24), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_attachment_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_attachment_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_prescription_id"), "attachment", ["prescription_id"])

    op.create_table(
        "step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("aid_outcome", sa.String(length=16), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_step_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_step_prescription_id_prescription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    op.create_index(op.f("ix_step_appointment_id"), "step", ["appointment_id"])
    op.create_index(op.f("ix_step_prescription_id"), "step", ["prescription_id"])

    op.create_table(
        "attachment_content",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["attachment.id"], name=op.f("fk_attachment_content_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_content")),
    )
    with op.batch_alter_table(
        "appointment",
        table_args=(
            sa.CheckConstraint(_TIMES, name=op.f("ck_appointment_times")),
            sa.CheckConstraint(_WHOSE, name=op.f("ck_appointment_whose")),
        ),
    ) as batch_op:
        batch_op.add_column(sa.Column("prescription_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("planned_start_minute", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("planned_end_minute", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("absence_reason", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("absence_proof", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=True))
        batch_op.alter_column("pathway_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.create_index(
            batch_op.f("ix_appointment_prescription_id"), ["prescription_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_appointment_prescription_id_prescription"),
            "prescription",
            ["prescription_id"],
            ["id"],
        )

    with op.batch_alter_table("engagement_contract") as batch_op:
        batch_op.add_column(sa.Column("prepared_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("weekly_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("exemption", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("person_commitments", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("organisation_commitments", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("action_plan", sa.Text(), nullable=True))
        batch_op.alter_column("signed_on", existing_type=sa.Date(), nullable=True)

    with op.batch_alter_table("participant") as batch_op:
        batch_op.add_column(sa.Column("postcode", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("email", sa.Text(), nullable=True))

    with op.batch_alter_table("prescription") as batch_op:
        batch_op.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("decision_reason", sa.Text(), nullable=True))
