"""The notes of a rendez-vous, with phrases inserted by a click or by typing « / »."""

from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QMenu, QPlainTextEdit, QWidget

from coachdesk.ui.widgets.layout import button, column, label, row

_LINES = 6


class PhraseEdit(QPlainTextEdit):
    """« / » lists the phrases; letters narrow them, Enter puts one in the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._phrases = QStringListModel(self)
        self.completer = QCompleter(self._phrases, self)
        self.completer.setWidget(self)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.completer.activated.connect(self._complete)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES + 16)

    def offer(self, phrases: tuple[str, ...]) -> None:
        """Offer ``phrases``."""
        self._phrases.setStringList(list(phrases))

    def insert(self, phrase: str) -> None:
        """Put ``phrase`` where the cursor is, a space between it and what precedes."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        cursor.insertText(f" {phrase}" if before.strip() and before[-1:] != " " else phrase)
        self.setTextCursor(cursor)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list has the keys that move in it while it is open."""
        popup = self.completer.popup()
        listed = {Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape}
        if popup is not None and popup.isVisible() and event.key() in listed:
            event.ignore()
            return
        super().keyPressEvent(event)
        self._list(self._asked())

    def _asked(self) -> str | None:
        """What follows a « / » that begins a word; None when nothing is asked."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        head, slash, asked = before.rpartition("/")
        return asked if slash and (not head or head[-1].isspace()) else None

    def _list(self, asked: str | None) -> None:
        popup = self.completer.popup()
        if popup is None:
            return
        if asked is None:
            popup.hide()
            return
        self.completer.setCompletionPrefix(asked)
        if not self.completer.completionCount():
            popup.hide()
            return
        popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
        place = self.cursorRect()
        place.setWidth(max(popup.sizeHintForColumn(0) + 40, 200))
        self.completer.complete(place)

    def _complete(self, phrase: str) -> None:
        asked = self._asked() or ""
        cursor = self.textCursor()
        back = len(asked) + 1
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, back)
        cursor.insertText(phrase)
        self.setTextCursor(cursor)


class NotesPanel(QWidget):
    """``kept`` carries the coach's own phrases when she adds or drops one."""

    kept = Signal(object)

    def __init__(self, shared: tuple[str, ...]) -> None:
        super().__init__()
        self._shared = shared
        self._own: tuple[str, ...] = ()
        self.edit = PhraseEdit()
        self.edit.setAccessibleName(self.tr("Notes"))
        self.edit.setPlaceholderText(
            self.tr("Ce qui a été dit et fait. Tapez / pour choisir une phrase.")
        )
        self.phrases = button(self.tr("Phrases"), kind="link")
        self.menu = QMenu(self)
        self.phrases.setMenu(self.menu)
        self.last = label("", role="caption", wrap=True)
        head = row(label(self.tr("Notes"), role="strong"), None, self.phrases)
        self.setLayout(column(head, self.last, self.edit, spacing=6))

    def offer(self, own: tuple[str, ...]) -> None:
        """Offer the profile's phrases and the coach's ``own``."""
        self._own = own
        every = (*self._shared, *own)
        self.edit.offer(every)
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

    def _keep(self) -> None:
        """The text selected, or else the line that the cursor is on."""
        cursor = self.edit.textCursor()
        phrase = " ".join((cursor.selectedText() or cursor.block().text()).split())
        if phrase and phrase not in (*self._shared, *self._own):
            self.kept.emit([*self._own, phrase])

    def _drop(self, phrase: str) -> None:
        self.kept.emit([own for own in self._own if own != phrase])
