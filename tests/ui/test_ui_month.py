"""The month page: figures that explain themselves, what is missing, the sheets."""

import json
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView, QWidget

from coachdesk.services.month import ClosingState, MonthView
from coachdesk.services.month_changes import FigureChange
from coachdesk.services.setup import create_desk
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.month.missing import MissingPanel
from coachdesk.ui.screens.month.rows import RowsScreen, sortable
from coachdesk.ui.screens.month.view import MonthScreen
from coachdesk.ui.widgets.layout import row
from coachdesk.ui.widgets.table import RowTable
from support.desk_context import make_context

MAY = date(2023, 5, 1)
SHOWN_AS_THEY_ARE = ("file_active", "entrees", "sorties", "prescriptions", "immersions_en_cours")


@pytest.fixture
def page(show_may, made):
    return show_may(made[0])


@pytest.fixture
def reading(read_desk):
    """A context that changes nothing, and its trail."""
    return make_context(read_desk)


@pytest.fixture
def read_page(show_may, reading):
    """As ``page``, for what changes nothing."""
    return show_may(reading[0])


@pytest.fixture
def read_trail(reading):
    """What that page asked for."""
    return reading[1]


@pytest.fixture
def expected(request):
    path = request.config.rootpath / "tests" / "golden" / "workbooks"
    return json.loads((path / "coaching-emploi-2023.expected.json").read_text("utf-8"))


def tiles(page):
    return {tile.key: tile.figure for tile in page.tiles.tiles}


def figure_of(word):
    """What the figures call it."""
    return word.figure or word.label


def test_the_tiles_show_the_figures_of_each_month(read_page, read_desk, expected):
    presences = read_desk.action(None).profile.presences
    for name, figures in expected["months"].items():
        read_page.show_month(date.fromisoformat(f"{name}-01"))
        shown = tiles(read_page)
        minutes = round(figures["heures_presence"] * 60)
        absent = figures["participants_avec_plus_de_deux_absences_injustifiees"]
        assert read_page.chooser.combo.currentText().endswith("2023")
        assert {
            "file_active": shown["file_active"],
            "entrees": shown["entries"],
            "sorties": shown["exits"],
            "prescriptions": shown["prescriptions"],
            "immersions_en_cours": shown["immersions"],
        } == {key: str(figures[key]) for key in SHOWN_AS_THEY_ARE}
        assert shown["often_absent"] == str(len(absent))
        assert shown["minutes"] == f"{minutes // 60}\u00a0h\u00a0{minutes % 60:02d}"
        assert shown["appointments"] == str(sum(figures["rdv"].values()))
        assert {
            figure_of(presences[key.removeprefix("appointments.")]): int(value)
            for key, value in shown.items()
            if key.startswith("appointments.")
        } == figures["rdv"]


def test_the_curve_is_the_year_so_far(read_page, expected):
    assert list(read_page.curve._curve.values) == expected["file_active"][:5]
    assert read_page.curve._curve.target == 40
    assert "mai 35" in read_page.curve.accessibleDescription()


def test_each_tile_opens_the_rows_that_it_counts(qtbot, read_page, read_trail):
    for tile in read_page.tiles.tiles:
        tile.click()
        told, found = read_trail.rows[-1]
        screen = RowsScreen(told, found)
        qtbot.addWidget(screen)
        assert told == "mai\u00a02023"
        if tile.figure.isdigit():
            assert screen.table.rows.rowCount() == int(tile.figure), tile.key
        with qtbot.waitSignal(screen.opened) as opened:
            screen.table.doubleClicked.emit(screen.table.shown.index(0, 0))
        assert opened.args[0] in found.cells.prescription_ids


def test_the_figure_since_january_is_on_its_tile_and_above_its_rows(qtbot, read_page, read_trail):
    tile = next(tile for tile in read_page.tiles.tiles if tile.key == "entries")
    assert tile.toolTip().startswith("Depuis janvier\u00a0: 32")
    assert tile.accessibleDescription() == tile.toolTip()
    tile.click()
    screen = RowsScreen(*read_trail.rows[-1])
    qtbot.addWidget(screen)
    assert screen.subtitle.text() == f"8\u00a0lignes · {tile.toolTip()}"
    hours = next(tile for tile in read_page.tiles.tiles if tile.key == "minutes")
    hours.click()
    assert read_trail.rows[-1][1].also.startswith(f"{hours.figure} · Depuis janvier")


def test_the_rows_are_searched_by_several_words_without_accents(qtbot, read_page, read_trail):
    tile = next(tile for tile in read_page.tiles.tiles if tile.key == "file_active")
    tile.click()
    screen = RowsScreen(*read_trail.rows[-1])
    qtbot.addWidget(screen)
    _, words = screen.table.visible_rows()[3]
    screen.search.setText(f"{words[2][:3].upper()}  {words[1].lower()}")
    found = screen.table.visible_rows()
    assert words in [line[1] for line in found]
    assert len(found) < 35
    assert screen.subtitle.text().startswith(f"{len(found)} sur 35\u00a0lignes")
    screen.search.returnPressed.emit()
    assert screen.table.current() == found[0], "Enter goes to the first one found"
    screen.search.setText("zzz")
    assert not screen.nobody.isHidden()
    screen.search.clear()
    assert len(screen.table.visible_rows()) == 35


