"""The figures of a month and the yearly report: what was counted, by the names of the report.

Its keys are French: they are read by the Département's tools. Rules of what counts are in
``queries``; a word that no row carries is left out. The figures of a year are those of the
catalogue, counted once for them and for the indicators of the action.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, of
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.indicators import Value
from coachdesk.domain.periods import Period, month_of, months_in, year_of, year_until
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD, WordList
from coachdesk.queries import appointments, immersions, prescriptions
from coachdesk.queries.indicators.meetings import meetings_by_month
from coachdesk.queries.indicators.people import received_of, spans_of
from coachdesk.queries.known import known_days
from coachdesk.queries.listing import count, rows
from coachdesk.queries.tallies import Tallies, tallies
from coachdesk.services.indicators import Counts


def month_figures(
    connection: Connection, action_id: UUID, profile: ActionProfile, month: date
) -> dict[str, Any]:
    """The figures of the month that holds ``month``, hours as a number with two decimals at most.

    Raises:
        UserError: when the store knows nothing of that month.
    """
    require_known(connection, action_id, month)
    period = month_of(month)
    threshold = profile.rules.absence_threshold
    absent = appointments.often_absent(action_id, period.first, period.last, threshold)
    numbers = [row.number for row in rows(connection, absent)]
    scope = (action_id, period.first, period.last)
    return _month(
        profile,
        tallies(connection, action_id, period),
        numbers,
        received=count(connection, prescriptions.received(*scope)),
        immersed=count(connection, immersions.in_progress(*scope)),
    )


def year_report(
    connection: Connection,
    action_id: UUID,
    profile: ActionProfile,
    year: int,
    *,
    today: date,
    counts: Counts | None = None,
) -> dict[str, Any]:
    """The figures of the year and of its twelve months, by the names of the yearly bilan.

    Of a year that goes on, those from 1 January to ``today`` and of the months begun;
    ``arrete_au`` says so. The indicators of the action stand under ``indicateurs``, by their keys.

    Args:
        connection: to the store.
        action_id: whose figures.
        profile: by which they are counted.
        year: of which.
        today: until when one that goes on is counted.
        counts: what is counted of that year already, not to be counted again.

    Raises:
        UserError: when the store knows nothing of that year, or it has not begun.
    """
    require_year(connection, action_id, year, today)
    period = year_until(year, today)
    counts = counts or Counts.of(connection, action_id, profile, period)

    def number(function: str, **given: Value) -> Any:  # noqa: ANN401  (int or Decimal)
        return counts.measured(function, **given).number

    def shares(function: str, **given: Value) -> dict[str, int]:
        return counts.measured(function, **given).named

    return {
        "action": profile.name,
        "year": year,
        **({"arrete_au": period.last.isoformat()} if today <= year_of(year).last else {}),
        "prescriptions": number("prescriptions"),
        "suites": shares("prescriptions_by", by="outcome"),
        "prescripteurs": shares("prescriptions_by", by="prescriber"),
        "participants": number("participants"),
        "statuts": shares("participants_by", by="status"),
        "sexe": shares("participants_by", by="gender"),
        "tranches_age": shares("participants_by", by="age"),
        "niveaux": shares("participants_by", by="training_level"),
        "problematiques": shares("participants_by", by="main_obstacle"),
        "foyers": shares("participants_by", by="household"),
        "sorties": shares("exits_by", by="kind"),
        "sorties_total": number("exits"),
        "details": {
            kind.label: found
            for kind in profile.exit_kinds
            if len(kind.details) and (found := shares("exits_by_detail", kinds=(kind.key,)))
        },
        "en_cours_au_31_12": number("still_there"),
        "sorties_positives": number("exits", positive=True),
        "taux_sorties_positives_pourcent": number("exit_rate", positive=True),
        "file_active": list(counts.measured("file_active").months),
        "file_active_moyenne": float(number("file_active")),
        "immersions": {
            "sortis_avec_stage": number("leavers_with_immersions"),
            "dont_deux": number("leavers_with_immersions", least=2),
            "conventions_dans_l_annee": number("immersions_started"),
            "sortis_sans_stage": shares("leavers_without_immersion"),
        },
        "rdv_total": number("appointments"),
        "months": months_counted(counts),
        "indicateurs": {each.key: counts.value(each).json for each in profile.indicators},
    }


def require_known(connection: Connection, action_id: UUID, month: date) -> None:
    """Refuse a month before the first fact of the action or after the last one.

    Raises:
        UserError: naming the first and last months known.
    """
    known = require_known_days(connection, action_id)
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


def months_counted(counts: Counts) -> dict[str, dict[str, Any]]:
    """The figures of each month of a year, « 2023-05 », from what is read for the year.

    The one in progress is told whole, with what is planned in it, as its page tells it.
    """
    period = counts.scope.period
    counts = counts.over(Period(period.first, month_of(period.last).last))
    connection, scope = counts.connection, counts.scope
    profile, months = scope.profile, months_in(scope.period)
    spans, met = spans_of(connection, scope), meetings_by_month(connection, scope)
    received = received_of(scope).by(connection, "received_on")
    immersed = rows(connection, immersions.in_progress(*scope.bounds))
    absent: dict[date, list[str]] = {month.first: [] for month in months}
    often = appointments.often_absent_in(scope.action_id, months, profile.rules.absence_threshold)
    for row in rows(connection, often):
        absent[row.followed_in].append(row.number)
    return {
        name: _month(
            profile,
            Tallies(month, met.get(name, {}), spans),
            absent[month.first],
            received=sum(
                times for day, times in received.items() if month.first <= day <= month.last
            ),
            immersed=sum(
                row.starts_on <= month.last and row.ends_on >= month.first for row in immersed
            ),
        )
        for month in months
        for name in [f"{month.first:%Y-%m}"]
    }


def _month(
    profile: ActionProfile,
    counted: Tallies,
    often_absent: Sequence[str],
    *,
    received: int,
    immersed: int,
) -> dict[str, Any]:
    month = counted.period
    became = {presence.value: counted.held(presence) for presence in Presence}
    held_by = {mode.value: counted.held(Presence.ATTENDED, mode) for mode in Mode}
    return {
        "file_active": counted.spans.active(month),
        "entrees": counted.spans.entered(month),
        "sorties": counted.spans.left(month),
        "prescriptions": received,
        "rdv": labelled(profile.presences, _told(became)),
        "rdv_presents_par_modalite": labelled(profile.modes, _told(held_by)),
        "participants_avec_plus_de_deux_absences_injustifiees": list(often_absent),
        "immersions_en_cours": immersed,
        "heures_presence": _rounded(Decimal(counted.minutes()) / 60, "0.01"),
    }


def _told(shares: Mapping[str, int]) -> dict[str | None, int]:
    """The shares that have a row."""
    return {key: number for key, number in shares.items() if number}


def _rounded(value: Decimal, step: str) -> float:
    return float(value.quantize(Decimal(step), rounding=ROUND_HALF_UP))


def require_year(connection: Connection, action_id: UUID, year: int, today: date) -> None:
    """Refuse a year before the first fact of the action or after the last one, or still to come.

    Raises:
        UserError: naming the first and last years known.
    """
    known = require_known_days(connection, action_id)
    first, last = known.first.year, min(known.last.year, today.year)
    if first > today.year:  # the clock went back
        raise UserError(
            f"Les premières données sont de {first}, après aujourd’hui{NBSP}: rien à compter.",
            "Vérifiez la date de l’ordinateur.",
        )
    if last < year <= known.last.year:  # a rendez-vous is planned in it
        raise UserError(
            f"L’année {year} n’a pas commencé{NBSP}: il n’y a rien à compter.",
            f"Choisissez une année jusqu’à {today.year}.",
        )
    if not first <= year <= last:
        raise UserError(f"Aucune donnée pour {year}.", f"Choisissez une année de {first} à {last}.")


def require_known_days(connection: Connection, action_id: UUID) -> Period:
    """From the first day of which something is known to the last.

    Raises:
        UserError: nothing is known yet.
    """
    known = known_days(connection, action_id)
    if known is None:
        raise UserError(
            f"Cette action n’a encore aucune donnée{NBSP}: il n’y a rien à compter.",
            "Importez un classeur, ou saisissez une première prescription.",
        )
    return known
