"""The month: figures, curve, what is missing, closing, and the package that leaves."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import month_name, of, plural
from coachdesk.services.audit import Audit
from coachdesk.services.closing.correcting import MonthStory
from coachdesk.services.month import Figure, MonthView, RowsBehind, months_known, rows_behind
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.month.acts import MonthActs
from coachdesk.ui.screens.month.chooser import MonthChooser
from coachdesk.ui.screens.month.closing import ClosingPanel
from coachdesk.ui.screens.month.content import MonthContent
from coachdesk.ui.screens.month.correcting import CorrectingPanel
from coachdesk.ui.screens.month.reading import MonthReading
from coachdesk.ui.screens.month.sending import MonthSending
from coachdesk.ui.screens.month.state import state_words
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, chip, reveal, set_tone
from coachdesk.ui.widgets.nothing_yet import NothingYet
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tab_order import tab_on


class MonthScreen(Page):
    """The figures of a month and what is done with it; each figure opens its rows."""

    def __init__(self, context: Context) -> None:
        self.relire = button("", glyph="file-search")
        self.sheets = button("", glyph="file-text")
        self.export = button("", glyph="package-check")
        self.rectify = button("", glyph="lock-keyhole-open")
        self.give_up = button("", glyph="undo-2")
        self.close_button = button("", kind="primary", glyph="lock-keyhole")
        super().__init__("", self.export, self.rectify, self.give_up, self.close_button)
        self._context = context
        self._view: MonthView | None = None
        self._audit: Audit | None = None
        self._story: MonthStory | None = None
        """Of the month shown; None until it is read."""
        self._closing_asked = False
        """She asked to close before its story was read."""
        self._month: date | None = None
        self._asked: date | None = None
        """The month asked for since the page was last to be read."""
        self._just_acted = self._unplaced = False
        self._name_acts()
        self.acts = MonthActs(self, context)
        self.long_act = self.acts.progress
        self.chooser = MonthChooser()
        self.state = chip("", "quiet")
        self.closing = ClosingPanel(context)
        self.correcting = CorrectingPanel(context)
        self.content = MonthContent(context)
        self.tiles, self.curve = self.content.tiles, self.content.curve
        self.missing = self.content.missing
        nothing = NothingYet(
            context.go,
            self.tr("Les chiffres du mois, ce qui y manque et sa clôture se liront ici."),
            glyph="calendar-days",
        )
        self.bring = nothing.bring
        self._reading = MonthReading(self, context)
        self.pages = QStackedWidget()
        for part in (self.content, nothing, QWidget()):
            self.pages.addWidget(part)
        self.pages.setCurrentIndex(2)
        head = Flow(self.chooser, self.state)
        self.sending = MonthSending(head, context)
        head.add(self.relire)
        head.add(self.sheets)
        self.body.addWidget(head)
        self.body.addWidget(self.acts.progress)
        self.body.addWidget(self.closing)
        self.body.addWidget(self.correcting)
        self.body.addWidget(self.pages, 1)
        self.first = self.chooser.combo
        self._connect()
        self._enable()

    def _name_acts(self) -> None:
        self.title.setText(self.tr("Mois"))
        self.export.setText(self.tr("Exporter…"))
        self.rectify.setText(self.tr("Rectifier…"))
        self.rectify.setToolTip(
            self.tr("Rouvrir ce mois pour corriger ce qui est faux\u00a0: un rectificatif le dira")
        )
        self.give_up.setText(self.tr("Abandonner"))
        self.close_button.setText(self.tr("Clôturer…"))
        self.sheets.setText(self.tr("Feuilles d’émargement"))

    def _connect(self) -> None:
        self._reading.shown.connect(self._show)
        self._reading.since_january.connect(self.content.show_since_january)
        self._reading.audited.connect(self._show_audit)
        self._reading.told.connect(self._show_story)
        self.acts.begun.connect(self._enable)
        self.acts.ended.connect(self._ended)
        self.acts.closed.connect(self.closing.forget)
        self.acts.opened.connect(self.correcting.forget)
        self.relire.clicked.connect(self.open_audit)
        self.sheets.clicked.connect(self._open_sheets)
        self.export.clicked.connect(lambda: self._ask(self.acts.ask_export))
        self.close_button.clicked.connect(self.ask_close)
        self.rectify.clicked.connect(self.ask_correction)
        self.give_up.clicked.connect(lambda: self._ask(lambda view: self.acts.give_up(view.month)))
        self.correcting.confirmed.connect(self._open_again)
        self.correcting.left.connect(self.rectify.setFocus)
        self.chooser.asked.connect(self.show_month)
        self.closing.confirmed.connect(self._sign)
        self.closing.attested.connect(self._close)
        self.closing.left.connect(self.close_button.setFocus)
        self.closing.audit_asked.connect(self.open_audit)
        self.content.rows_asked.connect(self._ask_rows)
        self.curve.opened.connect(self._open_month_of_year)
        bind_main_act(self, self._main_act)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._leave_panels)

    def show_target(self, target: Target) -> None:
        """Show the month of the day that is named, or the one shown before."""
        if target.day is not None:
            self.stand_on(target.day.replace(day=1))
        self.refresh()

    def refresh(self) -> None:
        """Read the months known, and beside them the month shown (the last one known at first)."""
        desk, action = self._context.desk, self._context.action
        self._just_acted |= self.acts.come_back()
        self._asked = None
        if self._month is not None and self.chooser.knows(self._month):
            self.show_month(self._month)
        self._context.runner.read(
            self, lambda: desk.read(lambda link: months_known(link, action.id)), self._show_months
        )

    def show_month(self, month: date) -> None:
        """Read and show the month that begins on that day."""
        self.stand_on(month)
        self._asked = month
        self.chooser.show_month(month)
        self._enable()
        self._reading.read(month)

    def stand_on(self, month: date) -> None:
        """Show that month the next time that the page is read."""
        if month != self._month:
            self.missing.stay()
            self.closing.hide()
            self.correcting.hide()
            self._audit = self._story = None
            self._closing_asked = False
        self._month = month

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """Tab goes as the eye does: the tiles are made anew each time that the month is read."""
        sending = (self.sending.state, self.sending.send)
        head = (
            self.export, self.rectify, self.give_up, self.close_button, self.chooser, *sending,
            self.relire, self.sheets,
        )  # fmt: skip
        parts = (*head, self.acts.progress, self.closing, self.pages)
        return tab_on(self, parts, forward=next) or super().focusNextPrevChild(next)

    def take_keyboard(self) -> None:
        """On the lines of what is missing when she comes back from one, or where a page begins."""
        if not self.missing.mending:
            self.first.setFocus()
        elif self._unplaced:
            self._place_keyboard()
        else:  # until the month is read again
            self.missing.table.setFocus()
            reveal(self.missing)

    def ask_close(self) -> None:
        """Ask in the page whether to close; a second time takes the question back."""
        if not self.closing.isHidden():
            self.closing.leave()
            return
        if self.close_button.isEnabled():
            self._closing_asked = self._story is None
            if self._story is not None:
                earlier = self._story.open_before
                self._ask(lambda view: self.closing.ask(view, earlier))
                reveal(self.closing)
                self.closing.show_remarks(len(self._audit.remarks) if self._audit else None)

    def ask_correction(self) -> None:
        """Ask in the page why the month is rectified; a second time takes the question back."""
        if not self.correcting.isHidden():
            self.correcting.leave()
        elif self.rectify.isEnabled():
            self._ask(self.correcting.ask)
            reveal(self.correcting)

    def open_audit(self) -> None:
        """Go to the relecture of the month."""
        if self._month is not None:
            self._context.go(Target(Screen.AUDIT, day=self._month))

    def _open_sheets(self) -> None:
        if self._month is not None:
            self._context.go(Target(Screen.SHEET, day=self._month))

    def _main_act(self) -> None:
        if not self.correcting.isHidden():
            self.correcting.confirm()
        elif self.sending.send.isVisible():
            self.sending.send.click()
        elif self.closing.isHidden():
            self.ask_close()
        else:
            self.closing.confirm()

    def _leave_panels(self) -> None:
        self.closing.leave()
        self.correcting.leave()

    def _open_again(self, reason: str) -> None:
        self._ask(lambda view: self.acts.open_correction(view.month, reason))

    def _sign(self, reason: str) -> None:
        second = self.closing.second_signs
        self._ask(lambda view: self.acts.sign(view.month, reason or None, second=second))

    def _close(self, reason: str) -> None:
        self._ask(lambda view: self.acts.close(view.month, reason or None))

    def _open_month_of_year(self, number: int) -> None:
        month = self._month.replace(month=number) if self._month is not None else None
        if month is not None and self.chooser.knows(month):
            self.show_month(month)

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
        if self._asked is not None and self._asked in months:
            self.chooser.show_month(self._asked)  # it is being read already
            return
        current = today(self._context.desk.clock).replace(day=1)
        usual = current if current in months else months[-1]
        self.show_month(self._month if self._month in months else usual)

    def _show(self, view: MonthView) -> None:
        self._view = view
        self.pages.setCurrentIndex(0)  # first: the tiles know their width then
        self.content.show_view(view)
        if not self.closing.isHidden():
            self.closing.show_view(view)
        self._show_state(view)
        self.sending.show_month(view.month if view.read_only else None)
        self._enable()
        self._unplaced = not self.isVisible()
        if not self._unplaced:
            self._place_keyboard()

    def _place_keyboard(self) -> None:
        """After an act or a repair: on the next gap, or on what comes once nothing is missing."""
        self._unplaced = False
        mending = self.missing.mending
        if self.missing.come_back():
            reveal(self.missing)
        elif mending or self._just_acted:
            closed = self._view is not None and self._view.read_only
            (self.export if closed else self.close_button).setFocus()
        self._just_acted = False

    def _show_story(self, story: MonthStory) -> None:
        self._story = story
        self.content.show_story(story)
        self._enable()
        if self._closing_asked:
            self.ask_close()

    def _show_audit(self, audit: Audit) -> None:
        self._audit = audit
        self.closing.show_remarks(len(audit.remarks))
        self._show_relire()

    def _show_relire(self) -> None:
        number = len(self._audit.remarks) if self._audit else 0
        self.relire.setText(
            self.tr("Relecture\u00a0: {}").format(plural(number, self.tr("remarque")))
            if number
            else self.tr("Relecture")
        )
        self.relire.setToolTip(
            self.tr("Le mois comme le lirait un contrôleur du FSE+ ou du Département")
        )

    def _show_state(self, view: MonthView) -> None:
        words = state_words(view)
        self.state.setText(words.chip)
        set_tone(self.state, words.tone)
        self.subtitle.setText(words.told)
        self.close_button.setText(words.act)
        self.close_button.setToolTip(words.hint)

    def _ask_rows(self, figure: Figure, also: str) -> None:
        desk, action, month = self._context.desk, self._context.action, self._month
        if month is None:
            return

        def found(rows: RowsBehind) -> None:
            if self._context.on_screen(self):
                self._context.show_rows(month_name(month), rows)

        self._context.runner.read(
            self,
            lambda: desk.read(
                lambda link: rows_behind(link, action.id, action.profile, month, figure.key, also)
            ),
            found,
        )

    def _ask(self, act: Callable[[MonthView], None]) -> None:
        if self._view is not None and self._view.month == self._month:
            act(self._view)

    def _ended(self) -> None:
        self._just_acted = True  # its button went quiet, and the keyboard went astray
        self._view = self._story = None  # from before the act
        self._enable()
        self.refresh()

    def _enable(self) -> None:
        """Nothing acts on a month that is not read yet, nor while another act is under way."""
        view = self._view if self._view and self._view.month == self._month else None
        self.pages.setEnabled(view is not None or self._month is None)
        if view is None and self._month is not None:
            self.subtitle.setText(self.tr("Lecture {}…").format(of(month_name(self._month))))
        self.state.setVisible(view is not None)
        closed = view is not None and view.closing is not None
        read_only = view is not None and view.read_only
        for act in (self.relire, self.sheets, self.export):
            act.setVisible(self._month is not None)
        self.close_button.setVisible(self._month is not None and not read_only)
        self.rectify.setVisible(read_only)
        self.give_up.setVisible(closed and not read_only)
        self._show_relire()
        self.relire.setEnabled(view is not None)
        self.sheets.setEnabled(view is not None)
        self.export.setEnabled(closed and not self.acts.busy)
        self.export.setToolTip("" if closed else self.tr("Clôturez d’abord le mois."))
        self.rectify.setEnabled(read_only and not self.acts.busy)
        self.close_button.setEnabled(view is not None and not read_only and not self.acts.busy)
        unchanged = self._story is not None and self._story.may_give_up
        self.give_up.setEnabled(closed and unchanged and not self.acts.busy)
        self.give_up.setToolTip(
            self.tr("Refermer ce mois comme il était\u00a0: rien n’y a changé")
            if unchanged
            else self.tr("Quelque chose a changé\u00a0: clôturez le rectificatif.")
        )
