"""A text as high as what is written in it, with the phrases of the profile at hand."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import column
from coachdesk.ui.widgets.phrases import PhraseEdit, PhraseList

_LEAST, _MOST = 2, 14
"""Lines."""


class GrowingText(QWidget):
    """``edit`` is the text; « / » or Ctrl+Space lists the phrases below it."""

    def __init__(self, phrases: tuple[str, ...], least: int = _LEAST) -> None:
        super().__init__()
        self.edit = GrowingEdit(least)
        self.listed = PhraseList(self.edit)
        self.setFocusProxy(self.edit)
        self.setLayout(column(self.edit, self.listed, spacing=4))
        self.offer(phrases)

    def offer(self, phrases: tuple[str, ...]) -> None:
        """Propose those phrases after the others."""
        self.listed.phrases += phrases
        if self.listed.phrases:
            self.edit.setToolTip(self.tr("Tapez / pour choisir une phrase (Ctrl+Espace)"))

    def text(self) -> str:
        """What is written."""
        return self.edit.text()

    def setAccessibleName(self, name: str) -> None:
        """Said of what has the keyboard."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)


class GrowingEdit(PhraseEdit):
    """Grows line by line, then scrolls."""

    def __init__(self, least: int = _LEAST) -> None:
        super().__init__()
        self._least = least
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def text(self) -> str:
        """What is written, its no-break spaces kept: Qt's plain text would lose them."""
        raw = self.document().toRawText()
        return raw.replace("\u2029", "\n").replace("\u2028", "\n").strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Its font is known from now on."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        # A plain text measures its document in lines, wrapped ones counted.
        lines = max(round(self.document().size().height()), self._least)
        shown = min(lines, _MOST)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines > _MOST else policy.ScrollBarAlwaysOff
        )
        high = self.fontMetrics().lineSpacing() * shown + em(1.6)
        if high != self.height() or high != self.minimumHeight():
            self.setFixedHeight(high)
