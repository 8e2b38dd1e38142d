"""Figures as buttons: none cut, none left alone on a line."""

from collections import Counter

import pytest
from PySide6.QtWidgets import QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import GAP, column
from coachdesk.ui.widgets.tile import Tile, TileGrid
from support.cut import cut_texts
from support.gestures import laid_out

LONG = "Un entretien par mois pendant six mois, 3 sur 3 (objectif\u00a0100\u202f%)"


@pytest.fixture
def shown(qtbot):
    kept = []

    def show(captions, width):
        page, grid = QWidget(), TileGrid()
        page.setLayout(column(grid, None))
        qtbot.addWidget(page)
        page.resize(width, 700)
        with qtbot.waitExposed(page):
            page.show()
        grid.set_groups([[Tile(name, "12", name, part=False)] for name in captions])
        qtbot.waitUntil(lambda: all(tile.isVisible() for tile in grid.tiles))
        for _ in range(3):
            laid_out()
        kept.append(page)
        return grid

    return show


def test_a_caption_of_many_lines_makes_its_line_taller_and_is_not_cut(shown, qtbot):
    grid = shown([LONG, "Entrées", "Sorties"], 3 * em(8) + 2 * GAP)
    qtbot.waitUntil(lambda: not cut_texts(grid))
    first, second, third = grid.tiles
    qtbot.waitUntil(lambda: first.height() == second.height() == third.height())
    assert first.height() > Tile("x", "1", "Entrées", part=False).sizeHint().height()


def test_ten_tiles_where_nine_fit_stand_on_two_lines_of_five(shown):
    grid = shown([f"Chiffre {number}" for number in range(10)], 9 * em(8) + 8 * GAP)
    lines = Counter(tile.y() for tile in grid.tiles)
    assert list(lines.values()) == [5, 5]
    widths = {tile.width() for tile in grid.tiles}
    assert max(widths) - min(widths) <= 1
