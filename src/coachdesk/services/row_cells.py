"""The rows of a listing as French text: headings of its columns, labels of its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import (
    NBSP,
    clock_time,
    hours,
    kilometres,
    month_name,
    plural,
    short_date,
)
from coachdesk.domain.catalogue.contracts import CONTRACT_LABELS
from coachdesk.domain.partner_themes import THEMES
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import AID_LABELS, TREND_LABELS, Impact, Trend
from coachdesk.queries.listing import AnyRow, Listing, rows
from coachdesk.queries.people import is_nobody
from coachdesk.queries.worked_days import WORKED_LABELS
from coachdesk.services.prestations.words import amount, quantity_words, result_words
from coachdesk.services.timeline import IMPACT_WORDS

Written: TypeAlias = Callable[[ActionProfile, Any, AnyRow], str]
"""How a value of a row is written; the row is there for words that depend on another."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of text; ``prescription_ids`` open the card of each row's person, if it has one."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    prescription_ids: tuple[UUID | None, ...]


def cells(connection: Connection, listing: Listing, profile: ActionProfile) -> Cells:
    """The rows of ``listing`` in the order of ``_COLUMNS``; what it does not name is not shown."""
    return cells_of(listing, rows(connection, listing), profile)


def cells_of(
    listing: Listing, found: Sequence[AnyRow], profile: ActionProfile, also: str = ""
) -> Cells:
    """Rows of ``listing`` that were read already; ``also`` is a column of ``_COUNTED`` to show.

    Those of people who were anonymised are one line, which says how many there are.
    """
    held = listing.exported_columns
    shown = [name for name in _COLUMNS if name in held]
    shown += [also] if also in _COUNTED else []
    somebody = [row for row in found if not is_nobody(row)]
    lines = [tuple(_text(profile, name, row) for name in shown) for row in somebody]
    opened = [getattr(row, "prescription_id", None) for row in somebody]
    if len(somebody) < len(found):
        told = _anonymised([row for row in found if is_nobody(row)])
        lines.append(tuple(told if name == "last_name" else "" for name in shown))
        opened.append(None)
    return Cells(tuple(_written(name)[0] for name in shown), tuple(lines), tuple(opened))


def anonymised_words(number: int) -> str:
    """« 2 dossiers anonymisés »."""
    return plural(number, "dossier anonymisé", "dossiers anonymisés")


def _anonymised(found: Sequence[AnyRow]) -> str:
    """« 2 dossiers anonymisés », and how many lines when each has several."""
    dossiers = len({getattr(row, "prescription_id", None) for row in found})
    said = anonymised_words(dossiers)
    return said if dossiers == len(found) else f"{said}, {plural(len(found), 'ligne')}"


def _text(profile: ActionProfile, name: str, row: AnyRow) -> str:
    value = getattr(row, name)
    return "" if value is None else _written(name)[1](profile, value, row)


def _written(name: str) -> tuple[str, Written]:
    return _COLUMNS.get(name) or _COUNTED[name]


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


def _yes_no(_profile: ActionProfile, value: object, _row: AnyRow) -> str:
    return "oui" if value else "non"


def _result(profile: ActionProfile, key: str, row: AnyRow) -> str:
    return result_words(profile, row.act_kind, key)


def _quantity(profile: ActionProfile, hundredths: int, row: AnyRow) -> str:
    return quantity_words(profile, row.act_kind, hundredths)


def _impact(_profile: ActionProfile, key: str, _row: AnyRow) -> str:
    return IMPACT_WORDS[Impact(key)].capitalize()


def _level(profile: ActionProfile, key: str, row: AnyRow) -> str:
    return profile.measures[row.measure].levels.label(key)


def _time_kind(profile: ActionProfile, key: str, _row: AnyRow) -> str:
    return WORKED_LABELS.get(key) or profile.time_kinds.label(key)


def _amount(_profile: ActionProfile, hundredths: int, _row: AnyRow) -> str:
    return amount(hundredths)


