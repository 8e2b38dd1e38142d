"""The rendez-vous that are open, one shown at a time, and the page that plans a new one."""

from collections.abc import Collection
from uuid import UUID

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget

from coachdesk.core.french import clock_time, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.appointment.form import SheetForm
from coachdesk.ui.screens.appointment.open_sheets import OpenSheetsBar, Tab
from coachdesk.ui.screens.appointment.planning import PlanningPanel
from coachdesk.ui.screens.appointment.sheet import Sheet
from coachdesk.ui.screens.appointment.words import head_words, tab_words
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.page import Page

_MOST = 5
"""Sheets open at once: more would be a second agenda."""


class AppointmentScreen(Page):
    """A sheet stays open, with what is typed in it, until it is recorded, left or closed.

    ``tabs`` is shown above the pages of the window.
    """

    def __init__(self, context: Context, tabs: OpenSheetsBar) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.card = button("", glyph="users")
        self.diagnostic = button("")
        self.to_phone = button("", kind="icon", glyph="smartphone", name="Sur le téléphone")
        super().__init__("", self.to_phone, self.diagnostic, self.card, before=self.leave)
        self._context = context
        self._target: Target | None = None
        self._sheets: dict[UUID, Sheet] = {}
        """Those open, by rendez-vous, the oldest first."""
        self._openers: dict[UUID, UUID] = {}
        """The sheet on which another was opened: leaving the latter comes back to it."""
        self.leave.clicked.connect(self._go_back)
        self.card.setText(self.tr("Fiche"))
        self.card.clicked.connect(lambda: self._go(Screen.CARD))
        self.to_phone.setToolTip(
            self.tr("Sur le téléphone\u00a0: SMS de rappel, appel, itinéraire, rendez-vous")
        )
        self.to_phone.clicked.connect(lambda: self._go(Screen.PHONE))
        self.diagnostic.setText(self.tr("Passer au diagnostic"))
        self.diagnostic.clicked.connect(lambda: self._go(Screen.DIAGNOSTIC))
        self.diagnostic.hide()
        self.tabs = tabs
        self.tabs.asked.connect(self._ask)
        self.tabs.following.connect(self.next_sheet)
        self.tabs.closed.connect(self.close_sheet)
        self.tabs.left.connect(self.settle)
        self.planning = PlanningPanel(context)
        self.stack = QStackedWidget()
        self.body.addWidget(self.planning, 1)
        self.body.addWidget(self.stack, 1)
        self.planning.hide()
        self.stack.hide()
        bind_main_act(self, self._press_main)
        QShortcut(QKeySequence("Ctrl+S"), self, self._save)

    @property
    def part(self) -> str:  # type: ignore[override]  # it changes
        """The guide tells elsewhere of a rendez-vous to plan."""
        return "new" if self._target and self._target.appointment_id is None else ""

    @property
    def sheet(self) -> Sheet | None:
        """The one that is shown, or was last."""
        key = self._target.appointment_id if self._target else None
        return self._sheets.get(key) if key else None

    @property
    def form(self) -> SheetForm:
        """That of the sheet shown."""
        return self._shown().form

    @property
    def sign(self) -> QPushButton:
        """Of the sheet shown."""
        return self._shown().sign

    @property
    def save(self) -> QPushButton:
        """Of the sheet shown."""
        return self._shown().save

    def show_target(self, target: Target) -> None:
        """Show the sheet of a rendez-vous, or plan one for a dossier."""
        before, key = self.sheet, target.appointment_id
        if before is not None:
            before.rest()
            if key is not None and key != before.appointment_id and key not in self._sheets:
                self._openers[key] = before.appointment_id
        self._target = target
        self.planning.setVisible(key is None)
        self.stack.setVisible(key is not None)
        self.refresh()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """On the sheet, or on the button that plans."""
        if self.sheet is not None:
            self.sheet.take_keyboard()
        else:
            self.planning.plan.setFocus()

    def refresh(self) -> None:
        """Read it again; what is typed and not recorded stays."""
        target = self._target
        if target is None:
            return
        if target.appointment_id is not None:
            sheet = self.sheet or self._open(target.appointment_id)
            self.stack.setCurrentWidget(sheet)
            sheet.refresh()
        elif target.prescription_id is not None:
            self.diagnostic.hide()
            self.planning.show_dossier(target.prescription_id, self._title)

    def is_about(self, gone: Collection[UUID]) -> bool:
        """The rendez-vous shown, or the dossier of the one that is planned."""
        target = self._target
        return target is not None and bool(
            {target.appointment_id, target.prescription_id} & {*gone}
        )

    def close_gone(self, gone: Collection[UUID]) -> None:
        """Of a rendez-vous that there is no more, no sheet stays open."""
        for sheet in [sheet for key, sheet in self._sheets.items() if key in gone]:
            self._close(sheet)

    def next_sheet(self) -> None:
        """Show the sheet after this one, the first one from another page."""
        keys = list(self._sheets)
        if not keys:
            return
        here = self.sheet if self.isVisible() else None
        place = keys.index(here.appointment_id) + 1 if here is not None else 0
        self._ask(keys[place % len(keys)])

    def close_sheet(self) -> None:
        """Close the sheet shown: what is typed in it is kept, and given back another time."""
        sheet = self.sheet
        if sheet is None or not self.isVisible():
            return
        if sheet.touched:
            self._context.messages.inform(
                self.tr("Fiche fermée. Ce qui y est tapé est gardé, et revient à la réouverture.")
            )
        self._close(sheet)
        self._after(sheet)

    def settle(self) -> None:
        """She goes elsewhere by the menu: only the sheets with something typed stay open."""
        for sheet in [sheet for sheet in self._sheets.values() if not sheet.touched]:
            self._close(sheet)
        self._openers.clear()
        self._target = None
        self._show_tabs()

    def showEvent(self, event: QShowEvent) -> None:
        """The tabs show which sheet is on screen."""
        super().showEvent(event)
        self._show_tabs()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page comes over: the tabs lead back."""
        super().hideEvent(event)
        if self.sheet is not None:
            self.sheet.rest()
        self._show_tabs()

    def _shown(self) -> Sheet:
        assert self.sheet is not None, "a sheet is shown"
        return self.sheet

    def _open(self, appointment_id: UUID) -> Sheet:
        while len(self._sheets) >= _MOST:
            untouched = (sheet for sheet in self._sheets.values() if not sheet.touched)
            self._close(next(untouched, next(iter(self._sheets.values()))))
        sheet = Sheet(self._context, appointment_id)
        sheet.shown.connect(lambda: self._follow(sheet))
        sheet.recorded.connect(lambda said: self._leave(sheet, said))
        self._sheets[appointment_id] = sheet
        self.stack.addWidget(sheet)
        return sheet

    def _close(self, sheet: Sheet) -> None:
        """Take a sheet away; a draft of what is typed in it stays in the store."""
        if sheet.touched:
            self._context.drafts.flush()
        self._sheets.pop(sheet.appointment_id, None)
        self.stack.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()
        self._show_tabs()

    def _after(self, sheet: Sheet) -> None:
        """Come back to the sheet on which the one left was opened, or to the page before."""
        opener = self._openers.pop(sheet.appointment_id, None)
        if opener in self._sheets:
            self.show_target(Target(Screen.APPOINTMENT, appointment_id=opener))
        else:
            self._context.back()

    def _leave(self, sheet: Sheet, said: str) -> None:
        self._context.messages.inform(said)
        here = sheet is self.sheet and self._context.on_screen(self)
        self._close(sheet)
        if here:
            self._after(sheet)

    def _go_back(self) -> None:
        """Leave: a sheet in which something is typed stays open above the pages."""
        sheet = self.sheet
        if sheet is None:
            self._context.back()
            return
        if not sheet.touched:
            self._close(sheet)
        self._after(sheet)

    def _ask(self, appointment_id: UUID) -> None:
        self._context.go(Target(Screen.APPOINTMENT, appointment_id=appointment_id))

    def _follow(self, sheet: Sheet) -> None:
        """The sheet was read, or typed in."""
        if sheet is self.sheet and sheet.view is not None:
            head = sheet.view.sheet.head
            self._title(*head_words(head, self._context.action.profile))
            came = head.presence is Presence.ATTENDED
            self.diagnostic.setVisible(head.pathway_id is None and came)
        self._show_tabs()

    def _show_tabs(self) -> None:
        tabs = []
        for sheet in self._sheets.values():
            if sheet.view is None:
                continue
            head = sheet.view.sheet.head
            when = f"{short_date(head.held_on)}, {clock_time(head.start_minute)}"
            tabs.append(
                Tab(
                    sheet.appointment_id,
                    tab_words(head),
                    f"{head.first_name} {head.last_name}, {when}"
                    + (self.tr(", non enregistré") if sheet.touched else ""),
                    sheet.touched,
                )
            )
        here = self.sheet if self.isVisible() else None
        self.tabs.show_tabs(tabs, here.appointment_id if here else None)

    def _title(self, title: str, subtitle: str) -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def _go(self, screen: Screen) -> None:
        view = self.sheet.view if self.sheet else None
        if view is not None:
            head = view.sheet.head
            met = head.appointment_id if screen is Screen.PHONE else None
            self._context.go(Target(screen, head.prescription_id, met))
        elif self._target is not None and self._target.prescription_id is not None:
            self._context.go(Target(screen, self._target.prescription_id))

    def _save(self) -> None:
        if self.sheet is not None:
            self.sheet.save.click()

    def _press_main(self) -> None:
        if self.sheet is not None:
            self.sheet.press_main()
        else:
            self.planning.plan.click()
