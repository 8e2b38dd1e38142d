"""The partners of the carnet beside a line: the one chosen is written where the cursor is."""

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton

from coachdesk.services.directory.partners import partner_lines
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context


class PartnerMenu(QPushButton):
    """Its last line leads to where partners are kept."""

    def __init__(self, context: Context, line: QLineEdit) -> None:
        super().__init__(self.tr("Partenaire"))
        self._context = context
        self._line = line
        self.setProperty("kind", "mini")
        self.setToolTip(self.tr("Écrire un partenaire du carnet dans cette ligne"))
        self.offered = QMenu(self)
        self.setMenu(self.offered)

    def showEvent(self, event: QShowEvent) -> None:
        """Read who there is each time: the carnet is changed elsewhere."""
        super().showEvent(event)
        desk = self._context.desk
        self._context.runner.read(self, lambda: partner_lines(desk), self._offer)

    def _offer(self, lines: tuple[str, ...]) -> None:
        self.offered.clear()
        for words in lines:
            self.offered.addAction(words, partial(self._write, words))
        self.offered.addSeparator()
        self.offered.addAction(
            self.tr("Tenir le carnet des partenaires…"),
            partial(self._context.go, Target(Screen.SETTINGS, section="partners")),
        )

    def _write(self, words: str) -> None:
        before = self._line.text()[: self._line.cursorPosition()]
        self._line.insert(f" {words}" if before and not before.endswith(" ") else words)
        self._line.setFocus()
