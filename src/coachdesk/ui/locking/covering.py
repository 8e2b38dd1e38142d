"""The window covered at once, and uncovered as it was: its pages, its dialogs, its name."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication, QIcon, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QToolTip, QWidget
from shiboken6 import isValid

from coachdesk.core.clock import Clock
from coachdesk.ui.program_icon import program_icon
from coachdesk.ui.theme import icon

if TYPE_CHECKING:
    from coachdesk.ui.locking.cover import Cover

PROGRAM = "CoachDesk"


class Covering(QObject):
    """What is covered is hidden, not only behind: no key, no shortcut of it answers."""

    def __init__(self, window: QMainWindow, content: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._content = content
        self._clock = clock
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        window.setCentralWidget(self._stack)
        self._focus: QWidget | None = None
        self._aside: list[QWidget] = []
        """Dialogs that were open."""
        self._lasting = False
        application = QGuiApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._follow)

    @cached_property
    def page(self) -> "Cover":
        """The cover, made when it is first needed."""
        from coachdesk.ui.locking.cover import Cover

        page = Cover(self._clock)
        page.left.connect(self._leave)
        self._stack.addWidget(page)
        return page

    @property
    def on(self) -> bool:
        """Whether the cover is what is seen."""
        return self._stack.currentWidget() is not self._content

    def cover(self, words: str, *, lasting: bool = False) -> None:
        """Nothing of the desk is in sight when this returns.

        ``lasting`` holds the cover: neither click nor key takes it away.
        """
        self._lasting = lasting
        self.page.say(words)
        if not self.on:
            self._focus = QApplication.focusWidget()
            QToolTip.hideText()
            self._put_dialogs_aside()
            self._stack.setCurrentWidget(self.page)
            self._name(_tr("Horloge"), icon("clock", "ink_soft"))
        self.page.setFocus()
        self.page.repaint()  # on the screen now: the machine may be about to sleep

    def uncover(self) -> None:
        """All of it back as it was, the keyboard where it was."""
        if not self.on:
            return
        self._stack.setCurrentWidget(self._content)
        self._name(PROGRAM, program_icon())
        aside, self._aside = self._aside, []
        for dialog in aside:
            if isValid(dialog):
                dialog.show()
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus()

    def open_anew(self) -> None:
        """What was behind is gone: what stands there now is shown, without its dialogs."""
        for dialog in self._aside:
            if isValid(dialog):
                dialog.deleteLater()
        self._aside, self._focus = [], None
        self._stack.setCurrentWidget(self._content)
        self._name(PROGRAM, program_icon())

    def close_dialogs(self) -> None:
        """Those in front of the window, which the lock does not leave open."""
        self._put_dialogs_aside()

    def _leave(self) -> None:
        if not self._lasting:
            self.uncover()

    def _follow(self, now: QWindow | None) -> None:
        """A question that an act asks meanwhile waits with the others."""
        if self.on and now is not None and now is not self._window.windowHandle():
            self._put_dialogs_aside()

    def _put_dialogs_aside(self) -> None:
        popup = QApplication.activePopupWidget()
        while popup is not None and popup.close():
            popup = QApplication.activePopupWidget()
        for each in QApplication.topLevelWidgets():
            if each is not self._window and isinstance(each, QDialog) and each.isVisible():
                each.hide()
                self._aside.append(each)
                self._window.activateWindow()  # the keyboard goes nowhere by itself

    def _name(self, name: str, drawn: QIcon) -> None:
        """What the task bar says of it."""
        QGuiApplication.setApplicationDisplayName(name)
        self._window.setWindowTitle(name)
        self._window.setWindowIcon(drawn)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Covering", text)