_COLUMNS: dict[str, tuple[str, Written]] = {
    "number": ("N°", _plain),
    "last_name": ("Nom", _plain),
    "first_name": ("Prénom", _plain),
    "commune": ("Commune", _plain),
    "done_on": ("Date", _date),
    "act_kind": ("Acte", lambda profile, key, _: profile.services.label(key)),
    "act_quantity": ("Quantité", _quantity),
    "act_result": ("Résultat", _result),
    "who": ("Pour qui", _plain),
    "people": ("Personnes", _plain),
    "outreach_kind": ("Aller-vers", lambda profile, key, _: profile.outreach_kinds.label(key)),
    "title": ("Intitulé", _plain),
    "met": ("Rencontrées", _plain),
    "listed": ("À rappeler", _plain),
    "called_on": ("Rappel", _date),
    "contact_outcome": ("Suite", lambda profile, key, _: profile.outreach_outcomes.label(key)),
    "step_kind": ("Démarche", lambda profile, key, _: profile.steps.label(key)),
    "aid_outcome": ("Aide", lambda _profile, key, _: AID_LABELS[key]),
    "paper": ("Papier", _plain),
    "time_kind": ("Temps", _time_kind),
    "route": ("Trajet", _plain),
    "metres": ("Kilomètres", lambda _profile, metres, _: kilometres(metres)),
    "partner": ("Partenaire", _plain),
    "theme": ("Aide", lambda _profile, key, _: THEMES.get(key, "")),
    "made_on": ("Établi", _date),
    "signed_on": ("Signé", _date),
    "contract": ("Contrat", lambda _profile, key, _: CONTRACT_LABELS[key]),
    "filled_in": ("Rempli en", lambda _profile, month, _: month_name(month)),
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
    "activity": ("Activité", _plain),
    "address": ("Adresse", _plain),
    "registered_on": ("Enregistrée", _date),
    "contacted_on": ("Dernier contact", _date),
    "contact_kind": ("Façon", lambda profile, key, _: profile.prospecting_kinds.label(key)),
    "contact_result": ("Suite", lambda profile, key, _: profile.prospecting_results.label(key)),
    "review": ("Bilan", lambda profile, key, _: profile.reviews.label(key)),
    "obstacle": ("Frein", lambda profile, key, _: profile.obstacles.label(key)),
    "impact_first": ("Au début", _impact),
    "impact_last": ("À la fin", _impact),
    "level_first": ("Au début", _level),
    "level_last": ("À la fin", _level),
    "trend": ("Évolution", lambda _profile, key, _: TREND_LABELS[Trend(key)]),
    "steps": ("Démarches", _plain),
    "workshops": ("Ateliers", _plain),
    "papers": ("Papiers", _plain),
    "done_acts": ("Actes", _plain),
    "done_months": ("Mois avec un acte", _plain),
    "done_hours": ("Heures", _hours),
    "done_quantity": ("Quantité", _amount),
    "followed_in": ("Mois", lambda _profile, month, _: month_name(month)),
    "week_of": ("Semaine du", _date),
    "appointments": ("Rendez-vous tenus", _plain),
    "often": ("Assez souvent", _yes_no),
    "immersions": ("Immersions", _plain),
    "immersed": ("Immersion", _yes_no),
    "milestone": ("Échéance", lambda _profile, months, _: f"{months}{NBSP}mois"),
    "follow_up": ("Suivi", lambda profile, key, _: profile.follow_up_outcomes.label(key)),
    "employer": ("Employeur", _plain),
    "reached": ("Atteint", _yes_no),
    "counted": ("Compté", _yes_no),
}

_COUNTED: dict[str, tuple[str, Written]] = {
    "gender": ("Sexe", lambda profile, key, _: profile.genders.label(key)),
    "age": ("Âge", _plain),
    "status": ("Statut", lambda profile, key, _: profile.statuses.label(key)),
    "training_level": ("Niveau", lambda profile, key, _: profile.training_levels.label(key)),
    "household": ("Foyer", lambda profile, key, _: profile.households.label(key)),
    "main_obstacle": ("Frein principal", lambda profile, key, _: profile.obstacles.label(key)),
    "employment": ("Emploi à l’entrée", lambda profile, key, _: profile.employment.label(key)),
    "recommendation": (
        "Préconisation", lambda profile, key, _: profile.recommendations.label(key)
    ),
    "days": ("Durée en jours", _plain),
    "delay": ("Délai en jours", _plain),
    "purpose": ("Objet", lambda profile, key, _: profile.purposes.label(key)),
    "immersion_outcome": ("Issue", lambda profile, key, _: profile.immersion_outcomes.label(key)),
    "cause": ("Cause", lambda profile, key, _: profile.immersion_causes.label(key)),
}  # fmt: skip
"""Shown beside the others only where they are what is counted: a list of everybody is wide."""
