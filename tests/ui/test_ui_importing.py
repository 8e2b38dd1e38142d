"""Importing in the window: faults mended by mouse and keyboard, words learned, nothing lost."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from coachdesk.services.desk import open_desk
from coachdesk.services.figures import month_figures, year_report
from coachdesk.services.importing import ERASED, RefusedCell
from coachdesk.services.setup import create_desk
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.screens.importing.cell_item import CellItem
from coachdesk.ui.screens.importing.view import ImportScreen
from coachdesk.ui.screens.importing.word_item import WordItem
from coachdesk.ui.window_messages import WindowMessages
from support.desk_context import make_context
from support.import_hand import PASSPHRASE, ImportHands, first_start, mend_all
from support.ui import window_on
from support.workbooks import FAULTY, GOLDEN, SAMPLE, grid, small, write_workbook

EXPECTED = json.loads((GOLDEN / "coaching-emploi-2023.expected.json").read_text("utf-8"))


@pytest.fixture
def until(qtbot):
    return lambda condition: qtbot.waitUntil(lambda: bool(condition()))


@pytest.fixture
def window(qtbot, clock):
    """Windows on a folder, with their threads, closed in the end."""
    opened = []

    def open_on(directory):
        runner, shell = window_on(directory, clock)
        opened.append((runner, shell))
        qtbot.addWidget(shell)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        return shell

    def close_all():
        for runner, shell in opened:
            shell._leaving = True
            shell.close()
            runner.close()
        opened.clear()

    open_on.close_all = close_all
    yield open_on
    close_all()


@pytest.fixture
def chosen(monkeypatch):
    """The file that she picks in the system's dialog, which is not ours to test."""
    picked = []
    monkeypatch.setattr(
        WindowMessages, "choose_file", lambda _self, _title, _kinds, take: take(picked[-1])
    )
    return picked


def test_from_the_first_start_to_the_whole_workbook_mended_in_the_window(
    window, until, chosen, clock, tmp_path
):
    shell = window(tmp_path / "neuf")
    hands = ImportHands()
    key = first_start(hands, until, shell)
    first = shell.pages.currentWidget()
    chosen.append(FAULTY)
    hands.click(first.ready.bring)
    hands.gestures.append("choix du classeur")  # in the system's dialog
    until(lambda: shell.workspace and shell.workspace.importing.list.items)
    assert len(hands.count("first start to the import", 8).gestures) == 8
    page = shell.workspace.importing
    before = FAULTY.read_bytes()
    mend_all(hands, until, page)
    done = hands.count("mend and import", 16)
    assert len(done.gestures) == 16, "one for each fault, one to import"
    assert "91\u00a0lignes entrées" in page.subtitle.text()
    assert "Rien à réparer" in page.subtitle.text()
    assert page.list.items == ()
    assert FAULTY.read_bytes() == before
    window.close_all()
    desk = open_desk(tmp_path / "neuf", key, clock=clock)
    action = desk.action(None)
    with desk.store.read() as link:
        report = year_report(link, action.id, action.profile, 2023, today=clock.now().date())
        del report["indicateurs"]
        assert json.loads(json.dumps(report)) == EXPECTED
        for month, figures in EXPECTED["months"].items():
            day = date.fromisoformat(f"{month}-01")
            assert month_figures(link, action.id, action.profile, day) == figures
    desk.close()


@pytest.fixture
def empty(tmp_path, clock):
    made = create_desk(
        tmp_path / "vide", PASSPHRASE, profile="coaching-emploi", coach_name="Odile Vasseur",
        clock=clock,
    )  # fmt: skip
    yield made.desk
    made.desk.close()


@pytest.fixture
def page(qtbot, empty):
    """The import page on an empty store, its work done at once."""
    context, trail = make_context(empty)
    screen = ImportScreen(context)
    screen.trail = trail
    screen._pause.setInterval(0)
    qtbot.addWidget(screen)
    screen.resize(1092, 560)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    return screen


def bent(tmp_path, *changes, name="a.xlsx"):
    """A small workbook with some cells changed: sheet, line, heading, value."""
    sheets = small(grid(SAMPLE))
    for sheet, line, heading, value in changes:
        sheets[sheet][line - 1][sheets[sheet][0].index(heading)] = value
    return write_workbook(tmp_path / name, sheets)


def items(page, kind):
    return [item for item in page.list.items if isinstance(item, kind)]


