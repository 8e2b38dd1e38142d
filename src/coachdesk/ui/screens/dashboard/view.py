"""The page of the tableau de bord: figures against targets, file active, what is foreseen."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout

from coachdesk.core.clock import today
from coachdesk.core.french import decimal, long_date, month_name, plural
from coachdesk.domain.fse_record import Completeness
from coachdesk.domain.indicators import IndicatorValue, Shape
from coachdesk.services.dashboard import Dashboard, dashboard
from coachdesk.services.fse.report import completeness_words
from coachdesk.services.indicators import rows_behind_indicator
from coachdesk.services.month import RowsBehind
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.bilan.acts import BilanActs
from coachdesk.ui.screens.dashboard.chart import (
    FileActive,
    ForecastView,
    expected_legend,
    known_legend,
    staying_legend,
)
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel
from coachdesk.ui.widgets.nothing_yet import NothingYet
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.table import RowTable
from coachdesk.ui.widgets.tile import Tile, TileGrid
from coachdesk.ui.widgets.two_columns import TwoColumns

_DRAWN = {Shape.CURVE, Shape.SHARES}
"""A curve is drawn below; what is shared out has its total in a figure of its own."""
_NARROW = 60
"""Below this the table stands under the chart, in heights of the font."""


@dataclass(frozen=True)
class MonthRow:
    """A month of the table beside the chart."""

    month: date
    active: str
    arriving: str = ""
    """Of the number, those who may come in."""


class DashboardScreen(Page):
    """Each figure opens the rows behind it; the table says the numbers of the chart."""

    def __init__(self, context: Context) -> None:
        self.print = button("", glyph="printer")
        super().__init__("", self.print)
        self._context = context
        self._shown: Dashboard | None = None
        self.acts = BilanActs(context, self)
        self.long_act = self.acts.progress
        self.print.setText(self.tr("Imprimer"))
        self.print.setToolTip(self.tr("L’état d’aujourd’hui sur une page (Ctrl+P)"))
        self.print.clicked.connect(self._print)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print.click)
        self.title.setText(self.tr("Tableau de bord"))
        self.tiles = TileGrid()
        self.chart = ForecastView()
        self._ends_legend = staying_legend(self.tr("fins prévues seules"))
        self.words = label("", role="soft", wrap=True)
        self.table: RowTable[MonthRow] = RowTable(_columns(self), self.tr("File active par mois"))
        self.table.setSortingEnabled(False)
        self.body.addWidget(self.acts.progress)
        self.body.addWidget(self.tiles)
        self.both = TwoColumns(self._chart_box(), self._table_box(), (7, 4), _NARROW)
        self.nothing = NothingYet(
            context.go,
            self.tr("Les objectifs, la file active et sa prévision se liront ici."),
            glyph="gauge",
        )
        self.nothing.hide()
        self.body.addWidget(self.both, 1)
        self.body.addWidget(self.nothing, 1)
        self.first = self.table

    def refresh(self) -> None:
        """Read the day."""
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: dashboard(link, action, day)),
            self._show,
        )

    def _print(self) -> None:
        """The state of today, counted again."""
        self.acts.print_state(today(self._context.desk.clock))

    def _show(self, shown: Dashboard) -> None:
        self._shown = shown
        self._stand_empty(empty=shown.empty)
        self.subtitle.setText(
            self.tr("Au {}, chiffres comptés depuis le 1er janvier").format(long_date(shown.day))
        )
        tiles = [self._tile(value) for value in shown.figures if value.shape not in _DRAWN]
        if shown.fse is not None:
            tiles.append(self._fse(shown.fse))
        self.tiles.set_groups([[tile] for tile in tiles])
        self.chart.show_file_active(FileActive(shown.curve, shown.ahead, shown.target))
        self.table.rows.set_rows(_month_rows(shown))
        self.words.setText(self._supposed(shown))
        self._ends_legend.setVisible(any(each.arriving for each in shown.ahead))

    def _stand_empty(self, *, empty: bool) -> None:
        """Where to begin, in place of noughts, while nothing is known."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        for part in (self.print, self.tiles, self.both):
            part.setVisible(not empty)
        self.nothing.setVisible(empty)
        self.first = self.nothing.bring if empty else self.table
        if empty and inside:
            self.take_keyboard()

    def _supposed(self, shown: Dashboard) -> str:
        """What the forecast rests on."""
        ends = self.tr("La prévision suit les fins prévues, sans renouvellement.")
        if not shown.waiting:
            return ends
        waiting = plural(
            shown.waiting,
            self.tr("prescription en attente"),
            self.tr("prescriptions en attente"),
        )
        if not shown.decided:
            return self.tr(
                "{} {} n’y compte pas\u00a0: aucune n’a été décidée en douze mois."
            ).format(ends, waiting)
        return self.tr("{} Elle compte {}, au rythme de l’année\u00a0: {} sur {}.").format(
            ends,
            waiting,
            plural(shown.enrolled, self.tr("entrée"), self.tr("entrées")),
            plural(shown.decided, self.tr("décidée"), self.tr("décidées")),
        )

    def _tile(self, value: IndicatorValue) -> Tile:
        tile = Tile(value.key, value.written, _caption(self, value), part=False)
        tile.tell_more(value.definition)
        tile.clicked.connect(lambda: self._open(value))
        return tile

    def _fse(self, found: Completeness) -> Tile:
        """How many FSE+ records are complete; it opens the page where the others are completed."""
        complete = found.records - found.incomplete
        told = self.tr("Fiches FSE+ complètes, sur {}").format(decimal(found.records, 0))
        tile = Tile("fse", decimal(complete, 0), told, part=False)
        tile.tell_more(completeness_words(found))
        tile.clicked.connect(lambda: self._context.go(Target(Screen.FSE)))
        return tile

    def _open(self, value: IndicatorValue) -> None:
        shown, desk, action = self._shown, self._context.desk, self._context.action
        if shown is None:
            return
        told = self.tr("depuis janvier {}").format(shown.period.first.year)

        def found(rows: RowsBehind) -> None:
            if self._context.on_screen(self):
                self._context.show_rows(told, rows)

        def read() -> RowsBehind:
            cells = desk.read(
                lambda link: rows_behind_indicator(
                    link, action.id, action.profile, shown.period, value.key
                )
            )
            return RowsBehind(value.label, cells, value.written)

        self._context.runner.read(self, read, found)

    def _chart_box(self) -> QVBoxLayout:
        legend = Flow(
            known_legend(self.tr("file active")),
            expected_legend(self.tr("prévision")),
            self._ends_legend,
        )
        heading = label(self.tr("File active et prévision"), role="heading")
        return column(panel(column(heading, legend, self.chart, self.words, spacing=6)))

    def _table_box(self) -> QVBoxLayout:
        heading = label(self.tr("Les mêmes chiffres"), role="heading")
        return column(panel(column(heading, self.table, spacing=6)))


def _caption(page: Page, value: IndicatorValue) -> str:
    """« Taux de sorties positives, 32 sur 76 (objectif 25 %) »."""
    told = value.label
    if value.shape is Shape.RATE and value.measured.whole:
        part, whole = value.measured.part or 0, value.measured.whole
        told = page.tr("{}, {} sur {}").format(told, decimal(part, 0), decimal(whole, 0))
    if value.target is None:
        return told
    sign = "\u202f%" if value.shape is Shape.RATE else ""
    return page.tr("{} (objectif\u00a0{}{})").format(told, value.target, sign)


def _columns(page: Page) -> list[Column[MonthRow]]:
    return [
        Column(page.tr("Mois"), lambda row: month_name(row.month).capitalize()),
        Column(page.tr("File active"), lambda row: row.active, right=True, width=92),
        Column(page.tr("Attendus"), lambda row: row.arriving, right=True, width=82),
    ]


def _month_rows(shown: Dashboard) -> list[MonthRow]:
    known = [MonthRow(point.month, str(point.active)) for point in shown.curve]
    ahead = [
        MonthRow(each.month, f"{each.expected}\u00a0prévus", str(each.arriving or ""))
        for each in shown.ahead
    ]
    return [*known, *ahead]
