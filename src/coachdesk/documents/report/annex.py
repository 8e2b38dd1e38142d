"""The annex of a bilan: where each figure comes from, and what changed since the closing."""

from coachdesk.core.french import NBSP, plural
from coachdesk.documents.papers.flow import Strip, lead_in
from coachdesk.documents.papers.prose import heading, prose
from coachdesk.documents.papers.tables import FactTable, fact_table
from coachdesk.domain.indicators import Shape
from coachdesk.domain.report_content import Report, ReportFigure

ANNEX = "Annexe"
SOURCES_HEADING = "Source et définition de chaque chiffre"
CHANGES_HEADING = "Ce qui a changé depuis la clôture"
_FAULTS = "À corriger dans les textes"


def annex_strips(report: Report, x: float, width: float) -> list[Strip]:
    """Definitions, then changes."""
    rows = tuple(
        (figure.value.label, figure.value.definition, _number(figure)) for figure in report.figures
    )
    made: list[Strip] = []
    if rows:
        made += heading(SOURCES_HEADING, x, width)
        year = str(report.period.last.year)
        table = FactTable(("Chiffre", "Définition et source", year), rows, (3, 7, 2))
        made += lead_in(fact_table(table, x, width), 4)
    if report.notes:
        made += prose("\n\n".join(report.notes), x, width)
    made += heading(CHANGES_HEADING, x, width)
    made += prose("\n".join(f"- {line}" for line in changes(report)), x, width)
    if report.faults:
        made += heading(_FAULTS, x, width)
        made += prose("\n".join(f"- {line}" for line in report.faults), x, width)
    return made


def changes(report: Report) -> tuple[str, ...]:
    """What changed, a line each; one that says so when nothing did."""
    told = [
        f"{figure.value.label}, recompté depuis la clôture du bilan{NBSP}: {figure.changed}."
        for figure in report.figures
        if figure.changed
    ]
    return (*told, *report.changes) or (_unchanged(report),)


def _unchanged(report: Report) -> str:
    if report.closed_on is None and not report.closed_months:
        return "Aucun mois de l’année n’est encore clôturé\u00a0: il n’y a rien à comparer."
    if report.closed_on is None:
        months = plural(report.closed_months, "mois clôturé", "mois clôturés")
        return f"Rien n’a changé depuis la clôture, pour {months}."
    return "Rien n’a changé depuis la clôture du bilan et des mois."


def _number(figure: ReportFigure) -> str:
    mean = "moyenne " if figure.value.shape is Shape.CURVE else ""
    return mean + figure.value.written
