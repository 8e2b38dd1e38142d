"""How far a long act is, with the way to stop it."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from coachdesk.ui.widgets.layout import button, column, label, row

_STEPS = 1000


class Stoppable(Protocol):
    """What « Interrompre » stops: a task, or what has one."""

    def cancel(self) -> None:
        """Ask it to stop."""
        ...


class ProgressLine(QWidget):
    """Hidden until a task is under way; ``ended`` once it is no more."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._task: Stoppable | None = None
        self._text = label("", role="caption")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Avancement"))
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._stop = button(self.tr("Interrompre"), kind="link")
        self._stop.clicked.connect(self.cancel)
        layout = row(column(None, self._text, self._bar, None, spacing=4), self._stop, spacing=12)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return not self.isHidden()

    def begin(self, text: str) -> None:
        """Show that something starts; ``follow`` gives its task once it is asked."""
        self._text.setText(text)
        self._bar.setValue(0)
        self._stop.setEnabled(True)
        self.show()

    def follow(self, task: Stoppable) -> None:
        """The task that « Interrompre » stops."""
        self._task = task

    def step(self, fraction: float, text: str) -> None:
        """Show how far it is."""
        self._bar.setValue(round(fraction * _STEPS))
        self._text.setText(text)

    def end(self) -> None:
        """Done, refused or stopped."""
        self._task = None
        self.hide()
        self.ended.emit()

    def cancel(self) -> None:
        """Ask what is under way to stop."""
        if self._task is not None:
            self._task.cancel()
            self._stop.setEnabled(False)
            self._text.setText(self.tr("Interruption…"))
