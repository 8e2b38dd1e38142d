"""The month: figures, curve, what is missing, closing, and the package that leaves."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStackedWidget, QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import month_name, plural, short_date
from coachdesk.services.closing import ClosedMonth, close_month
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.exporting import export_package
from coachdesk.services.month import Figure, MonthView, month_view, months_known, rows_behind
from coachdesk.ui.messages import Messages, Question
from coachdesk.ui.runner import Runner, Task
from coachdesk.ui.screens.month.exporting import ExportDialog
from coachdesk.ui.screens.month.figures import caption, grouped, since_january, written
from coachdesk.ui.screens.month.missing import MissingPanel
from coachdesk.ui.widgets.curve import Curve, CurveView
from coachdesk.ui.widgets.layout import button, chip, column, label, panel, row, set_tone
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.tile import Tile, TileGrid

T = TypeVar("T")


class MonthScreen(Page):
    """``rows_asked`` carries a month and the rows behind one of its figures.

    ``card_asked`` carries a prescription, and the rendez-vous to show on its card or None.
    """

    rows_asked = Signal(object, object)
    card_asked = Signal(object, object)

    def __init__(self, runner: Runner, messages: Messages, desk: Desk, action: ActionInfo) -> None:
        self.export = button("", glyph="package-check")
        self.close_button = button("", kind="primary", glyph="lock-keyhole")
        super().__init__("", self.export, self.close_button)
        self._runner = runner
        self._messages = messages
        self._desk = desk
        self._action = action
        self._view: MonthView | None = None
        self._months: tuple[date, ...] = ()
        self._month: date | None = None
        self._busy = False
        self.title.setText(self.tr("Mois"))
        self.export.setText(self.tr("Exporter…"))
        self.export.clicked.connect(self._ask_export)
        self.close_button.setText(self.tr("Clôturer…"))
        self.close_button.clicked.connect(self._ask_close)
        self.before = button("", kind="icon", glyph="chevron-left", name=self.tr("Mois précédent"))
        self.after = button("", kind="icon", glyph="chevron-right", name=self.tr("Mois suivant"))
        self.chooser = QComboBox()
        self.chooser.setAccessibleName(self.tr("Mois montré"))
        self.chooser.setMinimumWidth(190)
        self.chooser.activated.connect(lambda number: self.show_month(self._months[number]))
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.state = chip("", "quiet")
        self.progress = ProgressLine()
        self.tiles = TileGrid()
        self.curve = CurveView()
        self.missing = MissingPanel()
        self.missing.opened.connect(self.card_asked)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._filled())
        self.pages.addWidget(self._empty())
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(2)
        self.body.addLayout(row(self.before, self.chooser, self.after, 8, self.state, None))
        self.body.addWidget(self.progress)
        self.body.addWidget(self.pages, 1)
        self.setFocusProxy(self.chooser)
        self._enable()

    def refresh(self) -> None:
        """Read the months known, then the month shown (the last one known at first)."""
        self._runner.read(
            self,
            lambda: self._desk.read(lambda link: months_known(link, self._action.id)),
            self._show_months,
        )

    def show_month(self, month: date) -> None:
        """Read and show the month that begins on that day."""
        self._month = month
        action, day = self._action, today(self._desk.clock)
        self._runner.read(
            self,
            lambda: self._desk.read(
                lambda link: month_view(link, action.id, action.profile, month, today=day)
            ),
            self._show,
        )

    def _show_months(self, months: tuple[date, ...]) -> None:
        known = tuple(reversed(months))
        if known != self._months:
            self._months = known
            self.chooser.clear()
            self.chooser.addItems([month_name(month).capitalize() for month in known])
        self.pages.setCurrentIndex(self.pages.currentIndex() if months else 1)
        if not months:
            self._view = None
            self._enable()
            return
        current = today(self._desk.clock).replace(day=1)
        usual = current if current in months else months[-1]
        self.show_month(self._month if self._month in months else usual)

    def _show(self, view: MonthView) -> None:
        if view.month != self._month:
            return  # another month was asked for in the meantime
        self._view = view
        self.chooser.setCurrentIndex(self._months.index(view.month))
        self.tiles.set_groups(
            [[self._tile(figure) for figure in group] for group in grouped(view.figures)]
        )
        self.curve.show_curve(Curve(view.curve, view.curve_target, view.month.month))
        self._show_state(view)
        self.missing.show_view(view)
        self.pages.setCurrentIndex(0)
        self._enable()

    def _tile(self, figure: Figure) -> Tile:
        tile = Tile(
            figure.key,
            written(figure.value, figure.unit),
            caption(figure),
            part=figure.part_of is not None,
            more=since_january(figure),
        )
        tile.clicked.connect(lambda: self._ask_rows(figure.key))
        return tile

    def _show_state(self, view: MonthView) -> None:
        closing = view.closing
        if closing is None:
            self.state.setText(self.tr("Ouvert"))
            set_tone(self.state, "quiet")
            self.subtitle.setText(self.tr("Les chiffres suivent ce que vous saisissez."))
            return
        when = short_date(closing.closed_at.astimezone().date())
        self.state.setText(self.tr("Clôturé le {}, version {}").format(when, closing.revision))
        set_tone(self.state, "done")
        self.subtitle.setText(
            self.tr("Clôturé avec ce motif\u00a0: {}").format(closing.forced_reason)
            if closing.forced_reason
            else self.tr(
                "L’envoi est prêt\u00a0: il peut être exporté autant de fois qu’il le faut."
            )
        )

    def _ask_rows(self, key: str) -> None:
        action, month = self._action, self._month
        if month is None:
            return
        self._runner.read(
            self,
            lambda: self._desk.read(
                lambda link: rows_behind(link, action.id, action.profile, month, key)
            ),
            lambda found: self.rows_asked.emit(month, found),
        )

    def _ask_close(self) -> None:
        view = self._view
        if view is None:
            return
        name = month_name(view.month)
        missing = sum(1 for gap in view.gaps if gap.blocking)
        after = self.tr(
            "Les feuilles d’émargement et le tableau seront cachetés, l’envoi sera prêt, et le "
            "mois ne se modifiera plus."
        )
        if missing:
            question = Question(
                self.tr("Clôturer {} malgré ce qui manque\u202f?").format(name),
                self.tr("{} encore. {}").format(
                    plural(missing, self.tr("point manque"), self.tr("points manquent")), after
                ),
                self.tr("Clôturer quand même"),
                self.tr("Motif, qui figurera sur le bordereau"),
            )
        else:
            question = Question(
                self.tr("Clôturer {}\u202f?").format(name), after, self.tr("Clôturer")
            )
        self._messages.ask(question, lambda reason: self._close(view.month, reason or None))

    def _close(self, month: date, reason: str | None) -> None:
        desk, action = self._desk, self._action
        self._begin(
            self.tr("Clôture de {}…").format(month_name(month)),
            lambda task: close_month(
                desk,
                action,
                month,
                force_reason=reason,
                progress=task.report,
                cancelled=task.cancelled,
            ),
            self._closed,
        )

    def _closed(self, closed: ClosedMonth) -> None:
        self._messages.inform(
            self.tr("{} est clôturé\u00a0: l’envoi {} est prêt à exporter.").format(
                month_name(closed.month).capitalize(), closed.filename
            )
        )

    def _ask_export(self) -> None:
        view = self._view
        if view is None:
            return
        dialog = ExportDialog(self, self._messages, month_name(view.month))
        dialog.chosen.connect(lambda out, certificate: self._export(view.month, out, certificate))
        dialog.open()

    def _export(self, month: date, out: Path, certificate: Path | None) -> None:
        desk, action = self._desk, self._action
        self._begin(
            self.tr("Export de {}…").format(month_name(month)),
            lambda _task: export_package(desk, action, month, out, encrypt_for=certificate),
            lambda path: self._messages.inform(self.tr("Envoi enregistré\u00a0: {}").format(path)),
        )

    def _begin(self, text: str, work: Callable[[Task], T], done: Callable[[T], None]) -> None:
        """A long act: the page waits for it, and is read again afterwards."""
        self._busy = True
        self._enable()
        self.progress.begin(text)

        def finished(result: T) -> None:
            self._end()
            done(result)

        self.progress.follow(
            self._runner.write(self, work, finished, self._refused, self.progress.step)
        )

    def _refused(self, error: UserError) -> None:
        self._end()
        self._messages.refuse(error)

    def _end(self) -> None:
        self._busy = False
        self.progress.end()
        self.refresh()

    def _step(self, months: int) -> None:
        if self._view is not None:
            other = self._view.previous if months < 0 else self._view.next
            if other is not None:
                self.show_month(other)

    def _enable(self) -> None:
        view = self._view
        known = view is not None
        self.before.setEnabled(view is not None and view.previous is not None)
        self.after.setEnabled(view is not None and view.next is not None)
        self.chooser.setEnabled(known)
        self.state.setVisible(known)
        closed = view is not None and view.closing is not None
        self.export.setEnabled(closed and not self._busy)
        self.export.setToolTip("" if closed else self.tr("Clôturez d’abord le mois."))
        self.close_button.setEnabled(known and not closed and not self._busy)

    def _filled(self) -> QWidget:
        curve = panel(column(label(self.tr("File active"), role="heading"), self.curve, spacing=4))
        missing = panel(row(self.missing))
        for box in (curve, missing):
            box.setMinimumHeight(230)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        below = row(curve, missing, spacing=12)
        below.setStretch(0, 1)
        below.setStretch(1, 1)
        content = column(self.tiles, below, spacing=12)
        content.setStretch(1, 1)
        content.setContentsMargins(0, 0, 2, 0)
        page = QWidget()
        page.setLayout(content)
        return page

    def _empty(self) -> QWidget:
        page = QWidget()
        words = label(
            self.tr(
                "Aucune donnée pour l’instant\u00a0: importez votre classeur depuis Participants."
            ),
            role="soft",
        )
        page.setLayout(column(None, row(None, words, None), None, None))
        return page
