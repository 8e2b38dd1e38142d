"""What waits for the printer of the office: seen, ticked, printed in one go."""

from datetime import date
from functools import partial

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from coachdesk.domain.attendance import Presence
from coachdesk.services.acts import undo_act
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.documents.copies import to_print
from coachdesk.services.documents.drafting import preview
from coachdesk.services.documents.letters import NOTICE, REMINDER, Wanted, put_to_print
from coachdesk.services.standing import standing
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import Bindings
from coachdesk.ui.item_models.print_lines import PrintLinesModel
from coachdesk.ui.screens.to_print import view as to_print_view
from coachdesk.ui.screens.to_print.view import ToPrintScreen
from coachdesk.ui.side_menu import SideMenu
from support.desk_people import planned
from support.documents import plain_text

DAY = date(2024, 1, 15)


@pytest.fixture
def missed(desk):
    """Two people who did not come."""
    found = planned(desk, DAY, 2)
    for _, appointment in found:
        record_appointment(desk, appointment, AppointmentRecord(presence=Presence.UNEXCUSED))
    return found


@pytest.fixture
def letters(desk, action, missed):
    """The notice of each, and the reminder to the first."""
    kinds = ((0, NOTICE), (0, REMINDER), (1, NOTICE))
    return [
        put_to_print(desk, action, Wanted(kind, missed[n][0].prescription_id, missed[n][1]))
        for n, kind in kinds
    ]


@pytest.fixture
def screen(qtbot, made):
    page = ToPrintScreen(made[0])
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.show_target(Target(Screen.TO_PRINT))
    return page


@pytest.fixture
def printer(tmp_path):
    made = QPrinter()
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    return made


@pytest.fixture
def at_printer(monkeypatch, printer):
    """The dialog of the system, answered at once."""
    monkeypatch.setattr(
        to_print_view, "choose_printer", lambda _owner, _messages, chosen: chosen(printer)
    )


def waiting(desk, action):
    return [line.document_id for line in desk.read(partial(to_print, action=action))]


def pages_in(path):
    document = pypdfium2.PdfDocument(path)
    number = len(document)
    document.close()
    return number


def test_nothing_waiting_says_how_something_comes(screen):
    assert screen.empty.isVisible()
    assert not screen.full.isVisible()
    assert not screen.print.isVisible()


def test_all_is_ticked_and_the_first_is_shown_beside(qtbot, letters, screen):
    assert screen.full.isVisible()
    assert set(screen.list.lines.ticked) == set(letters)
    assert screen.every.checkState() is Qt.CheckState.Checked
    assert screen.print.text() == "Tout imprimer (3)"
    qtbot.waitUntil(lambda: screen.page.pages == 1)


