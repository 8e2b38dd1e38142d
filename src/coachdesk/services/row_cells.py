"""The rows of a listing as French text: headings of its columns, labels of its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import clock_time, hours, short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.listing import AnyRow, Listing, rows

Written: TypeAlias = Callable[[ActionProfile, Any, AnyRow], str]
"""How a value of a row is written; the row is there for words that depend on another."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of text; ``prescription_ids`` open the card of each row's person."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    prescription_ids: tuple[UUID, ...]


def cells(connection: Connection, listing: Listing, profile: ActionProfile) -> Cells:
    """The rows of ``listing`` in the order of ``_COLUMNS``; what it does not name is not shown."""
    return cells_of(listing, rows(connection, listing), profile)


def cells_of(listing: Listing, found: Sequence[AnyRow], profile: ActionProfile) -> Cells:
    """Rows of ``listing`` that were read already."""
    held = listing.exported_columns
    shown = [name for name in _COLUMNS if name in held]
    return Cells(
        headings=tuple(_COLUMNS[name][0] for name in shown),
        rows=tuple(tuple(_text(profile, name, row) for name in shown) for row in found),
        prescription_ids=tuple(row.prescription_id for row in found),
    )


def _text(profile: ActionProfile, name: str, row: AnyRow) -> str:
    value = getattr(row, name)
    return "" if value is None else _COLUMNS[name][1](profile, value, row)


def _plain(_profile: ActionProfile, value: object, _row: AnyRow) -> str:
    return str(value)


def _date(_profile: ActionProfile, value: date, _row: AnyRow) -> str:
    return short_date(value)


def _time(_profile: ActionProfile, value: int, _row: AnyRow) -> str:
    return clock_time(value)


def _hours(_profile: ActionProfile, value: int, _row: AnyRow) -> str:
    return hours(value)


def _detail(profile: ActionProfile, value: str, row: AnyRow) -> str:
    return profile.exit_detail(row.kind, value)


_COLUMNS: dict[str, tuple[str, Written]] = {
    "number": ("N°", _plain),
    "last_name": ("Nom", _plain),
    "first_name": ("Prénom", _plain),
    "commune": ("Commune", _plain),
    "held_on": ("Date", _date),
    "start_minute": ("Début", _time),
    "end_minute": ("Fin", _time),
    "minutes": ("Durée", _hours),
    "place": ("Lieu", _plain),
    "mode": ("Modalité", lambda profile, key, _: profile.modes.label(key)),
    "presence": ("Présence", lambda profile, key, _: profile.presences.label(key)),
    "received_on": ("Prescription", _date),
    "prescriber": ("Prescripteur", lambda profile, key, _: profile.prescribers.label(key)),
    "case_manager": ("Référent RSA", _plain),
    "outcome": ("Suite donnée", lambda profile, key, _: profile.outcomes.label(key)),
    "first_appointment_on": ("Premier rendez-vous", _date),
    "entered_on": ("Entrée", _date),
    "planned_end_on": ("Fin prévue", _date),
    "left_on": ("Sortie", _date),
    "kind": ("Type de sortie", lambda profile, key, _: profile.exit_kinds.label(key)),
    "detail": ("Détail", _detail),
    "absences": ("Absences", _plain),
    "last_absence_on": ("Dernière absence", _date),
    "company": ("Entreprise", _plain),
    "trade": ("Métier", _plain),
    "starts_on": ("Début", _date),
    "ends_on": ("Fin", _date),
    "weekly_minutes": ("Heures par semaine", _hours),
    "review": ("Bilan", lambda profile, key, _: profile.reviews.label(key)),
}