def test_a_refused_word_is_learned_shown_and_forgotten(page, qtbot, tmp_path):
    path = bent(tmp_path, ("Sorties", 2, "Type de sortie", "Perdu de vue??"),
                ("Sorties", 2, "Détail", None), ("Sorties", 3, "Type de sortie", "PERDU DE VUE??"),
                ("Sorties", 3, "Détail", None))  # fmt: skip
    page.import_from(path)
    (item,) = items(page, WordItem)
    assert "2\u00a0lignes l’attendent" in item.message.text()
    hands = ImportHands()
    hands.choose(item.box, "Abandon")
    qtbot.waitUntil(lambda: item.state == "mended")
    page.take.click()
    assert page.see.isVisible()
    page.another.click()
    assert page.start.learned.rows.rowCount() == 1
    page.import_from(bent(tmp_path, ("Sorties", 4, "Type de sortie", "perdu de vue??"),
                          ("Sorties", 4, "Détail", None), name="b.xlsx"))  # fmt: skip
    assert items(page, WordItem) == []
    page.another.click()
    page.start.learned.selectRow(0)
    page.start.forget.click()
    assert page.start.learned.rows.rowCount() == 0


def test_a_word_with_two_meanings_is_asked_line_by_line(page, qtbot, tmp_path):
    page.import_from(bent(tmp_path, ("Prescriptions", 2, "Sexe", "?"),
                          ("Prescriptions", 3, "Sexe", "?")))  # fmt: skip
    (word,) = items(page, WordItem)
    assert not word.by_line.isHidden()
    word.by_line.click()
    qtbot.waitUntil(lambda: len(items(page, CellItem)) == 2)
    for item, choice in zip(items(page, CellItem), ("F", "M"), strict=True):
        ImportHands().choose(item.first, choice)
    qtbot.waitUntil(lambda: all(item.state == "mended" for item in items(page, CellItem)))
    page.take.click()
    assert page.see.isVisible()


def test_what_is_typed_is_judged_as_it_is_typed_by_the_rules_of_the_import(page, qtbot, tmp_path):
    page.import_from(bent(tmp_path, ("Prescriptions", 2, "Date de naissance", "hier")))
    (item,) = items(page, CellItem)
    field = item.first
    assert field.hasFocus(), "the keyboard is on the first thing to mend"
    assert field.text() == "hier"
    field.selectAll()
    QTest.keyClicks(field, "31/02/1985")
    qtbot.waitUntil(lambda: "31/02/1985" in item.message.text())
    assert item.state == "open"
    assert not page.take.isEnabled()
    field.selectAll()
    QTest.keyClicks(field, "28/02/1985")
    qtbot.waitUntil(lambda: item.state == "mended")
    assert field.hasFocus(), "what is typed is never taken from under her hands"
    assert page.take.isEnabled()
    field.selectAll()
    QTest.keyClicks(field, "hier")
    qtbot.waitUntil(lambda: item.state == "open")
    assert not page.list.unsaved


def test_a_line_left_aside_is_taken_again_and_does_not_come_in(page, qtbot, tmp_path):
    page.import_from(bent(tmp_path, ("Prescriptions", 2, "Nom", None)))
    (item,) = items(page, CellItem)
    item.aside.click()
    qtbot.waitUntil(lambda: item.state == "left_out")
    assert not item.first.isEnabled()
    assert "de côté" in page.subtitle.text()
    item.aside.click()
    qtbot.waitUntil(lambda: item.state == "open")
    assert not page.list.unsaved


def test_answers_are_kept_as_a_draft_and_forgotten_once_imported(page, qtbot, tmp_path):
    path = bent(tmp_path, ("Prescriptions", 2, "Nom", None))
    page.import_from(path)
    (key,) = page.trail.drafts.kept
    (item,) = items(page, CellItem)
    QTest.keyClicks(item.first, "DURAND")
    qtbot.waitUntil(lambda: item.state == "mended")
    kept = json.loads(json.dumps(page.list.draft_value()))
    assert Path(kept["path"]) == path
    page.import_from(path)  # the file chosen again after a crash
    page.list.set_draft_value(kept)
    (again,) = items(page, CellItem)
    qtbot.waitUntil(lambda: again.state == "mended")
    assert again.first.text() == "DURAND"
    page.take.click()
    assert page.trail.drafts.forgotten[-1] == key
    assert page.list.draft_value() is None


def test_an_import_that_waits_is_taken_up_from_where_it_was_left(
    window, until, chosen, empty, tmp_path
):
    path = bent(tmp_path, ("Prescriptions", 2, "Nom", None))
    shell = window(empty.store.directory)
    shell.unlock(PASSPHRASE)
    until(lambda: shell.workspace)
    page = shell.workspace.importing
    chosen.append(path)
    shell.workspace.go(Target(Screen.IMPORT, section="choose"))
    until(lambda: page.list.items)
    QTest.keyClicks(page.list.items[0].first, "DURAND")
    until(lambda: page.list.items[0].state == "mended")
    window.close_all()
    again = window(empty.store.directory)
    again.unlock(PASSPHRASE)
    until(lambda: again.workspace)
    again.workspace.go(Target(Screen.IMPORT))
    page = again.workspace.importing
    until(lambda: waiting(page))
    assert "1\u00a0réponse" in waiting(page)[0].text()
    waiting(page)[0].click()
    until(lambda: page.list.items and page.list.items[0].state == "mended")
    assert page.list.items[0].first.text() == "DURAND"
    page.take.click()
    until(page.see.isVisible)
    again.workspace.go(Target(Screen.IMPORT))
    until(lambda: not waiting(page))


