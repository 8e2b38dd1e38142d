"""Tiles of figures are as high as their words, however long those of a profile are."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from coachdesk.ui.widgets.tile import Tile, TileGrid


@pytest.fixture
def window(qtbot):
    window = QWidget()
    QVBoxLayout(window).addWidget(TileGrid())
    window.resize(1100, 500)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_words_of_a_profile_are_whole_and_the_row_is_even(qtbot, window):
    grid = window.findChild(TileGrid)
    long = "Au moins deux entretiens chaque mois pendant toute l’année (objectif 70 %)"
    captions = [long, *["Sorties"] * 8]
    grid.set_groups([[Tile(str(n), "1", words, part=False)] for n, words in enumerate(captions)])

    def whole():
        for tile in grid.tiles:
            words = tile.findChildren(QLabel)[1]
            assert words.height() >= words.heightForWidth(words.width())
            assert words.geometry().bottom() <= tile.height()
        assert len({tile.height() for tile in grid.tiles}) == 1

    qtbot.waitUntil(whole)
