"""A coach's hand in the import page: clicks and keys, counted as gestures."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from coachdesk.core.french import fold
from coachdesk.services.importing import RefusedCell, RefusedWord
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.importing.cell_item import CellItem
from coachdesk.ui.screens.importing.item import MendItem
from coachdesk.ui.screens.importing.view import ImportScreen
from coachdesk.ui.screens.importing.word_item import WordItem
from coachdesk.ui.shell import Shell
from support.gestures import Hands
from support.workbooks import SAMPLE, Grid, grid, written

PASSPHRASE = "girafe moulin tabouret"
Until = Callable[[Callable[[], Any]], None]


class ImportHands(Hands):
    """``Hands`` that also choose a word in a list, by the arrows: one choice."""

    def choose(self, box: QComboBox, words: str) -> None:
        """The word ``words`` of ``box``."""
        box.setFocus()
        at = next(n for n in range(box.count()) if fold(box.itemText(n)) == fold(words))
        for _ in range(at - box.currentIndex()):
            QTest.keyClick(box, Qt.Key.Key_Down)
        self.gestures.append(f"choix « {words} »")


def mend(hands: ImportHands, item: MendItem, whole: Grid, what: RefusedWord | RefusedCell) -> None:
    """Give the answer that the workbook without faults holds."""
    sheet, line = what.lines[0] if isinstance(what, RefusedWord) else (what.sheet, what.line)
    header = what.subject if isinstance(what, RefusedWord) else what.header
    right = written(whole[sheet][line - 1][whole[sheet][0].index(header)])
    if isinstance(item, WordItem):
        if item.near.isVisible() and fold(right) in fold(item.near.text()):
            hands.click(item.near)
        else:
            hands.choose(item.box, right)
        return
    assert isinstance(item, CellItem)
    assert isinstance(what, RefusedCell)
    field = item.fields[what.key]
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    hands.type(right.encode("ascii", "ignore").decode())
    hands.press("Return")


def first_start(hands: ImportHands, until: Until, shell: Shell) -> str:
    """Up to the last step, all by the keyboard but three clicks; gives the recovery key."""
    first = shell.pages.currentWidget()
    assert isinstance(first, FirstRunScreen)
    until(first.identity.profile.count)
    hands.type("Odile Vasseur")
    hands.tab()
    hands.type("Coaching")
    hands.press("Ctrl+Return")
    hands.type(PASSPHRASE)
    hands.tab()
    hands.type(PASSPHRASE)
    hands.press("Return")
    until(lambda: first.step is first.recovery)
    key = "-".join(group.text() for group in first.recovery.shown.groups)
    hands.click(first.next)
    hands.type(key.lower())
    hands.press("Return")
    until(lambda: first.recovery.kept)
    hands.click(first.next)  # the association's copy: later
    hands.click(first.next)  # the drawing device: later
    return key


def mend_all(hands: ImportHands, until: Until, page: ImportScreen) -> None:
    """Every fault, then what is mended is brought in."""
    assert "15\u00a0points" in page.subtitle.text()
    whole = grid(SAMPLE)
    asked = page.asked
    assert asked is not None
    faults: list[RefusedWord | RefusedCell] = [*asked.words, *asked.cells]
    for item, what in zip(page.list.items, faults, strict=True):
        mend(hands, item, whole, what)
        until(partial(_is_mended, item))
    until(lambda: page.asked and page.asked.open == 0 and page.take.isEnabled())
    hands.press("Ctrl+Return")
    until(page.see.isVisible)


def _is_mended(item: MendItem) -> bool:
    return item.state == "mended"
