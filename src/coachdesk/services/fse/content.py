"""What a report of the FSE+ says, as rows by French keys: JSON, workbook, CSV and screen read it.

Each number is written once here, so that the outputs can't disagree.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Connection

from coachdesk.core.french import short_date
from coachdesk.documents.column_grid import Row
from coachdesk.domain.fse import ASKED, Gender, Moment
from coachdesk.domain.fse_record import CORRECTION_SOURCE, MOST_INCOMPLETE_PERCENT, FseRecord
from coachdesk.services.fse.means import Means, means_of
from coachdesk.services.fse.platform import platform
from coachdesk.services.fse.proofs import PROOFS, Proven, held_words, proofs_of
from coachdesk.services.fse.report import (
    ENTERED,
    TOTAL,
    UNTOLD,
    FseReport,
    completeness_words,
    missing_of,
)
from coachdesk.services.row_cells import anonymised_words

NUMBERS = {
    "femmes": Gender.WOMAN.value,
    "hommes": Gender.MAN.value,
    "non_binaires": Gender.NON_BINARY.value,
    "genre_non_renseigne": UNTOLD,
    "total": TOTAL,
    "dont_entrees": ENTERED,
}
"""The columns of numbers by their key in the outputs."""
MOMENTS = {
    Moment.ENTRY: "Entrée",
    Moment.EXIT: "Sortie",
    Moment.SIX_MONTHS: "Six mois après",
}
YES, NO = "oui", "non"
_CENT = Decimal("0.01")
ANSWERS = ("oui", "non", "refus", "non_renseigne")
"""The columns of answers, in the order of ``FseReport.answers``."""


@dataclass(frozen=True)
class FseContent:
    """A report with what stands beside it."""

    report: FseReport
    proven: tuple[Proven, ...]
    means: Means


def fse_content(connection: Connection, report: FseReport) -> FseContent:
    """The proofs, the time and the expenses of a report."""
    means = means_of(connection, report.action, report.period, report.day)
    return FseContent(report, proofs_of(connection, report), means)


def indicator_rows(report: FseReport) -> list[Row]:
    """One for each indicator."""
    return [
        {
            "code": row.indicator.code,
            "libelle": row.indicator.label,
            **{key: row.number(column) for key, column in NUMBERS.items()},
            "a_confirmer": NO if row.indicator.confirmed else YES,
            "definition": row.indicator.rule,
            "source": row.indicator.source,
        }
        for row in report.rows
    ]


def answer_rows(report: FseReport) -> list[Row]:
    """One for each question, with how many gave each answer."""
    return [
        {
            "moment": MOMENTS[moment],
            "indicateur": question.indicator,
            "question": question.text,
            **dict(zip(ANSWERS, report.answers(question, moment).values(), strict=True)),
        }
        for moment, questions in ASKED.items()
        for question in questions
    ]


def missing_rows(report: FseReport) -> list[Row]:
    """One for each moment of which a record lacks something, by person; one of who was erased."""
    gone = sum(not each.complete(report.day) for each in report.records if each.is_nobody)
    rows: list[Row] = [
        {
            "numero": record.number,
            "nom": record.last_name,
            "prenom": record.first_name,
            "entree": record.entered_on,
            "sortie": record.left_on,
            "moment": MOMENTS[moment],
            "manque": ", ".join(each.words for each in missing),
            "avant_le": missing[0].due_on,
            "dans_les_delais": YES if missing[0].in_time(report.day) else NO,
        }
        for record in report.named
        for moment in Moment
        if (missing := record.missing(moment, report.day))
    ]
    if gone:
        rows.append({"nom": anonymised_words(gone)})
    return rows


def late_rows(report: FseReport) -> list[Row]:
    """One for each moment whose answers came after the last day."""
    return [
        {
            "numero": record.number,
            "nom": record.last_name,
            "prenom": record.first_name,
            "moment": MOMENTS[moment],
            "recueilli_le": late,
            "avant_le": record.due_on(moment),
        }
        for record in report.named
        for moment in Moment
        if (late := record.late(moment)) is not None
    ]


def proof_rows(content: FseContent) -> list[Row]:
    """One for each person, a proof in each column."""
    return [
        {
            "numero": proven.record.number,
            "nom": proven.record.last_name,
            "prenom": proven.record.first_name,
            **{key: held_words(proven.of(key)) for key in PROOFS},
        }
        for proven in content.proven
    ]


def proof_totals(content: FseContent) -> list[Row]:
    """One for each kind of proof."""
    held: Counter[tuple[str, bool]] = Counter(
        (proof.key, proof.held) for proven in content.proven for proof in proven.proofs
    )
    return [
        {"preuve": label, "presentes": held[key, True], "manquantes": held[key, False]}
        for key, label in PROOFS.items()
    ]


def time_rows(means: Means) -> list[Row]:
    """One for each month; minutes are told as hours."""
    return [
        {
            "mois": f"{month.month:%Y-%m}",
            "heures_operation": month.own,
            "heures_travaillees": month.total,
            "km": Decimal(month.metres) / 1000,
            "indemnites": None if month.euros is None else _cents(month.euros),
            "feuille_signee": YES if month.signed else NO,
        }
        for month in means.months
    ]


def expense_rows(means: Means) -> list[Row]:
    """One for each kind of act counted in euros, each month."""
    return [
        {
            "mois": expense.month,
            "depense": expense.label,
            "nombre": expense.number,
            "montant": expense.euros,
        }
        for expense in means.expenses
    ]


def completeness_rows(report: FseReport) -> list[Row]:
    """How complete the records are, one measure a row."""
    found = report.completeness
    later = report.asked(Moment.SIX_MONTHS)
    return [
        {"cle": key, "mesure": words, "valeur": value}
        for key, words, value in (
            ("fiches", "Fiches", found.records),
            ("completes", "Fiches complètes (entrée et sortie)", found.records - found.incomplete),
            ("incompletes", "Fiches incomplètes", found.incomplete),
            ("hors_delai", "Dont hors délai", found.overdue),
            ("incompletes_pourcent", "Part de fiches incomplètes (%)", found.percent),
            ("seuil_pourcent", "Seuil de la correction financière (%)", MOST_INCOMPLETE_PERCENT),
            ("correction", "Seuil dépassé", YES if found.corrected else NO),
            ("six_mois_attendues", "Réponses attendues à six mois", len(later)),
            (
                "six_mois_completes",
                "Réponses complètes à six mois",
                len(later) - len(report.lacking(Moment.SIX_MONTHS)),
            ),
            ("regle", "Règle", completeness_words(found)),
            ("source", "Source", CORRECTION_SOURCE),
            (
                "colonnes_confirmees",
                "Colonnes du fichier confirmées par le financeur",
                YES if platform().confirmed else NO,
            ),
        )
    ]


def as_json(content: FseContent) -> dict[str, Any]:
    """All of it, as JSON holds it."""
    report = content.report
    profile, period = report.action.profile, report.period
    return {
        "action": profile.name,
        "operation": profile.texts.operation,
        "convention": profile.agreement_number,
        "periode": {"du": period.first.isoformat(), "au": period.last.isoformat()},
        "au": report.day.isoformat(),
        "indicateurs": {
            str(row["code"]): {key: _json(value) for key, value in row.items() if key != "code"}
            for row in indicator_rows(report)
        },
        "reponses": _all(answer_rows(report)),
        "completude": {str(row["cle"]): _json(row["valeur"]) for row in completeness_rows(report)},
        "dossiers_incomplets": [
            _incomplete(record, report) for record in report.named if missing_of(record, report.day)
        ],
        "hors_delai": _all(late_rows(report)),
        "preuves": _all(proof_totals(content)),
        "preuves_par_personne": proof_rows(content),
        "temps": [
            _json_row(row)
            | {
                "heures_operation": _hours(row["heures_operation"]),
                "heures_travaillees": _hours(row["heures_travaillees"]),
            }
            for row in time_rows(content.means)
        ],
        "depenses": _all(expense_rows(content.means)),
    }


def _incomplete(record: FseRecord, report: FseReport) -> dict[str, Any]:
    return {
        "numero": record.number,
        "nom": record.last_name,
        "prenom": record.first_name,
        "entree": record.entered_on.isoformat(),
        "sortie": record.left_on.isoformat() if record.left_on else None,
        "manques": [
            {
                "moment": MOMENTS[each.moment],
                "manque": each.words,
                "avant_le": each.due_on.isoformat(),
                "dans_les_delais": each.in_time(report.day),
            }
            for each in missing_of(record, report.day)
        ],
    }


def _all(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [_json_row(row) for row in rows]


def _json_row(row: Row) -> dict[str, Any]:
    return {key: _json(value) for key, value in row.items()}


def _json(value: object) -> Any:  # noqa: ANN401  (what JSON holds)
    if value in {YES, NO}:
        return value == YES
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _cents(euros: Decimal) -> Decimal:
    """A sum as it is paid, halves rounded up: the feuille de temps writes it so."""
    return euros.quantize(_CENT, rounding=ROUND_HALF_UP)


def _hours(minutes: object) -> float:
    return float(round(Decimal(str(minutes)) / 60, 2))


def period_words(report: FseReport) -> str:
    """« du 01/01/2023 au 31/12/2023 »."""
    return f"du {short_date(report.period.first)} au {short_date(report.period.last)}"