def waiting(page):
    """The imports offered to be taken up."""
    found = page.start.findChildren(QPushButton)
    return [each for each in found if each.text().startswith("Reprendre")]


def test_the_copy_holds_what_she_typed_and_marks_what_is_left(page, qtbot, tmp_path):
    page.import_from(bent(tmp_path, ("Prescriptions", 2, "Nom", None),
                          ("Prescriptions", 3, "Prénom", None)))  # fmt: skip
    first, _ = items(page, CellItem)
    QTest.keyClicks(first.first, "DURAND")
    qtbot.waitUntil(lambda: first.state == "mended")
    page.trail.messages.path = tmp_path / "copie.xlsx"
    page.copy.click()
    book = openpyxl.load_workbook(tmp_path / "copie.xlsx")
    heads = [cell.value for cell in book["Prescriptions"][1]]
    assert book["Prescriptions"].cell(2, heads.index("Nom") + 1).value == "DURAND"
    assert book["Prescriptions"].cell(2, heads.index("Nom") + 1).comment is None
    assert book["Prescriptions"].cell(3, heads.index("Prénom") + 1).comment is not None
    assert "en clair" in page.trail.messages.informed[-1]


def test_the_line_of_someone_who_was_erased_says_so_first(qtbot):
    told = "Cette personne a été effacée de CoachDesk."
    item = CellItem(
        RefusedCell("Prescriptions", 2, "", "N°", ERASED, told, "n° 1", (), (), "left_out", 2)
    )
    qtbot.addWidget(item)
    assert item.heading.text() == "Personne effacée"
    assert item.message.text() == told


def test_a_missing_column_is_pointed_at_among_the_headings(page, qtbot, tmp_path):
    sheets = small(grid(SAMPLE))
    sheets["Rendez-vous"][0][sheets["Rendez-vous"][0].index("Présence")] = "Venu ?"
    page.import_from(write_workbook(tmp_path / "a.xlsx", sheets))
    (item,) = items(page, CellItem)
    box = item.first
    assert isinstance(box, QComboBox)
    ImportHands().choose(box, "Venu ?")
    qtbot.waitUntil(lambda: item.state == "mended")
    page.take.click()
    assert "Rendez-vous" in page.subtitle.text()
    assert page.see.isVisible()


def test_a_workbook_with_a_thousand_faults_shows_a_few_at_a_time(page, qtbot):
    sheets = grid(SAMPLE)
    at = sheets["Rendez-vous"][0].index("Date")
    for row in sheets["Rendez-vous"][1:1001]:
        row[at] = "hier"
    path = write_workbook(Path(page._context.desk.store.directory) / "a.xlsx", sheets)
    page.import_from(path)
    assert len(page.list.items) == 25
    assert "975" in page.list._more.text()
    first = page.list.items[0]
    QTest.keyClicks(first.first, "\b" * 4 + "02/01/2023")
    first.first.setText("02/01/2023")
    qtbot.waitUntil(lambda: first.state == "mended")
    assert len([item for item in page.list.items if item.state == "open"]) == 25
    assert first in page.list.items, "what was answered stays in sight"


def test_a_file_that_is_no_workbook_is_refused_and_she_can_choose_again(page, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    page.import_from(tmp_path / "a.xlsx")
    assert page.trail.messages.refused[-1].remedy
    assert page.start.isVisible()
    assert page.start.isEnabled()
    assert not page.progress.busy


def test_an_import_without_fault_leads_to_the_participants(page, tmp_path):
    page.import_from(bent(tmp_path))
    assert page.see.hasFocus()
    assert not page.take.isVisible()
    QTest.keyClick(page.see, Qt.Key.Key_Return)
    assert page.trail.gone[-1].screen is Screen.PARTICIPANTS


def test_differences_are_shown_and_nothing_is_replaced(page, tmp_path):
    page.import_from(bent(tmp_path))
    page.import_from(bent(tmp_path, ("Prescriptions", 2, "Commune", "Ailleurs"), name="b.xlsx"))
    assert page.differences.isVisible()
    assert page.differences.rows.rowCount() == 1


def test_the_models_of_the_page_are_sound(page, qtmodeltester, tmp_path):
    page.import_from(bent(tmp_path))
    page.import_from(bent(tmp_path, ("Prescriptions", 2, "Commune", "Ailleurs"), name="b.xlsx"))
    for table in (page.differences, page.start.learned):
        qtmodeltester.check(table.rows)
