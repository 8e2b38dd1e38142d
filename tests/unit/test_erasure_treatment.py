"""Nothing that tells of a person is forgotten by an erasure: neither a table nor a column."""

from sqlalchemy import Date, LargeBinary, Table, Text

from coachdesk.models import (
    Action,
    Attachment,
    Base,
    Closing,
    Company,
    Package,
    Participant,
    Place,
    Recipient,
    Service,
    Workshop,
)
from coachdesk.models.base import Instant
from coachdesk.services.rights.own_rows import hanging_tables, table_of
from coachdesk.services.rights.treatment import (
    BLANK,
    COUNTED,
    DAYS,
    GONE,
    MOMENTS,
    ONCE_A_DAY,
    RARE,
)

SHARED = {
    table_of(model) for model in (Action, Closing, Company, Package, Place, Recipient, Workshop)
}
"""What many people share: rows that name one of them are not hers."""
KEPT = {
    "participant": {"anonymised_on"},
    "prescription": {"number"},  # a new one
    "document": {"title", "signers"},  # emptied where they name her, or where she signed
}
"""Columns that are seen to one by one."""


def test_every_table_that_hangs_on_a_person_is_seen_to() -> None:
    hanging: set[Table] = {table_of(Participant)}
    grown = True
    while grown:
        more = {
            table
            for table in Base.metadata.sorted_tables
            if table not in SHARED
            and any(
                each.column.table in hanging
                for column in table.columns
                for each in column.foreign_keys
            )
        }
        grown = not more <= hanging
        hanging |= more
    assert hanging == set(hanging_tables())


def test_every_text_day_and_file_of_hers_is_seen_to() -> None:
    gone = {table_of(model) for model in (*GONE, Attachment)}
    forgotten = {}
    for table in (*hanging_tables(), table_of(Service)):
        if table in gone:
            continue
        told = set(KEPT.get(table.name, ()))
        for treatment in (BLANK, COUNTED, DAYS, MOMENTS):
            for model, names in treatment.items():
                if table_of(model) is table:
                    told |= set(names)
        for model, groups in RARE.items():
            if table_of(model) is table:
                told |= {name for group in groups for name in group}
        told |= {name for model, name in ONCE_A_DAY if table_of(model) is table}
        telling = {
            column.name
            for column in table.columns
            if isinstance(column.type, Text | Date | LargeBinary | Instant)
        }
        if left := telling - told:
            forgotten[table.name] = left
    # A call to a company is dated for the company: it is told of no person any more.
    assert forgotten == {"prospecting": {"done_on", "call_back_on"}}
