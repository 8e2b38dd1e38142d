"""Nothing that tells of a person is forgotten by an erasure: neither a table nor a column."""

from sqlalchemy import Date, LargeBinary, Table, Text

from coachdesk.models import (
    Action,
    Base,
    Closing,
    Company,
    Package,
    Participant,
    Place,
    Recipient,
    Workshop,
)
from coachdesk.models.base import Instant
from coachdesk.services.rights.own_rows import hanging_tables, table_of
from coachdesk.services.rights.treatment import OWN_TABLES

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
    forgotten = {}
    for own in OWN_TABLES:
        if own.gone:
            continue
        table = table_of(own.model)
        told = {*KEPT.get(table.name, ()), *own.blank, *own.counted, *own.days, *own.moments}
        told |= {name for group in own.rare for name in group}
        telling = {
            column.name
            for column in table.columns
            if isinstance(column.type, Text | Date | LargeBinary | Instant)
        }
        if left := telling - told:
            forgotten[table.name] = left
    assert all(own.once_a_day in (*own.days, "") for own in OWN_TABLES)
    # A call to a company is dated for the company: it is told of no person any more.
    assert forgotten == {"prospecting": {"done_on", "call_back_on"}}
