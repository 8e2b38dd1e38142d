"""The notes of a rendez-vous, with phrases inserted by a click or by typing « / »."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.phrases import PhraseEdit, PhraseList


class NotesPanel(QWidget):
    """``kept`` carries the coach's own phrases when she adds or drops one."""

    kept = Signal(object)

    def __init__(self, shared: tuple[str, ...]) -> None:
        super().__init__()
        self._shared = shared
        self._own: tuple[str, ...] = ()
        self.edit = PhraseEdit()
        self.listed = PhraseList(self.edit)
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
        every = self.listed.phrases = (*self._shared, *own)
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
