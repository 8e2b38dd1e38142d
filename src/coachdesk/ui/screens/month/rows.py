"""The rows behind a figure of the month: searched, sorted, each opens its person's card."""

import re
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from coachdesk.core.french import fold, plural
from coachdesk.services.month import RowsBehind
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.spoken import clearable
from coachdesk.ui.widgets.table import RowTable

Line: TypeAlias = tuple[UUID | None, tuple[str, ...]]
_DATE_PARTS = 3
_HOURS = re.compile(r"(?:(\d+)\sh)?\s?(?:(\d+)(?:\smin)?)?")
_WIDTHS = {
    "N°": 76, "Date": 96, "Heure": 72, "Début": 96, "Fin": 96, "Durée": 76, "Absences": 84,
    "Accès": 108, "À quoi": 190, "Quoi": 160, "Avant": 190,
}  # fmt: skip
"""Columns that need another width than the usual one."""


class RowsScreen(Page):
    """``opened`` carries the prescription of a row; ``back`` returns to the month."""

    opened = Signal(object)
    back = Signal()

    def __init__(self, month_shown: str, found: RowsBehind) -> None:
        leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__(f"{found.title} · {month_shown}", before=leave)
        leave.clicked.connect(self.back)
        cells = found.cells
        self._also = found.also
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Chercher dans ces lignes (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Chercher"))
        clearable(self.search)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._to_rows)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        held = bool(cells.rows)
        words = self.tr("Aucune ligne ne contient ces mots.") if held else found.nothing
        self.clear = button(self.tr("Effacer la recherche"), glyph="x")
        self.clear.clicked.connect(self._clear)
        why, _, more = words.partition(". ")
        self.nobody = NothingHere(self.clear, heading=why, told=more, glyph="search")
        self.clear.setVisible(held)
        columns = [
            _column(number, heading, last=number == len(cells.headings) - 1)
            for number, heading in enumerate(cells.headings)
        ]
        self.table: RowTable[Line] = RowTable(columns, found.title)
        self._lines: list[Line] = list(zip(cells.prescription_ids, cells.rows, strict=True))
        self._folded = [fold(" ".join(words)) for words in cells.rows]
        self.table.rows.set_rows(self._lines)
        self.table.opened.connect(lambda line: self.opened.emit(line[0]))
        self.body.addWidget(self.search)
        self.body.addWidget(self.nobody, 1)
        self.body.addWidget(self.table, 1)
        self.first = self.table
        if found.nothing and not held:
            for part in (self.search, self.table):
                part.hide()
            self.first = leave
            return  # « 0 ligne » would say it twice
        self._count()

    def _search(self, text: str) -> None:
        """Keep the rows that hold every word, accents and case ignored."""
        words = fold(text).split()
        self.table.rows.set_rows(
            [
                line
                for line, folded in zip(self._lines, self._folded, strict=True)
                if all(word in folded for word in words)
            ]
        )
        self._count()

    def _to_rows(self) -> None:
        """Enter in the search goes to the first of what it found."""
        if self.table.shown.rowCount():
            self.table.selectRow(0)
            self.table.setFocus()

    def _count(self) -> None:
        shown, held = self.table.rows.rowCount(), len(self._lines)
        counted = plural(held, self.tr("ligne"))
        if shown < held:
            counted = self.tr("{} sur {}").format(shown, counted)
        self.subtitle.setText(f"{counted} · {self._also}" if self._also else counted)
        nothing = shown == 0 and bool(self.nobody.text())
        self.nobody.setVisible(nothing)
        self.table.setVisible(not nothing)

    def _clear(self) -> None:
        self.search.clear()
        self.search.setFocus()


def _column(number: int, heading: str, *, last: bool) -> Column[Line]:
    return Column(
        heading,
        lambda line: line[1][number],
        lambda line: sortable(line[1][number]),
        width=None if last else _WIDTHS.get(heading, 128),
    )


def sortable(text: str) -> str:
    """A French date sorts by its year, a number or a time by its value, a word without accents."""
    parts = text.split("/")
    if len(parts) == _DATE_PARTS and all(part.isdigit() for part in parts):
        return "".join(reversed(parts))
    if text.isdigit():
        return text.rjust(12)
    if text and (time := _HOURS.fullmatch(text)):
        return str(60 * int(time[1] or 0) + int(time[2] or 0)).rjust(12)
    return fold(text)
