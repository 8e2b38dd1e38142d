"""The notes of a rendez-vous, with phrases inserted by a click or by typing « / »."""

from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from coachdesk.core.french import fold
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import button, column, label, row

_LINES = 6


class PhraseEdit(QPlainTextEdit):
    """``asked`` carries the letters typed after a « / », or None; Enter then takes a phrase."""

    asked = Signal(object)
    taken = Signal()

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

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file dropped here is a piece: it goes to the sheet, not into the notes."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While phrases are listed, Enter and Tab take the first."""
        takes = {Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Tab}
        if self.listing and event.key() in takes and not event.modifiers():
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class NotesPanel(QWidget):
    """``kept`` carries the coach's own phrases when she adds or drops one."""

    kept = Signal(object)

    def __init__(self, shared: tuple[str, ...]) -> None:
        super().__init__()
        self._shared = shared
        self._own: tuple[str, ...] = ()
        self._found: list[str] = []
        self.edit = PhraseEdit()
        self.edit.asked.connect(self._list)
        self.edit.taken.connect(lambda: self.edit.insert(self._found[0]))
        self.listed = Flow()
        self.listed.hide()
        self.edit.setAccessibleName(self.tr("Notes"))
        self.edit.setPlaceholderText(
            self.tr("Ce qui a été dit et fait. Tapez / pour choisir une phrase.")
        )
        self.phrases = button(self.tr("Phrases"), kind="link")
        self.menu = QMenu(self)
        self.phrases.setMenu(self.menu)
        self.last = label("", role="caption", wrap=True)
        head = row(label(self.tr("Notes"), role="strong"), None, self.phrases)
        self.setLayout(column(head, self.last, self.edit, self.listed, spacing=6))

    def offer(self, own: tuple[str, ...]) -> None:
        """Offer the profile's phrases and the coach's ``own``."""
        self._own = own
        every = (*self._shared, *own)
        self.menu.clear()
        for phrase in every:
            self.menu.addAction(phrase, partial(self.edit.insert, phrase))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Garder la sélection comme phrase"), self._keep)
        if own:
            drop = self.menu.addMenu(self.tr("Retirer une de mes phrases"))
            for phrase in own:
                drop.addAction(phrase, partial(self._drop, phrase))

    def show_last(self, words: str) -> None:
        """What was noted last time; nothing when there was none."""
        self.last.setText(words)
        self.last.setVisible(bool(words))

    def _list(self, letters: str | None) -> None:
        """Show the phrases that hold the letters, below the text: nothing opens over it."""
        every = (*self._shared, *self._own) if letters is not None else ()
        found = [phrase for phrase in every if fold(letters or "") in fold(phrase)]
        if found != self._found:
            self.listed.clear()
            for phrase in found:
                chip = chip_button(phrase)
                chip.clicked.connect(lambda _=False, asked=phrase: self.edit.insert(asked))
                self.listed.add(chip)
        self._found = found
        self.edit.listing = bool(found)
        self.listed.setVisible(bool(found))

    def _keep(self) -> None:
        """The text selected, or else the line that the cursor is on."""
        cursor = self.edit.textCursor()
        phrase = " ".join((cursor.selectedText() or cursor.block().text()).split())
        if phrase and phrase not in (*self._shared, *self._own):
            self.kept.emit([*self._own, phrase])

    def _drop(self, phrase: str) -> None:
        self.kept.emit([own for own in self._own if own != phrase])
