"""A text of the bilan as it is typed: « { » or Ctrl+Space seeks a figure to stand in it by name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMoveEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy

from coachdesk.core import search
from coachdesk.core.french import fold
from coachdesk.domain.report_names import Nameable
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.growing_text import GrowingEdit
from coachdesk.ui.widgets.layout import reveal
from coachdesk.ui.widgets.table import RowTable

_LINES = 3
_SHOWN = 6
_MOST = 60
"""Rows offered at once: more letters find the others."""
_STEPS = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN,
}  # fmt: skip


class FigureEdit(GrowingEdit):
    """While figures are listed, the arrows choose among them, Enter takes one, Esc gives up.

    ``stepped`` carries how far the arrows go, ``given_up`` that none is wanted.
    """

    stepped = Signal(int)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(_LINES)

    def letters(self) -> str | None:
        """What follows a « { » that is closed nowhere; None when nothing is asked."""
        cursor = self.textCursor()
        line, at = cursor.block().text(), cursor.positionInBlock()
        _, brace, letters = line[:at].rpartition("{")
        asked = brace and "}" not in letters and not _closes(line[at:])
        return letters if asked else None

    def insert(self, phrase: str) -> None:
        """Put the figure of that name where the cursor is, in place of what asked for it."""
        cursor = self.textCursor()
        letters = self.letters()
        if letters is not None:
            back = QTextCursor.MoveOperation.Left
            cursor.movePosition(back, QTextCursor.MoveMode.KeepAnchor, len(letters) + 1)
        cursor.insertText(f"{{{phrase}}}")
        self.setTextCursor(cursor)
        self.setFocus()

    def ask(self) -> None:
        """Begin to seek a figure where the cursor is."""
        self.setFocus()
        if self.letters() is None:
            self.insertPlainText("{")

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """Tab takes the figure that is chosen, where some are listed."""
        if self.listing and next:
            self.taken.emit()
            return True
        return super().focusNextPrevChild(next)

    def event(self, event: QEvent) -> bool:
        """Escape gives the list up, before it would leave anything else."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and self.listing and key == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list is led from the text: the keyboard never leaves it."""
        plain = not event.modifiers()
        step = _STEPS.get(Qt.Key(event.key()))
        if self.listing and plain and step is not None:
            self.stepped.emit(step)
        elif self.listing and plain and event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class FigureList(RowTable[Nameable]):
    """The figures that hold every letter typed, each with what it is worth; shown when asked."""

    def __init__(self, edit: FigureEdit) -> None:
        super().__init__(
            (
                Column("", lambda each: each.label),
                Column("", lambda each: each.written, right=True, width=130, colour=_accent),
            ),
            "Chiffres du bilan",
        )
        self.setAccessibleName(self.tr("Chiffres à insérer"))
        self._edit = edit
        self._every: tuple[Nameable, ...] = ()
        self._texts: tuple[str, ...] = ()
        self._closed_at: str | None = None
        """The letters at which she gave the list up."""
        self.setSortingEnabled(False)
        self.horizontalHeader().hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().setDefaultSectionSize(em(2.1))
        self.verticalHeader().setMinimumSectionSize(em(2.1))
        self.clicked.connect(lambda index: self._take_row(index.row()))
        edit.asked.connect(self._list)
        edit.taken.connect(lambda: self._take_row(self.currentIndex().row()))
        edit.stepped.connect(self._step)
        edit.given_up.connect(self._give_up)
        self.hide()

    def offer(self, figures: Sequence[Nameable]) -> None:
        """These are what a text may name."""
        self._every = tuple(figures)
        self._texts = tuple(f" {fold(each.label)} {fold(each.name)}" for each in figures)
        self._list(self._edit.letters())

    def moveEvent(self, event: QMoveEvent) -> None:
        """Be seen where it comes, below the fold too."""
        super().moveEvent(event)
        reveal(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Likewise when it grows."""
        super().resizeEvent(event)
        reveal(self)

    def _list(self, letters: str | None) -> None:
        if letters is None or letters != self._closed_at:
            self._closed_at = None
        found = self._found(letters) if letters is not None and self._closed_at is None else ()
        if found != self.rows.rows():
            self.rows.set_rows(found)
            if found:
                self.selectRow(0)
        self._edit.listing = bool(found)
        shown = min(len(found), _SHOWN)
        self.setFixedHeight(shown * self.verticalHeader().defaultSectionSize() + 2 or 1)
        self.setVisible(bool(found))

    def _found(self, letters: str) -> tuple[Nameable, ...]:
        """Those that begin so come first, and each figure before its words."""
        words, whole = search.words(letters), fold(letters)
        ranked = [
            (not text.startswith(f" {whole}"), "." in self._every[place].name, place)
            for place, text in enumerate(self._texts)
            if search.matches(text, words)
        ]
        return tuple(self._every[place] for *_, place in sorted(ranked)[:_MOST])

    def _step(self, step: int) -> None:
        number = min(max(self.currentIndex().row() + step, 0), self.rows.rowCount() - 1)
        self.selectRow(number)
        self.scrollTo(self.currentIndex())

    def _take_row(self, number: int) -> None:
        if 0 <= number < self.rows.rowCount():
            self._edit.insert(self.rows.row_at(number).name)

    def _give_up(self) -> None:
        self._closed_at = self._edit.letters()
        self._list(self._closed_at)


def _accent(_each: Nameable) -> str:
    return "accent"


def _closes(rest: str) -> bool:
    """Whether the first brace of what follows closes a name."""
    closing, opening = rest.find("}"), rest.find("{")
    return closing >= 0 and (opening < 0 or closing < opening)
