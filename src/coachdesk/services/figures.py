"""The figures of a month and the yearly report: queries counted, words given their labels.

Their keys are the report's own and are French: they are read by the Département's tools. Rules of
what counts are in ``queries``; a word that no row carries is left out.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, of
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.periods import MONTHS_OF_A_YEAR, Period, month_of, months_of, year_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD, WordList
from coachdesk.queries import appointments, immersions, pathways, prescriptions
from coachdesk.queries.known import known_days
from coachdesk.queries.listing import by, by_two, count, rows
from coachdesk.queries.tallies import tallies


def month_figures(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date
) -> dict[str, Any]:
    """The figures of the month that holds ``month``, hours as a number with two decimals at most.

    Raises:
        UserError: when the store knows nothing of that month.
    """
    require_known(connection, action_id, month)
    return _month(connection, action_id, profile, month_of(month))


def year_report(
    connection: Connection, action_id: UUID, profile: ActionProfile, year: int
) -> dict[str, Any]:
    """The figures of the year and of its twelve months, by the names of the yearly bilan.

    Raises:
        UserError: when the store knows nothing of that year.
    """
    period = year_of(year)
    require_year(connection, action_id, year)
    first, last = period.first, period.last
    received = prescriptions.of_year(action_id, first, last)
    people = pathways.active_pathways(action_id, first, last)
    exits = pathways.left(action_id, first, last)
    left = count(connection, exits)
    positive = count(connection, pathways.left_as(action_id, first, last, positive_kinds(profile)))
    curve = pathways.file_active_curve(connection, action_id, months_of(year))

    def share(words: WordList[Any], column: str) -> dict[str, int]:
        return labelled(words, by(connection, people, column))

    return {
        "action": profile.name,
        "year": year,
        "prescriptions": count(connection, received),
        "suites": labelled(profile.outcomes, by(connection, received, "outcome")),
        "prescripteurs": labelled(profile.prescribers, by(connection, received, "prescriber")),
        "participants": count(connection, people),
        "statuts": share(profile.statuses, "status"),
        "sexe": share(profile.genders, "gender"),
        "tranches_age": _age_bands(profile, by(connection, people, "age")),
        "niveaux": share(profile.training_levels, "training_level"),
        "problematiques": share(profile.obstacles, "main_obstacle"),
        "foyers": share(profile.households, "household"),
        "sorties": labelled(profile.exit_kinds, by(connection, exits, "kind")),
        "sorties_total": left,
        "details": _details(profile, by_two(connection, exits, "kind", "detail")),
        "en_cours_au_31_12": count(connection, pathways.still_there(action_id, last)),
        "sorties_positives": positive,
        "taux_sorties_positives_pourcent": percent(positive, left),
        "file_active": list(curve),
        "file_active_moyenne": _rounded(Decimal(sum(curve)) / MONTHS_OF_A_YEAR, "0.01"),
        "immersions": _immersions(connection, action_id, profile, period),
        "rdv_total": count(connection, appointments.held(action_id, first, last)),
        "months": {
            f"{month.first:%Y-%m}": _month(connection, action_id, profile, month)
            for month in months_of(year)
        },
    }


def require_known(connection: Connection, action_id: UUID, month: date) -> None:
    """Refuse a month before the first fact of the action or after the last one.

    Raises:
        UserError: naming the first and last months known.
    """
    known = _known(connection, action_id)
    if not month_of(known.first).first <= month <= month_of(known.last).last:
        raise UserError(
            f"Aucune donnée pour {month_name(month)}.",
            f"Choisissez un mois {of(month_name(known.first))} à {month_name(known.last)}.",
        )


def labelled(words: WordList[Any], shares: Mapping[str | None, int]) -> dict[str, int]:
    """Shares by word, in the order of the profile; then words it no longer has, then none."""
    known = {word.figure or word.label: shares[word.key] for word in words if word.key in shares}
    former = {key: number for key, number in shares.items() if key and key not in words}
    return known | former | ({NOT_TOLD: shares[None]} if None in shares else {})


def positive_kinds(profile: ActionProfile) -> list[str]:
    """The kinds of exit counted as positive."""
    return [kind.key for kind in profile.exit_kinds if kind.positive]


def percent(part: int, whole: int) -> int | None:
    """The rate in percent, halves rounded up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def _month(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: Period
) -> dict[str, Any]:
    scope = (action_id, month.first, month.last)
    counted = tallies(connection, action_id, month)
    absent = appointments.often_absent(*scope, profile.rules.absence_threshold)
    became = {presence.value: counted.held(presence) for presence in Presence}
    held_by = {mode.value: counted.held(Presence.ATTENDED, mode) for mode in Mode}
    return {
        "file_active": counted.spans.active(month),
        "entrees": counted.spans.entered(month),
        "sorties": counted.spans.left(month),
        "prescriptions": count(connection, prescriptions.received(*scope)),
        "rdv": labelled(profile.presences, _told(became)),
        "rdv_presents_par_modalite": labelled(profile.modes, _told(held_by)),
        "participants_avec_plus_de_deux_absences_injustifiees": [
            row.number for row in rows(connection, absent)
        ],
        "immersions_en_cours": count(connection, immersions.in_progress(*scope)),
        "heures_presence": _rounded(Decimal(counted.minutes()) / 60, "0.01"),
    }


