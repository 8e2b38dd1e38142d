"""The window handed over to a person: only the coach takes it back, by her code where one is set.

What the system itself offers (Ctrl+Alt+Del, the power button) is no matter of a program.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from coachdesk.services.desk import Desk
from coachdesk.services.pad.code import PadCode
from coachdesk.ui.commands import commands
from coachdesk.ui.messages import Messages, Question
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.pad.code_box import CodeBox
from coachdesk.ui.widgets.layout import column, row, scrolled


class HandedOver(QWidget):
    """Fills the window; ``closed`` gives the desk back, ``lock_asked`` closes the store."""

    is_pad = False
    """Whether she signs on it; else she answers."""
    closed = Signal()
    lock_asked = Signal()

    def __init__(
        self, runner: Runner, messages: Messages, desk: Desk, code: PadCode | None
    ) -> None:
        super().__init__()
        self.setProperty("handed", True)  # all that is pressed there is as large as a finger
        self._runner = runner
        self._messages = messages
        self._desk = desk
        self._code = code
        self._over = False
        """She is done: from the code, only the desk is left to go to."""
        self.code_box = CodeBox(runner, desk.clock)
        self.code_box.left.connect(self._return)
        self.code_box.given_back.connect(self._close)
        self.code_box.changed.connect(self._code_changed)
        coded = QWidget()
        coded.setLayout(column(None, row(None, self.code_box, None), None))
        self._coded = scrolled(coded)
        self.pages = QStackedWidget()
        self.setLayout(column(self.pages))
        for keys in commands()["lock"].keys:
            QShortcut(QKeySequence(keys), self, self.lock_asked.emit)

    @property
    def guarded(self) -> bool:
        """Whether only the code gives the desk back."""
        return self._code is not None

    @property
    def unsaved(self) -> bool:
        """Whether she did something that is kept nowhere yet."""
        raise NotImplementedError

    @property
    def loss(self) -> tuple[str, str]:
        """What closing the window now would lose, as a question and its reason."""
        raise NotImplementedError

    def resume(self, desk: Desk) -> None:
        """Go on after the store was locked: the same person, what she did as it was."""
        self._desk = desk

    def ask_code(self) -> None:
        """Have the code typed, or chosen when there is none."""
        self.code_box.show_step(self._desk, self._code, may_leave=not self._over)
        self.pages.setCurrentWidget(self._coded)
        self.code_box.digits.setFocus()

    def _hold(self, *pages: QWidget) -> None:
        """What she sees, the first one first; then the coach's code."""
        for page in (*pages, self._coded):
            self.pages.addWidget(page)

    def _leave(self) -> None:
        """The desk is the coach's again; what is kept nowhere is lost only if she says so."""
        if self.guarded:
            self.ask_code()
        elif self.unsaved:
            self._ask_to_drop(self._close)
        else:
            self._close()

    def _ask_to_drop(self, dropped: Callable[[], None]) -> None:
        self._messages.ask(self._dropping(), lambda _: dropped())

    def _dropping(self) -> Question:
        """Whether what she did may be lost."""
        raise NotImplementedError

    def _return(self) -> None:
        """From the code back to what she was at, as it was."""
        raise NotImplementedError

    def _code_changed(self, code: PadCode | None) -> None:
        self._code = code
        if self._over:
            self._close()
        else:
            self._return()

    def _close(self) -> None:
        self._over = True
        self.closed.emit()
