"""The monthly table: its first page of figures, its rows by column key, its prescriptions."""

from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Row as Record

from coachdesk.core.french import NBSP, NNBSP, decimal, short_date
from coachdesk.documents.closing_block import SecondPlace
from coachdesk.documents.column_grid import Row
from coachdesk.documents.monthly_table import Figure, MonthlyTableData
from coachdesk.documents.table_columns import Kind
from coachdesk.domain.periods import months_later, months_of, year_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries import listing, prescriptions
from coachdesk.queries.monthly_table import MonthlyImmersion, MonthlyRow, monthly_table_rows
from coachdesk.queries.tallies import pathway_spans
from coachdesk.services.month import figures_with_cumulative
from coachdesk.services.papers.issue import Issue
from coachdesk.services.prestations.words import act_details
from coachdesk.services.tiles import Unit

_CUMULATIVE = {
    "file_active": f" (cumul{NBSP}: personnes suivies)",
    "immersions": f" (cumul{NBSP}: conventions)",
}
"""What the sum since January is of, where it is not of the same thing as the month's figure."""
_KINDS = {Unit.COUNT: Kind.COUNT, Unit.MINUTES: Kind.MINUTES, Unit.PERCENT: Kind.PERCENT}


def table_data(connection: Connection, issue: Issue) -> MonthlyTableData:
    """The data of the month's table, read in ``connection``'s transaction."""
    profile, period = issue.profile, issue.period
    scope = (issue.action.id, period.first, period.last)
    year, month = period.first.year, period.first.month
    months = months_of(year)[:month]
    curve = pathway_spans(connection, issue.action.id, year_of(year)).curve(year, month)
    return MonthlyTableData(
        operation=issue.operation,
        edition=issue.edition,
        title=issue.profile.texts.table_title,
        month=issue.month,
        coach=issue.coach,
        columns=profile.table_columns,
        rows=tuple(
            _row(profile, row)
            for row in monthly_table_rows(
                connection, *scope, profile.stages, acts_too="actes" in profile.table_columns
            )
        ),
        prescriptions=tuple(
            _prescription(profile, row)
            for row in listing.rows(connection, prescriptions.received(*scope))
        ),
        figures=_figures(connection, issue),
        file_active=tuple(
            (month.first, number) for month, number in zip(months, curve, strict=True)
        ),
        file_active_target=profile.targets.file_active,
        attestation=profile.texts.table_attestation,
        closing=issue.closing,
        second=_second(issue),
        stamp=issue.stamp("T"),
    )


def _second(issue: Issue) -> SecondPlace | None:
    """The association's own signer, whose place stays blank until she signs."""
    second = issue.profile.second_signer
    if second is None:
        return None
    return SecondPlace(second.name, second.role, issue.signed.second if issue.signed else None)


def _row(profile: ActionProfile, row: MonthlyRow) -> Row:
    return {
        "numero": row.number,
        "allocataire": row.beneficiary_number,
        "nom": row.last_name,
        "prenom": row.first_name,
        "naissance": row.birth_date,
        "commune": row.commune,
        "referent_rsa": row.case_manager,
        "prescripteur": profile.prescribers.label(row.prescriber),
        "prescription_le": row.received_on,
        "premier_rdv": row.first_appointment_on,
        "delai_premier_rdv": row.first_appointment_delay,
        "contrat_le": row.contract_on,
        "entree": row.entered_on,
        "fin_prevue": row.planned_end_on,
        "renouvellement": _renewed_from(profile, row),
        "rdv_prevus": row.appointments,
        "rdv_tenus": row.attended,
        "rdv_excuses": row.excused,
        "rdv_injustifies": row.unexcused,
        "rdv_annules": row.cancelled,
        "heures_sur_place": row.on_site_minutes,
        "heures_distance": row.distance_minutes,
        "heures_collectif": row.collective_minutes,
        "pmsmp_entreprise": "\n".join(item.company for item in row.immersions),
        "pmsmp_dates": "\n".join(
            f"{item.starts_on:%d/%m} – {short_date(item.ends_on)}" for item in row.immersions
        ),
        "pmsmp_heures": "\n".join(map(_immersion_hours, row.immersions)),
        "sortie_date": row.left_on,
        "sortie_type": profile.exit_kinds.label(row.exit_kind) if row.exit_kind else None,
        "sortie_detail": (
            profile.exit_detail(row.exit_kind, row.exit_detail) or None if row.exit_kind else None
        ),
        "suivi": _follow_ups(profile, row),
        "etapes": _stages(profile, row),
        "actes": _acts(profile, row),
    }


