"""All that is to be mended in one list; her answers, kept as a draft until they are imported."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import plural
from coachdesk.services.importing import (
    MISSING_COLUMN,
    NO_MENDS,
    Mending,
    Mends,
    RefusedCell,
    RefusedWord,
    State,
    WorkbookFile,
)
from coachdesk.ui.screens.importing.cell_item import CellItem
from coachdesk.ui.screens.importing.item import MendItem
from coachdesk.ui.screens.importing.word_item import WordItem
from coachdesk.ui.widgets.layout import label, reveal

_SHOWN = 25
"""Items on screen at a time: the others come as these are mended."""
_Key = tuple[str, ...]
_TAB = Qt.FocusReason.TabFocusReason


class MendList(QWidget):
    """``changed`` follows each answer; a kept part of a form (see ``ui.drafts``).

    ``ended`` says that Enter was pressed on the last item that waited.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mends = NO_MENDS
        self._imported = NO_MENDS
        """Her answers that are in the store already."""
        self._workbook: WorkbookFile | None = None
        self._items: dict[_Key, MendItem] = {}
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self._more = label("", role="soft", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._lines)
        layout.addWidget(self._more)
        layout.addStretch(1)

    @property
    def items(self) -> tuple[MendItem, ...]:
        """The items shown, in order."""
        return tuple(self._items.values())

    @property
    def unsaved(self) -> bool:
        """Whether there are answers that are not imported."""
        return self.mends != self._imported

    def begin(self, workbook: WorkbookFile) -> None:
        """Another file: no answer yet."""
        self._workbook = workbook
        self.mends = self._imported = NO_MENDS
        self._clear()

    def imported(self) -> None:
        """Her answers are in the store: what they mended leaves the list at the next look."""
        self._imported = self.mends

    def show_mending(self, mending: Mending) -> None:
        """Show what is to be mended; items that are there stay, with the keyboard on them."""
        asked: list[tuple[_Key, RefusedWord | RefusedCell]] = [
            *((("word", word.word_list, word.written), word) for word in mending.words),
            *((("cell", cell.sheet, str(cell.line), cell.key), cell) for cell in mending.cells),
        ]
        asked = [pair for pair in asked if not self._is_in(pair[1])]
        shown = self._chosen(asked)
        wanted = {key for key, _ in shown}
        for key in [key for key in self._items if key not in wanted]:
            self._items.pop(key).deleteLater()
        ordered: dict[_Key, MendItem] = {}
        for place, (key, what) in enumerate(shown):
            item = self._items.get(key)
            if item is None:
                item = self._make(what)
                self._lines.insertWidget(place, item)
            _update(item, what)
            ordered[key] = item
        self._items = ordered
        hidden = len(asked) - len(shown)
        self._more.setText(
            self.tr("Et {}, qui viendront à mesure que ceux-ci sont réparés.").format(
                plural(hidden, self.tr("autre"))
            )
        )
        self._more.setVisible(hidden > 0)

    def first_open(self) -> QWidget | None:
        """The first field that waits for an answer."""
        return next((item.first for item in self.items if item.state == "open"), None)

    def draft_value(self) -> Json:
        """The answers not yet imported, with where their file is."""
        if not self.unsaved or self._workbook is None:
            return None
        return {"path": str(self._workbook.path), "mends": self.mends.to_json()}

    def set_draft_value(self, value: Json) -> None:
        """Give back the answers of the last time."""
        if isinstance(value, dict):
            self.mends = Mends.from_json(value.get("mends"))
            self.changed.emit()

    def _chosen(
        self, asked: list[tuple[_Key, RefusedWord | RefusedCell]]
    ) -> list[tuple[_Key, RefusedWord | RefusedCell]]:
        """Those on screen: what she answered stays in sight, room is made for what is open."""
        room = _SHOWN
        shown = []
        for key, what in asked:
            if _is_open(what):
                room -= 1
                if room < 0:
                    continue
            elif key not in self._items and len(asked) > _SHOWN:
                continue
            shown.append((key, what))
        return shown

    def _is_in(self, what: RefusedWord | RefusedCell) -> bool:
        """Whether it was mended, or left aside, by answers that are imported."""
        if self._imported is NO_MENDS or _is_open(what):
            return False
        if isinstance(what, RefusedWord):
            return not what.left_out or all(line in self._imported.left_out for line in what.lines)
        if what.state is State.LEFT_OUT:
            return (what.sheet, what.line) in self._imported.left_out
        places = [(what.sheet, what.line, field.key) for field in what.fields]
        return all(
            self.mends.cells.get(place) == self._imported.cells.get(place) for place in places
        )

    def _make(self, what: RefusedWord | RefusedCell) -> MendItem:
        item: MendItem
        if isinstance(what, RefusedWord):
            item = WordItem(what)
            item.answered.connect(lambda key, word=what: self._answer_word(word, key))
            item.split.connect(lambda word=what: self._split(word))
            lines = what.lines
        else:
            item = CellItem(what)
            item.answered.connect(lambda key, text, cell=what: self._answer_cell(cell, key, text))
            lines = ((what.sheet, what.line),)
        item.left_out.connect(lambda out: self._leave_out(lines, out=out))
        item.entered.connect(lambda: self._go_to_next(item))
        return item

    def _answer_word(self, word: RefusedWord, key: str | None) -> None:
        self._change(lambda mends: mends.with_word(word.word_list, word.written, key))

    def _split(self, word: RefusedWord) -> None:
        self._change(lambda mends: mends.with_split(word.word_list, word.written))

    def _answer_cell(self, cell: RefusedCell, key: str, text: str | None) -> None:
        workbook = self._workbook
        if cell.code == MISSING_COLUMN and workbook is not None:
            headers = [str(header) for header in workbook.layouts[cell.sheet].headers]
            index = None if text is None else headers.index(text)
            self._change(lambda mends: mends.with_column(cell.sheet, key, index))
        else:
            self._change(lambda mends: mends.with_cell(cell.sheet, cell.line, key, text))

    def _leave_out(self, lines: tuple[tuple[str, int], ...], *, out: bool) -> None:
        def all_of_them(mends: Mends) -> Mends:
            for sheet, line in lines:
                mends = mends.with_line(sheet, line, left_out=out)
            return mends

        self._change(all_of_them)

    def _change(self, answer: Callable[[Mends], Mends]) -> None:
        self.mends = answer(self.mends)
        self.changed.emit()

    def _go_to_next(self, item: MendItem) -> None:
        """The keyboard goes to the next item that waits, around the list."""
        items = self.items
        if item not in items:
            return
        at = items.index(item)
        for other in (*items[at + 1 :], *items[:at]):
            if other.state == "open":
                other.first.setFocus(_TAB)
                reveal(other)
                return
        self.ended.emit()

    def _clear(self) -> None:
        for item in self._items.values():
            item.deleteLater()
        self._items = {}


def _is_open(what: RefusedWord | RefusedCell) -> bool:
    if isinstance(what, RefusedWord):
        return what.chosen is None and not what.left_out
    return what.state is State.OPEN


def _update(item: MendItem, what: RefusedWord | RefusedCell) -> None:
    if isinstance(item, WordItem) and isinstance(what, RefusedWord):
        item.show_word(what)
    elif isinstance(item, CellItem) and isinstance(what, RefusedCell):
        item.show_cell(what)