def test_everything_is_printed_by_one_shortcut(
    desk, action, letters, screen, at_printer, tmp_path, trail
):
    screen.take_keyboard()
    QTest.keyClick(screen.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pages_in(tmp_path / "printed.pdf") == 3
    assert waiting(desk, action) == []
    assert "3\u00a0papiers imprimés" in trail.messages.informed[-1]
    assert screen.empty.isVisible()
    assert not screen.progress.busy


def test_what_is_unticked_by_space_is_not_printed(
    desk, action, letters, screen, at_printer, tmp_path
):
    screen.take_keyboard()
    kept = screen.list.current().document_id
    QTest.keyClick(screen.list, Qt.Key.Key_Space)
    assert screen.every.checkState() is Qt.CheckState.PartiallyChecked
    assert screen.print.text() == "Imprimer 2\u00a0papiers"
    screen.print.click()
    assert pages_in(tmp_path / "printed.pdf") == 2
    assert waiting(desk, action) == [kept]


def test_a_click_on_the_box_of_a_line_takes_its_tick_back(letters, screen):
    index = screen.list.lines.index(1)
    box = screen.list.visualRect(index)
    before = len(screen.list.lines.ticked)
    for x in range(box.left(), box.left() + 40, 4):
        point = box.center()
        point.setX(x)
        QTest.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
        if len(screen.list.lines.ticked) != before:
            break
    assert len(screen.list.lines.ticked) == before - 1
    assert index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked


def test_one_box_ticks_all_or_nothing(letters, screen):
    screen.every.click()
    assert screen.list.lines.ticked == ()
    assert not screen.print.isEnabled()
    assert not screen.save.isEnabled()
    screen.every.click()
    assert len(screen.list.lines.ticked) == 3


def test_enter_opens_the_paper_and_suppr_takes_it_off(desk, action, letters, screen, trail):
    screen.take_keyboard()
    line = screen.list.current()
    QTest.keyClick(screen.list, Qt.Key.Key_Return)
    opened = Target(Screen.PAPER, line.prescription_id, document_id=line.document_id)
    assert trail.gone == [opened]
    QTest.keyClick(screen.list, Qt.Key.Key_Delete)
    assert line.document_id not in waiting(desk, action)
    assert len(screen.list.lines.lines) == 2
    undo_act(desk)
    screen.refresh()
    assert line.document_id in waiting(desk, action)


def test_saved_in_one_pdf_they_wait_until_they_are_said_to_be_printed(
    desk, action, letters, screen, trail, tmp_path
):
    trail.messages.path = tmp_path / "tout.pdf"
    screen.save.click()
    assert pages_in(trail.messages.path) == 3
    assert "C’est imprimé" in trail.messages.informed[-1]
    assert set(waiting(desk, action)) == set(letters)
    screen.elsewhere.click()
    assert waiting(desk, action) == []


def test_a_printing_that_is_stopped_leaves_the_rest_waiting(
    desk, action, letters, screen, printer, trail
):
    ids = screen.list.lines.ticked
    sent = []

    def step(fraction, text):
        if text == "Impression" and not sent:
            sent.append(fraction)
            screen.progress.cancel()

    screen.progress.step = step
    screen.send(ids, printer)
    assert sent, "one paper was sent when it was stopped"
    assert waiting(desk, action) == [key for key in ids if key in waiting(desk, action)]
    assert len(waiting(desk, action)) == 2
    assert "1\u00a0papier imprimé" in trail.messages.informed[-1]


def test_how_to_reach_the_coach_is_typed_once_for_the_letters_that_wait(
    qtbot, desk, letters, screen, made
):
    screen.contact.edit.setFocus()
    QTest.keyClicks(screen.contact.edit, "06 11 22 33 44")
    screen.list.setFocus()
    reminder = next(key for key in letters if "Relance" in plain_text(preview(desk, key)))
    assert "06 11 22 33 44" in plain_text(preview(desk, reminder))
    again = ToPrintScreen(made[0])
    qtbot.addWidget(again)
    again.show_target(Target(Screen.TO_PRINT))
    assert again.contact.edit.text() == "06 11 22 33 44"


def test_the_window_knows_how_many_wait(desk, action, letters):
    assert standing(desk, action).to_print == 3


def test_the_menu_says_how_many_wait_even_where_only_icons_fit(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    menu = SideMenu("Coaching Emploi", Bindings(owner))
    qtbot.addWidget(menu)
    menu.fit(narrow=False)
    choice = menu.choices["to_print"]
    menu.show_count("to_print", 3)
    assert choice.text().strip() == "À imprimer (3)"
    menu.fit(narrow=True)
    assert choice.text() == "3"
    assert choice.accessibleName() == "À imprimer (3)"
    menu.show_count("to_print", 0)
    assert choice.text() == ""
    assert choice.accessibleName() == "À imprimer"


def test_the_list_keeps_the_rules_of_qt(desk, action, letters, qtmodeltester):
    model = PrintLinesModel()
    model.show_lines(desk.read(partial(to_print, action=action)))
    qtmodeltester.check(model)
