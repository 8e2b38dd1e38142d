"""A line for a passphrase, hidden unless she asks to see it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from coachdesk.ui.theme import icon
from coachdesk.ui.widgets.layout import button, row


class SecretLine(QWidget):
    """A masked line with its « Afficher » button; ``entered`` follows Enter."""

    entered = Signal()
    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.edited)
        self.eye = button("", kind="icon", glyph="eye")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(lambda shown: self._show(shown=shown))
        self._show(shown=False)
        self.setLayout(row(self.line, self.eye, spacing=4))
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget it, and hide what comes next."""
        self.line.clear()
        self.eye.setChecked(False)

    def _show(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.eye.setIcon(icon("eye-off" if shown else "eye", "accent"))
        name = self.tr("Masquer") if shown else self.tr("Afficher")
        self.eye.setAccessibleName(name)
        self.eye.setToolTip(name)
