"""Text at 200 %: the tables that are read each day are not pushed sideways on a small laptop."""

import pytest
from PySide6.QtCore import Qt

from coachdesk.core.tokens import LIGHT
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.fse.view import INDICATORS, MEANS, PROOFS, FseScreen
from coachdesk.ui.screens.timesheet.view import TimeSheetScreen
from coachdesk.ui.theme import apply_theme
from support.desk_context import make_context

BESIDE_THE_MENU = (1208, 660)
"""What a laptop of 1366 x 768 leaves to a page: such a text makes the menu narrow."""


@pytest.fixture
def opened(qtbot, qapp, read_desk):
    """A page at that size; the text is put back in the end."""
    apply_theme(qapp, LIGHT, 200)
    kept = []

    def make(kind, screen):
        page = kind(make_context(read_desk)[0])
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(*BESIDE_THE_MENU)
        page.show()
        page.show_target(Target(screen))
        return page

    yield make
    apply_theme(qapp, LIGHT)


def last_heading(table):
    return table.rows.headerData(table.columns_shown()[-1], Qt.Orientation.Horizontal)


def test_no_table_of_the_fse_is_pushed_sideways_nor_loses_what_matters(opened, qtbot):
    page = opened(FseScreen, Screen.FSE)
    for part, table, last in (
        (INDICATORS, page.indicators, "Dont entrées"),
        (PROOFS, page.proofs, "Six mois"),
        (MEANS, page.times, "Feuille"),
    ):
        page.parts.buttons[part].click()
        qtbot.waitUntil(lambda table=table: table.isVisible() and bool(table.visible_rows()))
        qtbot.waitUntil(
            lambda table=table, last=last: (
                table.horizontalScrollBar().maximum() == 0 and last_heading(table) == last
            )
        )


def test_the_days_of_a_timesheet_are_not_pushed_sideways(opened):
    table = opened(TimeSheetScreen, Screen.TIMESHEET).table
    assert table.horizontalScrollBar().maximum() == 0
    assert last_heading(table) == "Mentions, trajet"
