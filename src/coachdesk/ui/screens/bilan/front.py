"""What is not a part with figures: the head of the bilan, the definitions, what changed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from coachdesk.core.french import capital, long_date, short_date
from coachdesk.domain.indicators import Shape
from coachdesk.domain.report_content import Report, ReportFigure
from coachdesk.services.report.screen import BilanView
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.bilan.flat import FlatTable
from coachdesk.ui.widgets.layout import clear, column, label

FRONT, DEFINITIONS, CHANGES = "@front", "@definitions", "@changes"
"""Keys of the entries that no part of a profile bears."""


@dataclass(frozen=True)
class _Definition:
    label: str
    written: str
    definition: str


class FrontView(QWidget):
    """The first page: which action, for whom, what is asked of it, the bilan of which days."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label(self.tr("Présentation"), role="heading", wrap=True)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self.setLayout(column(self.heading, self._form, None, spacing=12))

    def show_report(self, report: Report) -> None:
        """Show what the first page says."""
        while self._form.rowCount():
            self._form.removeRow(0)
        period = report.period
        for caption, told in (
            (self.tr("Action"), report.action),
            (self.tr("Opération"), report.operation),
            (self.tr("N° de convention"), report.agreement_number),
            (self.tr("Territoire"), report.territory),
            (self.tr("Association"), report.association),
            (self.tr("Coach"), report.coach),
            (self.tr("Période"), self.tr("du {} au {}").format(
                long_date(period.first), long_date(period.last))),
            (self.tr("Objectifs"), "\n".join(report.objectives)),
            (self.tr("Financeurs"), "\n".join(report.funders)),
            (self.tr("Mention"), report.funding),
        ):  # fmt: skip
            if told:
                name = label(caption, role="caption")
                name.setAlignment(Qt.AlignmentFlag.AlignTop)
                self._form.addRow(name, label(told, wrap=True))


class DefinitionsView(QWidget):
    """The annex: what each figure counts, in the order in which they are met."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label(self.tr("Définition de chaque chiffre"), role="heading", wrap=True)
        self.table: FlatTable[_Definition] = FlatTable(
            (
                Column(self.tr("Chiffre"), lambda row: row.label, width=220),
                Column(self.tr("Définition et source"), lambda row: row.definition),
                Column(self.tr("Année"), lambda row: row.written, right=True, width=110),
            ),
            self.heading.text(),
        )
        self.setLayout(column(self.heading, self.table, None, spacing=10))

    def show_report(self, report: Report) -> None:
        """Show those of its figures."""
        self.table.set_lines(
            [
                _Definition(each.value.label, _written(self, each), each.value.definition)
                for each in report.figures
            ]
        )


class ChangesView(QWidget):
    """What changed since the months and the year were closed, and each version of the bilan."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label(self.tr("Ce qui a changé"), role="heading", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.setLayout(column(self.heading, self._lines, None, spacing=10))

    def show_view(self, view: BilanView) -> None:
        """Show the lines of the annex, then the versions."""
        clear(self._lines)
        for line in view.changes:
            role = "" if view.changed else "soft"
            self._lines.addWidget(label(line, role=role, wrap=True))
        if view.versions:
            self._lines.addWidget(label(self.tr("Versions"), role="strong"))
        for version in view.versions:
            day = short_date(version.closed_at.astimezone().date())
            said = self.tr("version {}, clôturée le {}").format(version.revision, day)
            if version.reason:
                said = self.tr("{}, motif\u00a0: {}").format(said, version.reason)
            self._lines.addWidget(label(capital(said), wrap=True))


def _written(owner: QWidget, figure: ReportFigure) -> str:
    if figure.value.shape is Shape.CURVE:
        return owner.tr("mois par mois")
    return figure.value.written