def _told(shares: Mapping[str, int]) -> dict[str | None, int]:
    """The shares that have a row."""
    return {key: number for key, number in shares.items() if number}


def _immersions(
    connection: Connection, action_id: UUID, profile: ActionProfile, year: Period
) -> dict[str, Any]:
    scope = (action_id, year.first, year.last)
    left = by_two(connection, immersions.of_people_who_left(*scope), "immersions", "kind")
    without = left.pop(0, {})
    by_kind = labelled(profile.exit_kinds, without)
    positive = [profile.exit_kinds.label(kind) for kind in positive_kinds(profile)]
    grouped = sum(by_kind.pop(label, 0) for label in positive)
    return {
        "sortis_avec_stage": sum(sum(kinds.values()) for kinds in left.values()),
        "dont_deux": sum(sum(kinds.values()) for done, kinds in left.items() if done > 1),
        "conventions_dans_l_annee": count(connection, immersions.starting(*scope)),
        "sortis_sans_stage": ({profile.positive_label: grouped} if grouped else {}) | by_kind,
    }


def _details(
    profile: ActionProfile, shares: Mapping[str, Mapping[str | None, int]]
) -> dict[str, dict[str, int]]:
    """The details of the kinds of exit that have any: « Abandon » has none to tell."""
    return {
        kind.label: labelled(kind.details, shares[kind.key])
        for kind in profile.exit_kinds
        if len(kind.details) and kind.key in shares
    }


def _age_bands(profile: ActionProfile, ages: Mapping[int, int]) -> dict[str, int]:
    bands = {band.label: 0 for band in profile.age_bands}
    for age, number in ages.items():
        bands[profile.age_band(age).label] += number
    return {label: number for label, number in bands.items() if number}


def _rounded(value: Decimal, step: str) -> float:
    return float(value.quantize(Decimal(step), rounding=ROUND_HALF_UP))


def require_year(connection: Connection, action_id: UUID, year: int) -> None:
    """Refuse a year before the first fact of the action or after the last one.

    Raises:
        UserError: naming the first and last years known.
    """
    known = _known(connection, action_id)
    if not known.first.year <= year <= known.last.year:
        raise UserError(
            f"Aucune donnée pour {year}.",
            f"Choisissez une année de {known.first.year} à {known.last.year}.",
        )


def _known(connection: Connection, action_id: UUID) -> Period:
    known = known_days(connection, action_id)
    if known is None:
        raise UserError(
            f"Cette action n’a encore aucune donnée{NBSP}: il n’y a rien à compter.",
            "Importez un classeur, ou saisissez une première prescription.",
        )
    return known