def _stages(profile: ActionProfile, row: MonthlyRow) -> str | None:
    """« Entretien tripartite d’entrée, 12/05 ; Plan de sortie, 30/05 »."""
    told = (
        f"{profile.papers[each.kind].title if each.paper else profile.services.label(each.kind)}, "
        f"{each.day:%d/%m}"
        for each in row.stages
    )
    return f"{NNBSP}; ".join(told) or None


def _renewed_from(profile: ActionProfile, row: MonthlyRow) -> str | None:
    """The day from which her pathway goes on beyond the usual length, as ``renewals`` counts it."""
    over = months_later(row.entered_on, profile.rules.duration_months)
    renewed = row.planned_end_on is not None and row.planned_end_on >= over
    return short_date(over) if renewed and (row.left_on is None or row.left_on >= over) else None


def _acts(profile: ActionProfile, row: MonthlyRow) -> str | None:
    """« Mise à disposition (3), 42 h ; Visite (1) »: in the order in which they began."""
    told = (
        ", ".join(
            (
                f"{profile.services.label(each.kind)} ({each.number})",
                *act_details(profile, each.kind, each.quantity, each.minutes),
            )
        )
        for each in row.acts
    )
    return f"{NNBSP}; ".join(told) or None


def _follow_ups(profile: ActionProfile, row: MonthlyRow) -> str | None:
    """What was done by the end of the month, and when the others are due; not of the reprise.

    Nothing is due any more of who came again: the list of calls does not ask for her either.
    """
    if row.left_on is None or row.exit_kind is None or row.exit_cut_over:
        return None
    left_on = row.left_on
    told = [
        f"{item.milestone}{NBSP}mois{NBSP}: {profile.follow_up_outcomes.label(item.outcome)}, "
        f"{item.done_on:%d/%m}"
        for item in row.follow_ups
    ]
    done = {item.milestone for item in row.follow_ups}
    if not row.back and not profile.is_deceased(row.exit_kind):
        told += [
            f"{months}{NBSP}mois{NBSP}: {_short(months_later(left_on, months), left_on)}"
            for months in profile.rules.follow_up_months
            if months not in done
        ]
    return f"{NNBSP}; ".join(told) or None  # in one piece: lines of two columns alternate


def _short(day: date, since: date) -> str:
    """« 15/04 » of the same year."""
    return f"{day:%d/%m}" if day.year == since.year else short_date(day)


def _immersion_hours(item: MonthlyImmersion) -> str:
    """« 98 h » really done in all; before they are known those of the convention, « 35 h/sem. »."""
    real, weekly = item.real_minutes, item.weekly_minutes
    if real is not None:
        return f"{_number(real)}{NBSP}h"
    return "" if weekly is None else f"{_number(weekly)}{NBSP}h/sem."


def _number(minutes: int) -> str:
    return decimal(minutes / 60, 0 if minutes % 60 == 0 else 1)


def _prescription(profile: ActionProfile, row: Record[*tuple[Any, ...]]) -> Row:
    first = row.first_appointment_on
    return {
        "numero": row.number,
        "prescription_le": row.received_on,
        "prescripteur": profile.prescribers.label(row.prescriber),
        "referent_rsa": row.case_manager,
        "nom": row.last_name,
        "prenom": row.first_name,
        "naissance": row.birth_date,
        "commune": row.commune,
        "entree": row.entered_on,
        "premier_rdv": first,
        "delai_premier_rdv": (first - row.received_on).days if first else None,
        "suite": profile.outcomes.label(row.outcome),
    }


def _figures(connection: Connection, issue: Issue) -> tuple[Figure, ...]:
    """The lines of the first page: those of the month page, less the empty details."""
    month = figures_with_cumulative(connection, issue.action.id, issue.profile, issue.month)
    return tuple(
        Figure(
            label=figure.label + _CUMULATIVE.get(figure.key, ""),
            month=figure.value,
            cumulative=figure.cumulative,
            target=figure.yearly_target or figure.monthly_target,
            kind=_KINDS[figure.unit],
            detail=figure.part_of is not None,
        )
        for figure in month
        if figure.part_of is None or figure.value or figure.cumulative
    )
