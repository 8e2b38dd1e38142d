"""Around the rendez-vous: agenda, companies, immersions to their end, exits, other acts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_COMPANY = "id, siret, name, address, activity, collective_agreement, contact, cut_over, version"


def upgrade() -> None:
    """Add what is around the rendez-vous; a company may have no SIRET yet."""
    op.add_column("place", sa.Column("retired_on", sa.Date(), nullable=True))
    _let_company_have_no_siret()
    _add_agenda()
    _add_companies()
    _add_work()
    _add_people()
    for name, kind in (
        ("rome", sa.String(length=5)),
        ("renewal_reason", sa.Text()),
        ("outcome", sa.String(length=16)),
        ("ended_on", sa.Date()),
        ("missed_minutes", sa.Integer()),
        ("cause", sa.String(length=64)),
        ("cause_note", sa.Text()),
    ):
        op.add_column("immersion", sa.Column(name, kind, nullable=True))
    _add_reference("immersion", "renews_id", "immersion")
    op.create_index(op.f("ix_immersion_renews_id"), "immersion", ["renews_id"], unique=True)
    for name, kind in (
        ("employer", sa.Text()),
        ("job_starts_on", sa.Date()),
        ("job_ends_on", sa.Date()),
        ("weekly_minutes", sa.Integer()),
        ("recommendation", sa.String(length=64)),
        ("dry_reason", sa.Text()),
        ("note", sa.Text()),
    ):
        op.add_column("exit", sa.Column(name, kind, nullable=True))
    _add_reference("exit", "company_id", "company")
    op.create_index(op.f("ix_exit_company_id"), "exit", ["company_id"])
    _add_reference("attachment", "follow_up_id", "follow_up")


def _add_reference(table: str, column: str, to: str) -> None:
    """A column that names a row, without rebuilding the table for it."""
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} CHAR(32) "
        f"CONSTRAINT fk_{table}_{column}_{to} REFERENCES {to} (id)"
    )


def _let_company_have_no_siret() -> None:
    op.create_table(
        "company_or_prospect",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("siret", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("collective_agreement", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("cut_over", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("siret", name=op.f("uq_company_siret")),
    )
    op.execute(
        f"INSERT INTO company_or_prospect ({_COMPANY}) SELECT {_COMPANY} FROM company"  # noqa: S608  (our names)  # nosec B608
    )
    op.drop_table("company")
    op.rename_table("company_or_prospect", "company")


def _add_agenda() -> None:
    """Openings, days off, travel; the coach’s time and road."""
    op.drop_index(op.f("ix_appointment_workshop_id"), "appointment")
    op.create_index(
        op.f("ix_appointment_workshop_id"),
        "appointment",
        ["workshop_id"],
        sqlite_where=sa.text("workshop_id IS NOT NULL"),
    )
    op.create_table(
        "place_opening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_place_opening_times"),
        ),
        sa.CheckConstraint("0 <= weekday AND weekday <= 6", name=op.f("ck_place_opening_weekday")),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_place_opening_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_opening")),
        sa.UniqueConstraint(
            "place_id",
            "weekday",
            "start_minute",
            "weeks",
            name=op.f("uq_place_opening_place_id_weekday_start_minute_weeks"),
        ),
    )
    op.create_table(
        "day_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("end_minute", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_day_off_days")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_day_off_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_off")),
    )
    op.create_index(op.f("ix_day_off_ends_on"), "day_off", ["ends_on"])
    op.create_table(
        "travel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_place_id", sa.Uuid(), nullable=False),
        sa.Column("to_place_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("metres", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_place_id < to_place_id", name=op.f("ck_travel_once")),
        sa.ForeignKeyConstraint(
            ["from_place_id"], ["place.id"], name=op.f("fk_travel_from_place_id_place")
        ),
        sa.ForeignKeyConstraint(
            ["to_place_id"], ["place.id"], name=op.f("fk_travel_to_place_id_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel")),
        sa.UniqueConstraint(
            "from_place_id", "to_place_id", name=op.f("uq_travel_from_place_id_to_place_id")
        ),
    )
    op.create_table(
        "time_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("0 < minutes AND minutes <= 1440", name=op.f("ck_time_entry_minutes")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_time_entry_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_entry")),
    )
    op.create_index(op.f("ix_time_entry_held_on"), "time_entry", ["held_on"])
    op.create_table(
        "mileage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("driven_on", sa.Date(), nullable=False),
        sa.Column("metres", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mileage")),
        sa.UniqueConstraint("driven_on", name=op.f("uq_mileage_driven_on")),
    )
    op.create_table(
        "time_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("time_sheet", "action_id", "action"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_sheet")),
        sa.UniqueConstraint("action_id", "month", name=op.f("uq_time_sheet_action_id_month")),
    )


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)


def _add_companies() -> None:
    """Contacts, trades, prospecting log; visits of immersions."""
    op.create_table(
        "company_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("company_contact", "company_id", "company"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_contact")),
    )
    op.create_index(op.f("ix_company_contact_company_id"), "company_contact", ["company_id"])
    op.create_table(
        "company_trade",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("rome", sa.String(length=5), nullable=False),
        _reference("company_trade", "company_id", "company"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_trade")),
        sa.UniqueConstraint("company_id", "rome", name=op.f("uq_company_trade_company_id_rome")),
    )
    op.create_table(
        "prospecting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("result", sa.String(length=64), nullable=True),
        sa.Column("call_back_on", sa.Date(), nullable=True),
        sa.Column("prescription_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("prospecting", "action_id", "action"),
        _reference("prospecting", "company_id", "company"),
        _reference("prospecting", "prescription_id", "prescription"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospecting")),
    )
    op.create_index(op.f("ix_prospecting_company_id"), "prospecting", ["company_id"])
    op.create_index(op.f("ix_prospecting_call_back_on"), "prospecting", ["call_back_on"])
    op.create_index(op.f("ix_prospecting_prescription_id"), "prospecting", ["prescription_id"])
    op.create_index(op.f("ix_immersion_company_id"), "immersion", ["company_id"])
    op.create_table(
        "immersion_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("immersion_id", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("met", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("immersion_visit", "immersion_id", "immersion"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_immersion_visit")),
    )
    op.create_index(op.f("ix_immersion_visit_immersion_id"), "immersion_visit", ["immersion_id"])
    op.create_index(op.f("ix_immersion_visit_done_on"), "immersion_visit", ["done_on"])


def _add_work() -> None:
    """Services and outreach."""
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("result", sa.String(length=64), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("cut_over", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("service", "action_id", "action"),
        _reference("service", "place_id", "place"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_index(op.f("ix_service_action_id_done_on"), "service", ["action_id", "done_on"])
    op.create_table(
        "service_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        _reference("service_person", "prescription_id", "prescription"),
        _reference("service_person", "service_id", "service"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_person")),
        sa.UniqueConstraint(
            "service_id",
            "prescription_id",
            name=op.f("uq_service_person_service_id_prescription_id"),
        ),
    )
    op.create_index(
        op.f("ix_service_person_prescription_id"), "service_person", ["prescription_id"]
    )
    op.create_table(
        "outreach_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("end_minute", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("people_met", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("cut_over", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("outreach_event", "action_id", "action"),
        _reference("outreach_event", "place_id", "place"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_event")),
    )
    op.create_index(op.f("ix_outreach_event_held_on"), "outreach_event", ["held_on"])
    op.create_table(
        "outreach_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("call_back_on", sa.Date(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("prescription_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("outreach_contact", "event_id", "outreach_event"),
        _reference("outreach_contact", "prescription_id", "prescription"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_contact")),
    )
    op.create_index(op.f("ix_outreach_contact_event_id"), "outreach_contact", ["event_id"])


def _add_people() -> None:
    """Follow-ups; référents RSA, partners and recipients."""
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pathway_id", sa.Uuid(), nullable=False),
        sa.Column("milestone", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("employer", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pathway_id"], ["pathway.id"], name=op.f("fk_follow_up_pathway_id_pathway")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint(
            "pathway_id", "milestone", name=op.f("uq_follow_up_pathway_id_milestone")
        ),
    )
    op.create_table(
        "case_manager",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_manager")),
        sa.UniqueConstraint("name", name=op.f("uq_case_manager_name")),
    )
    op.create_table(
        "partner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("name", name=op.f("uq_partner_name")),
    )
    action = sa.ForeignKey("action.id", name=op.f("fk_recipient_action_id_action"))
    op.create_table(
        "recipient",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), action, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("takes_months", sa.Boolean(), nullable=False),
        sa.Column("takes_notices", sa.Boolean(), nullable=False),
        sa.Column("takes_returns", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
    )
    op.create_index(op.f("ix_recipient_action_id"), "recipient", ["action_id"])