def test_times_and_numbers_sort_by_their_value():
    hours = ["0\u00a0h\u00a030", "9\u00a0h\u00a000", "10\u00a0h\u00a030"]
    assert sorted(["10\u00a0h\u00a030", *hours[:2]], key=sortable) == hours
    assert sorted(["10", "9"], key=sortable) == ["9", "10"]
    assert sorted(["01/02/2024", "31/12/2023"], key=sortable) == ["31/12/2023", "01/02/2024"]
    assert sorted(["Éva", "Zoé", "", "Adèle"], key=sortable) == ["", "Adèle", "Éva", "Zoé"]


def test_the_curve_tells_each_month_and_opens_it(qtbot, read_page, expected):
    with qtbot.waitActive(read_page):
        read_page.show()
        read_page.activateWindow()
    curve = read_page.curve
    curve.setFocus(Qt.FocusReason.TabFocusReason)
    assert curve.told == "Mai\u00a0: 35"
    QTest.keyClick(curve, Qt.Key.Key_Left)
    assert curve.told == f"Avril\u00a0: {expected['file_active'][3]}"
    QTest.keyClick(curve, Qt.Key.Key_Home)
    assert curve.told == f"Janvier\u00a0: {expected['file_active'][0]}"
    QTest.keyClick(curve, Qt.Key.Key_Return)
    assert read_page.chooser.combo.currentText() == "Janvier 2023"
    read_page.show_month(MAY)

    def february():
        return QPoint(round(curve.x_of(1)), curve.height() // 2)

    def pointed_at():
        for at in (february() + QPoint(0, 1), february()):  # the month may still be laid out
            QTest.mouseMove(curve, at)
        return curve.told.startswith("Février")

    qtbot.waitUntil(pointed_at)
    QTest.mouseClick(curve, Qt.MouseButton.LeftButton, pos=february())
    assert read_page.chooser.combo.currentText() == "Février 2023"


def test_the_rows_of_dates_sort_by_date(qtbot, read_page, read_trail):
    entries = next(tile for tile in read_page.tiles.tiles if tile.key == "entries")
    entries.click()
    screen = RowsScreen(*read_trail.rows[-1])
    qtbot.addWidget(screen)
    column = read_trail.rows[-1][1].cells.headings.index("Entrée")
    screen.table.sortByColumn(column, screen.table.horizontalHeader().sortIndicatorOrder())
    days = [line[1][column].split("/")[::-1] for line in screen.table.visible_rows()]
    assert days == sorted(days)


def test_months_follow_one_another(read_page):
    read_page.chooser.after.click()
    assert read_page.chooser.combo.currentText() == "Juin 2023"
    read_page.chooser.before.click()
    read_page.chooser.before.click()
    assert read_page.chooser.combo.currentText() == "Avril 2023"
    read_page.chooser.combo.activated.emit(0)
    assert not read_page.chooser.after.isEnabled()


def test_an_empty_store_says_so(qtbot, clock, tmp_path):
    made = create_desk(
        tmp_path / "vide",
        "quatre mots sans lien",
        profile="coaching-emploi",
        coach_name="Odile Vasseur",
        clock=clock,
    )
    screen = MonthScreen(make_context(made.desk)[0])
    qtbot.addWidget(screen)
    screen.refresh()
    assert screen.pages.currentIndex() == 1
    assert not screen.close_button.isEnabled()
    made.desk.close()


def test_the_sheets_of_the_month_are_one_click_away(page, trail):
    page.sheets.click()
    assert trail.gone == [Target(Screen.SHEET, day=MAY)]


def test_a_long_gap_is_read_to_its_end_whatever_the_width(qtbot):
    text = (
        "23-005 LEGRAND Sandrine\u00a0: le rendez-vous du 21\u00a0novembre\u00a02026 à "
        "9\u00a0h\u00a030 est hors des dates du parcours."
    )
    holder = QWidget()
    table = RowTable((Column("Point", str),), "Ce qui manque", wrap=True)
    holder.setLayout(row(table))
    qtbot.addWidget(holder)
    holder.show()
    table.rows.set_rows([text])
    lines = set()
    for width in range(640, 330, -4):
        holder.resize(width, 300)
        table.verticalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        painted = QRect(0, 0, table.columnWidth(0) - 18, 1000)  # the cell's padding and margin
        needed = table.fontMetrics().boundingRect(painted, Qt.TextFlag.TextWordWrap, text).height()
        assert table.rowHeight(0) >= needed, width
        lines.add(needed)
    assert len(lines) > 1, "two lines, then three"


def test_what_changed_since_the_closing_is_named_in_french(qtbot, made):
    panel = MissingPanel(made[0])
    qtbot.addWidget(panel)
    changes = (
        FigureChange("heures_presence", 54.5, 55.0),
        FigureChange("participants_avec_plus_de_deux_absences_injustifiees", [], ["23-001"]),
    )
    closing = ClosingState(1, datetime(2023, 6, 2, tzinfo=UTC), None, changes)
    panel.show_view(
        MonthView(
            month=MAY,
            previous=None,
            next=None,
            figures=(),
            curve=(),
            curve_target=40,
            gaps=(),
            closing=closing,
        )
    )
    said = panel.nothing.text()
    assert said.startswith("2\u00a0chiffres ont changé depuis la clôture")
    assert "Heures de présence" in said
    assert "Plus de deux absences injustifiées" in said
    assert "_" not in said
