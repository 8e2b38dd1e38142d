"""The page of the bilan: what it shows, what its numbers open, how it is closed and given out."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from sqlalchemy import select

from coachdesk.core.tokens import DARK, LIGHT
from coachdesk.domain.indicators import Shape
from coachdesk.models import Exit
from coachdesk.services.setup import create_desk
from coachdesk.services.targets import CHOOSE, Screen, Target
from coachdesk.ui.item_models.figures import FigureModel
from coachdesk.ui.item_models.table import OBJECT_ROLE
from coachdesk.ui.screens.bilan.contents import Contents, Entry
from coachdesk.ui.screens.bilan.front import CHANGES, DEFINITIONS, FRONT
from coachdesk.ui.screens.bilan.view import BilanScreen
from coachdesk.ui.theme import apply_theme, em, tokens
from coachdesk.ui.widgets.layout import reveal
from support.desk_context import make_context

WEIGHED = {"temps_par_genre"}
"""Figures whose rows count for more than one."""
WIDE, NARROW = 1170, 640


@pytest.fixture
def show(qtbot):
    """The page of a context, as large as on a small laptop."""

    def make(context, width=WIDE, target=None):
        page = BilanScreen(context)
        qtbot.addWidget(page)
        page.resize(width, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.show_target(target or Target(Screen.BILAN))
        return page

    return make


@pytest.fixture
def reading(read_desk):
    return make_context(read_desk)


@pytest.fixture
def read_page(show, reading):
    """For what changes nothing."""
    return show(reading[0])


@pytest.fixture
def page(show, made):
    return show(made[0])


@pytest.fixture
def expected(request):
    path = request.config.rootpath / "tests" / "golden" / "workbooks"
    return json.loads((path / "coaching-emploi-2023.expected.json").read_text("utf-8"))


def turn(page, key):
    """To a part, as a click on its line does."""
    keys = [entry.key for entry in page.parts.entries()]
    page.contents.list.setCurrentRow(keys.index(key))
    return page.parts.sections[key]


def table_of(section, key):
    """The table that tells an indicator."""
    return next(
        table
        for table in section.tables
        if any(figure.value.key == key for figure in table.group.figures)
    )


def cell(table, label, column=None):
    """The index of the number of the year on the line that begins so."""
    model = table.shown
    row = next(
        row
        for row in range(model.rowCount())
        if model.index(row, 0).data().strip().startswith(label)
    )
    year = 2 if table.group.bars else 1
    return model.index(row, year if column is None else column)


def click(table, index):
    table.scrollTo(index)
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center()
    )


def test_it_opens_on_the_last_year_that_is_over_and_turns_to_others(read_page):
    assert read_page.title.text() == "Bilan annuel 2023"
    assert read_page.state.text() == "Au 15\u00a0janvier\u00a02024, provisoire"
    years = read_page.chooser
    assert years.combo.currentText() == "2023"
    years.before.click()
    assert read_page.title.text() == "Bilan annuel 2022"
    years.after.click()
    assert read_page.title.text() == "Bilan annuel 2023"


def test_the_figures_of_2023_stand_in_its_tables(read_page, expected):
    for part, key in (
        ("participants", "statuts"),
        ("participants", "tranches_age"),
        ("participants", "niveaux"),
        ("participants", "problematiques"),
    ):
        table = table_of(turn(read_page, part), key)
        told = {line.label: line.text(0) for line in table.visible_rows()[:-1]}
        assert told == {label: str(number) for label, number in expected[key].items()}
    curve = table_of(turn(read_page, "file_active"), "file_active")
    months = [int(line.text(0)) for line in curve.visible_rows()[:-1]]
    assert months == [31, 37, 36, 32, 35, 35, 40, 33, 32, 42, 46, 47]
    assert curve.visible_rows()[-1].text(0) == "37,17"


def test_each_number_opens_the_rows_that_it_counts(read_page, reading):
    """Every number of every table of every part, those of the year before included."""
    opened = 0
    for entry in read_page.parts.entries():
        if entry.key in {FRONT, DEFINITIONS, CHANGES}:
            continue
        for table in turn(read_page, entry.key).tables:
            for line in table.visible_rows():
                for each in filter(None, line.cells):
                    table.cell_opened.emit(each)
                    told, rows = reading[1].rows[-1]
                    assert told == str(each.year)
                    number = each.share.number if each.share else each.value.measured.number
                    if each.value.key in WEIGHED:
                        assert bool(rows.cells.rows) == bool(number), each
                    elif each.share or each.value.shape in {Shape.NUMBER, Shape.SHARES}:
                        assert len(rows.cells.rows) == number, each
                    opened += 1
    assert opened > 200
    assert not reading[1].messages.refused


def test_a_click_opens_the_number_under_the_hand_and_enter_that_of_the_year(read_page, reading):
    table = table_of(turn(read_page, "participants"), "sexe")
    click(table, cell(table, "F"))
    told, rows = reading[1].rows[-1]
    assert (told, rows.title, len(rows.cells.rows)) == ("2023", "Sexe, F", 81)
    click(table, cell(table, "Ensemble", column=3))
    told, rows = reading[1].rows[-1]
    assert (told, rows.title, len(rows.cells.rows)) == ("2022", "Sexe", 27)
    before = len(reading[1].rows)
    click(table, cell(table, "F", column=0))
    assert len(reading[1].rows) == before, "words open nothing"
    table.setFocus()
    table.setCurrentIndex(cell(table, "M"))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert reading[1].rows[-1][1].title == "Sexe, M"


def test_a_rate_opens_its_whole_and_those_who_count(read_page, reading):
    table = table_of(turn(read_page, "sorties"), "taux_sorties_positives")
    labels = [line.label for line in table.visible_rows()]
    whole = labels.index("Taux de sorties positives")
    table.cell_opened.emit(table.visible_rows()[whole].cells[0])
    assert len(reading[1].rows[-1][1].cells.rows) == 76
    assert table.visible_rows()[whole + 1].text(0) == "32 sur 76"
    table.cell_opened.emit(table.visible_rows()[whole + 1].cells[0])
    assert len(reading[1].rows[-1][1].cells.rows) == 32


def test_the_models_keep_the_rules_of_qt(read_page, qtmodeltester):
    for table in turn(read_page, "participants").tables:
        assert isinstance(table.rows, FigureModel)
        qtmodeltester.check(table.rows)


def test_what_a_figure_counts_is_said_on_hovering_and_in_the_definitions(read_page):
    table = table_of(turn(read_page, "participants"), "participants")
    said = cell(table, "Participants").data(Qt.ItemDataRole.ToolTipRole)
    assert said == "Parcours qui ont au moins un jour dans la période."
    read_page.contents.list.setCurrentRow(read_page.contents.list.count() - 2)
    rows = read_page.parts.definitions.table.visible_rows()
    assert said in {row.definition for row in rows}
    assert len(rows) == len(read_page._view.report.figures)


def test_a_curve_and_bars_are_drawn_in_the_colours_worn_and_told_to_who_asks(qapp, read_page):
    section = turn(read_page, "file_active")
    (curve,) = section.pictures
    assert "31" in curve.accessibleDescription()
    assert "décembre" in curve.accessibleDescription()
    bars = table_of(turn(read_page, "participants"), "sexe")
    index = cell(bars, "F", column=1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("69\u202f%")
    try:
        for worn in (LIGHT, DARK):
            apply_theme(qapp, worn)
            turn(read_page, "file_active")
            image = curve.grab().toImage()
            accent = QColor(tokens().accent).rgb()
            seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
            assert accent in seen
    finally:
        apply_theme(qapp)


def test_a_picture_is_drawn_anew_for_its_width_and_keeps_the_size_of_its_letters(read_page):
    (curve,) = turn(read_page, "file_active").pictures
    wide = curve.picture
    read_page.resize(WIDE - 200, 700)
    assert curve.picture.width < wide.width
    sizes = {mark.size for mark in wide.marks if hasattr(mark, "text")}
    assert {mark.size for mark in curve.picture.marks if hasattr(mark, "text")} == sizes


def test_a_line_is_as_high_as_its_words_whatever_the_width(qtbot, read_page):
    table = table_of(turn(read_page, "assiduite"), "absences_repetees")

    def heights():
        return [table.rowHeight(row) for row in range(table.shown.rowCount())]

    one = em(2.3)
    for width, several in ((NARROW - 200, True), (WIDE, False), (NARROW - 200, True)):
        read_page.resize(width, 700)
        qtbot.waitUntil(lambda several=several: (max(heights()) > one) is several)
        qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() == 0)
        qtbot.waitUntil(lambda: table.height() < sum(heights()) + em(4))


def test_parts_are_turned_by_the_keyboard_and_by_a_line_where_the_page_is_narrow(show, reading):
    page = show(reading[0], NARROW)
    assert page.contents.list.isHidden()
    page.contents.combo.activated.emit(3)
    assert page.parts.section.heading.text() == "Les participants"
    page.resize(WIDE, 700)
    assert page.contents.combo.isHidden()
    assert page.contents.list.currentRow() == 3, "it stays on its part"
    page.contents.list.setFocus()
    QTest.keyClick(page.contents.list, Qt.Key.Key_Down)
    assert page.parts.section.heading.text() == "La file active"
    QTest.keyClick(page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.parts.section.heading.text() == "Les participants"


def test_what_changed_since_the_closing_is_said_beside_the_figure(page, desk, action):
    page.close_button.click()
    page.closing.act.click()
    with desk.store.write() as uow:
        uow.session.delete(uow.session.scalars(select(Exit).limit(1)).one())
        uow.commit()
    page.refresh()
    section = turn(page, "sorties")
    said = [each.text() for each in section.findChildren(type(section.heading)) if each.isVisible()]
    assert any("recompté depuis la clôture" in each and "75 au lieu de 76" in each for each in said)
    table = table_of(section, "sorties_total")
    assert cell(table, "Total").data() == "76", "the figure that was closed stays"
    assert page.contents.list.item(page.contents.list.count() - 1).text().endswith("à lire")


def test_a_desk_without_data_says_where_to_begin(qtbot, show, tmp_path, clock):
    made = create_desk(tmp_path / "neuf", "quatre mots", profile="coaching-emploi",
                       coach_name="Claire Exemple", clock=clock)  # fmt: skip
    context, trail = make_context(made.desk)
    page = show(context)
    assert page.nothing.bring.isVisible()
    page.nothing.bring.click()
    page.nothing.begin.click()
    assert trail.gone == [Target(Screen.IMPORT, section=CHOOSE), Target(Screen.INTAKE)]
    made.desk.close()


def test_a_number_says_of_which_year_it_is_to_who_does_not_see_it(read_page):

    table = table_of(turn(read_page, "participants"), "sexe")
    index = cell(table, "F")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "2023\u00a0: 81"
    assert index.data(OBJECT_ROLE).label == "F"


def test_back_from_the_rows_of_a_number_she_is_where_she_was(window, until):
    space = window.space
    space.go(Target(Screen.BILAN, section="sorties"))
    page = space.bilan
    until(lambda: page.parts.section and not window.waiting())
    table = page.parts.section.tables[-1]
    table.setFocus()
    table.selectRow(1)
    reveal(table)
    assert page.parts.parentWidget().y() < 0, "it is far below"
    window.hands.press("Return")
    until(lambda: space.side)
    window.hands.press("Esc")
    window.shows(page)
    until(lambda: not window.waiting())
    until(table.hasFocus)
    assert table.currentIndex().row() == 1
    until(lambda: page.parts.parentWidget().y() < 0)
    until(lambda: not table.visibleRegion().isEmpty())  # she sees it


def test_each_part_is_read_whole_in_the_list_however_long_its_heading(qtbot):
    contents = Contents()
    qtbot.addWidget(contents)
    long = "La remobilisation et l’accompagnement social et professionnel de chaque personne"
    contents.show_entries([Entry("a", "Présentation"), Entry("b", long, "à enregistrer")], "a")
    contents.setFixedWidth(contents.best_width())
    contents.resize(contents.width(), 600)
    contents.show()
    assert contents.width() <= em(23)
    lines = contents.list.visualItemRect(contents.list.item(1)).height()
    assert lines >= 3 * contents.list.fontMetrics().height()
    qtbot.waitUntil(lambda: contents.list.verticalScrollBar().maximum() == 0)
    contents.fit(narrow=True)
    contents.stand_on("b")
    assert long in contents.combo.toolTip(), "where the line to choose from is too short"
