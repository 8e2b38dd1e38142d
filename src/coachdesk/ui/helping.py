"""F1 and the visite guidée, wherever the window stands: at its door or over the desk."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QStackedWidget, QWidget

from coachdesk.core.errors import UserError
from coachdesk.ui.messages import Messages
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.widgets.layout import scrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from coachdesk.ui.inside import Inside
    from coachdesk.ui.screens.guide.over import GuideDialog
    from coachdesk.ui.shell import Shell

FIRST_DAY = "premier-jour"
"""The page of the guide about what has none of its own before the desk."""
TOUR = "tour"
"""The sub-command that opens the visite guidée."""


class Helping(QObject):
    """``acts`` are what it does, by the keys of their commands."""

    def __init__(
        self,
        window: "Shell",
        pages: QStackedWidget,
        messages: Messages,
        inside: "Callable[[], Inside]",
    ) -> None:
        super().__init__(window)
        self._window, self._pages = window, pages
        self._messages, self._inside = messages, inside
        self._over: GuideDialog | None = None
        self._door: QWidget | None = None
        """The guide, shown over what comes before the desk."""
        self._behind: QWidget | None = None
        self.acts: dict[str, Callable[[], object]] = {"guide": self.open, TOUR: self.start_tour}

    def open(self) -> None:
        """The guide on what is shown; nothing while the window is covered, or is a person's."""
        window, shown = self._window, self._pages.currentWidget()
        if window.guard.covering.on or window.handed is not None:
            return
        if window.workspace is not None and shown is window.workspace:
            window.workspace.show_help()
        elif self._door is not None and shown is self._door:
            self._leave()
        elif not (isinstance(shown, UnlockScreen) and shown.waiting):
            self._open_door(shown)

    def open_over(self, dialog: "QDialog", page: str) -> None:
        """The guide over ``dialog``, on ``page`` or on what is behind; nothing over the cover."""
        window = self._window
        if window.guard.covering.on or window.handed is not None:
            return
        desk = window.workspace
        screen = desk.helped_about if desk is not None else ""
        page = page or (self._page_behind if desk is None else "")
        self._over = self._inside().guide_over(dialog, page=page, screen=screen)
        self._over.open()

    @property
    def _page_behind(self) -> str:
        """The page about what stands before the desk."""
        shown = self._pages.currentWidget()
        return str(getattr(shown, "help_page", FIRST_DAY))

    def start_tour(self) -> None:
        """Another window, by another start of the program: hers and her store stay as they are."""
        program = [] if getattr(sys, "frozen", False) else ["-m", "coachdesk"]
        started, _ = QProcess.startDetached(sys.executable, [*program, TOUR], "")
        if started:
            self._messages.inform(
                self.tr(
                    "La visite s’ouvre dans une autre fenêtre, sur des données inventées\u00a0: "
                    "quelques secondes."
                )
            )
        else:
            self._messages.refuse(
                UserError(
                    self.tr("La visite guidée n’a pas pu s’ouvrir."),
                    self.tr("Redémarrez CoachDesk, puis réessayez."),
                )
            )

    def _open_door(self, shown: QWidget | None) -> None:
        self._behind = shown
        door = self._inside().guide_door(self._page_behind)
        door.leave.clicked.connect(self._leave)
        door.tour.clicked.connect(self.start_tour)
        self._door = scrolled(door)
        self._pages.addWidget(self._door)
        self._pages.setCurrentWidget(self._door)
        door.take_keyboard()

    def _leave(self) -> None:
        """Back to what is behind, as it was."""
        door, behind = self._door, self._behind
        self._door = self._behind = None
        if door is None or behind is None:
            return
        self._pages.setCurrentWidget(behind)
        behind.setFocus()
        self._pages.removeWidget(door)
        door.deleteLater()
