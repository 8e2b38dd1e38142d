"""The month: figures, curve, what is missing, closing, and the package that leaves."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import month_name, short_date
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.month import Figure, MonthView, month_view, months_known, rows_behind
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.month.acts import MonthActs
from coachdesk.ui.screens.month.chooser import MonthChooser
from coachdesk.ui.screens.month.figures import caption, grouped, since_january, written
from coachdesk.ui.screens.month.missing import MissingPanel
from coachdesk.ui.widgets.curve import Curve, CurveView
from coachdesk.ui.widgets.layout import button, chip, column, label, panel, row, set_tone
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tile import Tile, TileGrid


class MonthScreen(Page):
    """``rows_asked`` carries a month and the rows behind one of its figures.

    ``card_asked`` carries a prescription, and the rendez-vous to show on its card or None.
    """

    rows_asked = Signal(object, object)
    card_asked = Signal(object, object)
    participants_asked = Signal()

    def __init__(self, runner: Runner, messages: Messages, desk: Desk, action: ActionInfo) -> None:
        self.export = button("", glyph="package-check")
        self.close_button = button("", kind="primary", glyph="lock-keyhole")
        super().__init__("", self.export, self.close_button)
        self._runner = runner
        self._messages = messages
        self._desk = desk
        self._action = action
        self._view: MonthView | None = None
        self._month: date | None = None
        self._reading = self._read_again = False
        self.acts = MonthActs(self, runner, messages, desk, action)
        self.acts.begun.connect(self._enable)
        self.acts.ended.connect(self._ended)
        self._just_acted = False
        self.title.setText(self.tr("Mois"))
        self.export.setText(self.tr("Exporter…"))
        self.export.clicked.connect(lambda: self._ask(self.acts.ask_export))
        self.close_button.setText(self.tr("Clôturer…"))
        self.close_button.clicked.connect(lambda: self._ask(self.acts.ask_close))
        self.chooser = MonthChooser()
        self.chooser.asked.connect(self.show_month)
        self.state = chip("", "quiet")
        self.tiles = TileGrid()
        self.curve = CurveView()
        self.missing = MissingPanel()
        self.missing.opened.connect(self.card_asked)
        self.bring = button(self.tr("Aller aux participants"), kind="primary", glyph="users")
        self.bring.clicked.connect(self.participants_asked)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._filled())
        self.pages.addWidget(self._empty())
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(2)
        self.body.addLayout(row(self.chooser, 8, self.state, None))
        self.body.addWidget(self.acts.progress)
        self.body.addWidget(self.pages, 1)
        self.first = self.chooser.combo
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
        self.chooser.show_month(month)
        self._enable()
        self._read()

    def _read(self) -> None:
        """Read the month asked for last: turning through ten of them costs two reads, not ten."""
        month = self._month
        if month is None:
            return
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        action, day = self._action, today(self._desk.clock)
        self._runner.read(
            self,
            lambda: self._desk.read(
                lambda link: month_view(link, action.id, action.profile, month, today=day)
            ),
            self._arrived,
            self._unread,
        )

    def _arrived(self, view: MonthView) -> None:
        self._reading = False
        if self._read_again:  # of another month by now, or from before what was just done
            self._read_again = False
            self._read()
        else:
            self._show(view)

    def _unread(self, error: UserError) -> None:
        self._reading = self._read_again = False
        self._messages.refuse(error)

    def _show_months(self, months: tuple[date, ...]) -> None:
        self.chooser.set_months(months)
        self.chooser.setVisible(bool(months))
        self.first = self.chooser.combo if months else self.bring
        if not months:
            self.pages.setCurrentIndex(1)
            self._view = self._month = None
            self._enable()
            if self.isVisible():
                self.take_keyboard()
            return
        current = today(self._desk.clock).replace(day=1)
        usual = current if current in months else months[-1]
        self.show_month(self._month if self._month in months else usual)

    def _show(self, view: MonthView) -> None:
        self._view = view
        self.tiles.set_groups(
            [[self._tile(figure) for figure in group] for group in grouped(view.figures)]
        )
        for before, after in pairwise((self.chooser.after, *self.tiles.tiles, self.missing.table)):
            QWidget.setTabOrder(before, after)  # new tiles come last for Qt
        self.curve.show_curve(Curve(view.curve, view.curve_target, view.month.month))
        self._show_state(view)
        self.missing.show_view(view)
        self.pages.setCurrentIndex(0)
        self._enable()
        if self._just_acted and self.isVisible():
            (self.export if self.export.isEnabled() else self.close_button).setFocus()
        self._just_acted = False

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

    def _ask(self, act: Callable[[MonthView], None]) -> None:
        if self._view is not None and self._view.month == self._month:
            act(self._view)

    def _ended(self) -> None:
        self._just_acted = True  # its button went quiet, and the keyboard went astray
        self._view = None  # from before the act
        self._enable()
        self.refresh()

    def _enable(self) -> None:
        """Nothing acts on a month that is not read yet, nor while another act is under way."""
        view = self._view if self._view and self._view.month == self._month else None
        self.pages.setEnabled(view is not None or self._month is None)
        if view is None and self._month is not None:
            self.subtitle.setText(self.tr("Lecture de {}…").format(month_name(self._month)))
        self.state.setVisible(view is not None)
        closed = view is not None and view.closing is not None
        self.export.setVisible(self._month is not None)
        self.export.setEnabled(closed and not self.acts.busy)
        self.export.setToolTip("" if closed else self.tr("Clôturez d’abord le mois."))
        self.close_button.setVisible(self._month is not None)
        self.close_button.setEnabled(view is not None and not closed and not self.acts.busy)

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
            self.tr("Aucune donnée pour l’instant\u00a0: importez d’abord votre classeur."),
            role="soft",
        )
        page.setLayout(
            column(
                None, row(None, words, None), row(None, self.bring, None), None, None, spacing=14
            )
        )
        return page
