"""A text in which phrases are inserted by a click, by typing « / » or by Ctrl+Space."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from coachdesk.core.french import fold
from coachdesk.ui.widgets.flow import Flow, chip_button

_LINES = 6


class PhraseEdit(QPlainTextEdit):
    """``asked`` carries the letters typed after a « / », or None; Enter then takes a phrase.

    Escape gives the phrases up, and nothing else: ``given_up``.
    """

    asked = Signal(object)
    taken = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.listing = False
        """Phrases are listed: Enter takes the first."""
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES + 16)
        self.cursorPositionChanged.connect(lambda: self.asked.emit(self.letters()))

    def letters(self) -> str | None:
        """What follows a « / » that begins a word; None when nothing is asked."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        head, slash, letters = before.rpartition("/")
        return letters if slash and (not head or head[-1].isspace()) else None

    def insert(self, phrase: str) -> None:
        """Put ``phrase`` where the cursor is, in place of the « / » that asked for it."""
        cursor = self.textCursor()
        letters = self.letters()
        if letters is not None:
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(letters) + 1
            )
            cursor.removeSelectedText()
        before = cursor.block().text()[: cursor.positionInBlock()]
        cursor.insertText(f" {phrase}" if before.strip() and before[-1:] != " " else phrase)
        self.setTextCursor(cursor)
        self.setFocus()

    def ask(self) -> None:
        """Begin to seek a phrase where the cursor is."""
        if self.letters() is None:
            before = self.textCursor().block().text()[: self.textCursor().positionInBlock()]
            self.insertPlainText(" /" if before[-1:].strip() else "/")

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file dropped here is a piece: it goes to the sheet, not into the notes."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def event(self, event: QEvent) -> bool:
        """Escape puts the phrases away before it would leave the page."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._gives_up(event):
            event.accept()
            return True
        return super().event(event)

    def _gives_up(self, event: QKeyEvent) -> bool:
        return self.listing and event.key() == Qt.Key.Key_Escape and not event.modifiers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While phrases are listed, Enter and Tab take the first; Ctrl+Space lists them."""
        takes = {Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Tab}
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if self.listing and event.key() in takes and not event.modifiers():
            self.taken.emit()
        elif self._gives_up(event):
            self.given_up.emit()
        elif control and event.key() == Qt.Key.Key_Space:
            self.ask()
        else:
            super().keyPressEvent(event)


class PhraseList(Flow):
    """The phrases asked for in ``edit``, below it: nothing opens over the text."""

    def __init__(self, edit: PhraseEdit) -> None:
        super().__init__()
        self._edit = edit
        self._found: list[str] = []
        self.phrases: tuple[str, ...] = ()
        """What may be inserted."""
        edit.asked.connect(self._list)
        edit.taken.connect(lambda: edit.insert(self._found[0]))
        edit.given_up.connect(lambda: self._list(None))
        self.hide()

    def _list(self, letters: str | None) -> None:
        every = self.phrases if letters is not None else ()
        found = [phrase for phrase in every if fold(letters or "") in fold(phrase)]
        if found != self._found:
            self.clear()
            for phrase in found:
                chip = chip_button(phrase)
                chip.clicked.connect(lambda _=False, asked=phrase: self._edit.insert(asked))
                self.add(chip)
        self._found = found
        self._edit.listing = bool(found)
        self.setVisible(bool(found))
