"""The guide over a dialog: read, then put away by Escape or F1, and the dialog is as it was."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from coachdesk.ui.commands import commands
from coachdesk.ui.screens.guide.panel import GuidePanel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, column, row

_WIDE, _HIGH = 74, 40
"""In heights of the font."""
_OF_SCREEN = 0.92


class GuideDialog(QDialog):
    """On one page of the guide, or on the one that tells of a screen."""

    def __init__(self, over: QDialog, *, page: str = "", screen: str = "") -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Aide"))
        self.panel = GuidePanel()
        self.panel.show_page(page)
        if self.panel.page is None:
            self.panel.show_about(screen)
        close = button(self.tr("Fermer l’aide"))
        close.setToolTip(self.tr("Fermer l’aide (Échap)"))
        close.setAutoDefault(False)  # Enter, in the line that seeks, opens what was found
        close.clicked.connect(self.reject)
        layout = column(self.panel, row(None, close), spacing=10)
        layout.setStretch(0, 1)
        layout.setContentsMargins(em(1.2), em(1), em(1.2), em(1))
        self.setLayout(layout)
        for keys in commands()["guide"].keys:
            QShortcut(QKeySequence(keys), self, self.reject)
        room = self.screen().availableGeometry().size() * _OF_SCREEN
        self.resize(min(em(_WIDE), room.width()), min(em(_HIGH), room.height()))
        self.panel.seek.setFocus()
