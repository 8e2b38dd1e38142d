"""The FSE+ to a file in clear: a workbook of all of it, or the CSV of the participants alone."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from coachdesk import __version__
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.column_grid import Row
from coachdesk.documents.spreadsheets import Sheet, rows_csv, rows_xlsx
from coachdesk.documents.table_columns import Column, Kind
from coachdesk.models import Action
from coachdesk.services.desk import Desk
from coachdesk.services.fse.content import (
    FseContent,
    answer_rows,
    completeness_rows,
    expense_rows,
    indicator_rows,
    late_rows,
    missing_rows,
    period_words,
    proof_rows,
    proof_totals,
    time_rows,
)
from coachdesk.services.fse.platform import platform
from coachdesk.services.fse.proofs import PROOFS
from coachdesk.services.fse.report import FseReport
from coachdesk.services.leaving import leave_in_clear

PARTICIPANTS, INDICATORS, ANSWERS, COMPLETENESS, MISSING, LATE, PROOF, HELD, TIME, EXPENSES = (
    "Participants", "Indicateurs", "Réponses", "Complétude", "À compléter", "Hors délai", "Preuves",
    "Preuves par personne", "Temps et km", "Dépenses",
)  # fmt: skip
"""The sheets of the workbook, in order."""
_WHO = (("numero", "N°"), ("nom", "Nom"), ("prenom", "Prénom"))


def suggested_name(report: FseReport, suffix: str) -> str:
    """« fse_2023.xlsx », « fse_2023-2024.csv »."""
    years = dict.fromkeys((report.period.first.year, report.period.last.year))
    return f"fse_{'-'.join(map(str, years))}.{suffix}"


def fse_csv(report: FseReport) -> bytes:
    """The participants, for the funder's platform."""
    told = platform()
    return rows_csv([column.column for column in told.columns], _participants(report))


def fse_xlsx(content: FseContent) -> bytes:
    """All of it: the participants first, then the figures and what stands behind them."""
    report = content.report
    profile = report.action.profile
    title = f"{profile.texts.operation}, FSE+ {period_words(report)}"
    return rows_xlsx(_sheets(content), title=title, creator=f"{CREATOR} {__version__}")


def export_fse(desk: Desk, content: FseContent, target: Path) -> int:
    """Write a workbook, or the CSV where ``target`` ends so; gives how many people are in it.

    Raises:
        UserError: the file can't be written.
    """
    report = content.report
    csv = target.suffix.lower() == ".csv"
    data = fse_csv(report) if csv else fse_xlsx(content)
    told = {
        "format": "csv" if csv else "xlsx",
        "rows": len(report.named),
        "sha256": sha256(data).hexdigest(),
    }
    leave_in_clear(desk, Action.__tablename__, report.action.id, target, data, told)
    return len(report.named)


def _participants(report: FseReport) -> list[Row]:
    told = platform()
    return [told.row(record) for record in report.named]


def _sheets(content: FseContent) -> tuple[Sheet, ...]:
    """Long texts on several lines, each sheet as wide as a page; not the one for the platform."""
    first, *others = _told(content)
    return (first, *(replace(sheet, wrap=True) for sheet in others))


def _told(content: FseContent) -> tuple[Sheet, ...]:
    report, count = content.report, Kind.COUNT
    return (
        Sheet(
            PARTICIPANTS, [column.column for column in platform().columns], _participants(report)
        ),
        Sheet(
            INDICATORS,
            (
                _column("code", "Code"),
                _column("libelle", "Indicateur"),
                _column("femmes", "Femmes", count),
                _column("hommes", "Hommes", count),
                _column("non_binaires", "Non binaires", count),
                _column("genre_non_renseigne", "Genre non renseigné", count),
                _column("total", "Total", count),
                _column("dont_entrees", "Dont entrées dans la période", count),
                _column("a_confirmer", "Rédaction à confirmer"),
                _column("definition", "Qui est compté"),
                _column("source", "Source"),
            ),
            indicator_rows(report),
        ),
        Sheet(
            ANSWERS,
            (
                _column("moment", "Moment"),
                _column("indicateur", "Indicateur"),
                _column("question", "Question"),
                _column("oui", "Oui", count),
                _column("non", "Non", count),
                _column("refus", "Ne souhaite pas répondre", count),
                _column("non_renseigne", "Non renseigné", count),
            ),
            answer_rows(report),
        ),
        Sheet(
            COMPLETENESS,
            (_column("mesure", "Mesure"), _column("valeur", "Valeur", count)),
            completeness_rows(report),
        ),
        Sheet(
            MISSING,
            (
                *_who(),
                _column("entree", "Entrée", Kind.DATE),
                _column("sortie", "Sortie", Kind.DATE),
                _column("moment", "Moment"),
                _column("manque", "Manque"),
                _column("avant_le", "À savoir avant le", Kind.DATE),
                _column("dans_les_delais", "Dans les délais"),
            ),
            missing_rows(report),
            frozenset({"manque"}),
        ),
        Sheet(
            LATE,
            (
                *_who(),
                _column("moment", "Moment"),
                _column("recueilli_le", "Recueilli le", Kind.DATE),
                _column("avant_le", "À savoir avant le", Kind.DATE),
            ),
            late_rows(report),
        ),
        Sheet(
            PROOF,
            (
                _column("preuve", "Preuve"),
                _column("presentes", "Présentes", count),
                _column("manquantes", "Manquantes", count),
            ),
            proof_totals(content),
        ),
        Sheet(
            HELD,
            (*_who(), *(_column(key, label) for key, label in PROOFS.items())),
            proof_rows(content),
        ),
        Sheet(
            TIME,
            (
                _column("mois", "Mois"),
                _column("heures_operation", "Heures sur l’opération", Kind.MINUTES),
                _column("heures_travaillees", "Heures travaillées", Kind.MINUTES),
                _column("km", "Kilomètres", count),
                _column("indemnites", "Indemnités (€)", Kind.EUROS),
                _column("feuille_signee", "Feuille de temps signée"),
            ),
            time_rows(content.means),
        ),
        Sheet(
            EXPENSES,
            (
                _column("mois", "Mois"),
                _column("depense", "Dépense"),
                _column("nombre", "Nombre", count),
                _column("montant", "Montant (€)", Kind.EUROS),
            ),
            expense_rows(content.means),
        ),
    )


def _who() -> tuple[Column, ...]:
    return tuple(_column(key, title) for key, title in _WHO)


def _column(key: str, title: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(key, title, title, 0, kind)
