"""One part of the bilan on screen: its text, then its tables and charts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.domain.report_content import Report, ReportFigure, ReportList, ReportSection
from coachdesk.services.report import PartText
from coachdesk.services.report.pictures import figure_chart
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.bilan.flat import FlatTable
from coachdesk.ui.screens.bilan.lines import FigureGroup, groups, without_rows
from coachdesk.ui.screens.bilan.part_text import PartTextForm
from coachdesk.ui.screens.bilan.tables import FigureTable
from coachdesk.ui.widgets.laid_once import laid_once
from coachdesk.ui.widgets.layout import clear, column, label
from coachdesk.ui.widgets.picture_view import PictureView
from coachdesk.ui.widgets.two_columns import TwoColumns

_NARROW = 52
"""Below it the months stand under their curve, in heights of the font."""


class SectionView(QWidget):
    """``cell_opened`` carries the number whose rows are asked for."""

    cell_opened = Signal(object)
    recorded = Signal()
    changed = Signal()

    def __init__(
        self, context: Context, year: int, section: ReportSection, text: PartText | None
    ) -> None:
        super().__init__()
        self.form = PartTextForm(context, year, text) if text is not None else None
        self.heading = label(section.heading, role="heading", wrap=True)
        self.tables: list[FigureTable] = []
        self.pictures: list[PictureView] = []
        self._figures = QVBoxLayout()
        self._figures.setContentsMargins(0, 0, 0, 0)
        self._figures.setSpacing(12)
        above = (self.heading, *((self.form,) if self.form else ()))
        self.setLayout(column(*above, self._figures, None, spacing=10))
        if self.form is not None:
            self.form.recorded.connect(self.recorded)
            self.form.changed.connect(self.changed)

    def show_text(self, text: PartText | None) -> None:
        """Show its text as it is recorded."""
        if self.form is not None and text is not None:
            self.form.show_part(text)

    def show_section(self, report: Report, section: ReportSection) -> None:
        """Show its figures."""
        self.heading.setText(section.heading)
        with laid_once(self):
            clear(self._figures)
            self.tables, self.pictures = [], []
            for group in groups(section.figures, report.period.first.year):
                self._add(report, group)
            nothing = without_rows(section.figures)
            if nothing:
                named = "\u202f; ".join(nothing)
                end = "" if named.endswith(("?", "!", ".")) else "."
                said = self.tr("Rien à compter\u00a0: {}{}").format(named, end)
                self._figures.addWidget(label(said, role="soft", wrap=True))
            for listed in section.lists:
                self._figures.addLayout(_list(listed))

    def _add(self, report: Report, group: FigureGroup) -> None:
        name = group.heading or self.heading.text()
        table = FigureTable(group, name)
        table.cell_opened.connect(self.cell_opened)
        self.tables.append(table)
        box = column(spacing=4)
        if group.months:
            figure = group.figures[0]
            curve = self._curve(report, figure)
            title = label(group.heading, role="strong", wrap=True)
            title.setToolTip(figure.value.definition)
            box.addWidget(title)
            box.addWidget(TwoColumns(column(curve, None), column(table, None), (8, 5), _NARROW))
        else:
            box.addWidget(table)
        for told, changed in group.changed:
            said = self.tr("{}, recompté depuis la clôture\u00a0: {}").format(told, changed)
            line = label(said, tone="mend", wrap=True)
            line.setContentsMargins(8, 4, 8, 4)
            box.addWidget(line)
        self._figures.addLayout(box)

    def _curve(self, report: Report, figure: ReportFigure) -> PictureView:
        view = PictureView(lambda width: figure_chart(report, figure, width))
        view.setAccessibleName(figure.value.label)
        self.pictures.append(view)
        return view


def _list(listed: ReportList) -> QVBoxLayout:
    columns = [
        Column(heading, lambda cells, at=number: cells[at])  # type: ignore[misc]  # a column each
        for number, heading in enumerate(listed.columns)
    ]
    table: FlatTable[tuple[str, ...]] = FlatTable(columns, listed.heading)
    table.set_lines(listed.rows)
    return column(label(listed.heading, role="strong", wrap=True), table, spacing=4)
