"""The whole window with its real threads: no query on the GUI thread, nothing cut, no traceback."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
)
from sqlalchemy import Engine, event, select

from coachdesk.models import Appointment
from coachdesk.services.targets import Screen, Target
from coachdesk.system.settings import save_settings
from coachdesk.ui.screens.pad.view import PadScreen
from coachdesk.ui.screens.settings.index import sections
from coachdesk.ui.widgets.fields import show_day
from support.desk_window import desk_window
from support.gestures import laid_out
from support.ui import draw_by_mouse, hand

SIZES = [QSize(1366, 768), QSize(1092, 614), QSize(1024, 600)]
"""1366 x 768 at 100 % and at 125 %, and the screen of an old small laptop."""


@pytest.fixture
def queries():
    """The thread of each statement sent to any store."""
    seen = []

    def note(*_args):
        seen.append(threading.get_ident())

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def space(shell, until, recovery_key):
    """The workspace, unlocked by typing the key."""
    QTest.keyClicks(shell.pages.currentWidget().secret.line, recovery_key)
    QTest.keyClick(shell.pages.currentWidget().secret.line, Qt.Key.Key_Return)
    until(lambda: shell.workspace)
    shell.workspace.show_participants()
    until(lambda: shell.workspace.participants.table.rows.rowCount() == 134)
    return shell.workspace


def dialog_shown(until):
    until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    return QApplication.activeModalWidget()


def test_the_main_job_sends_no_query_from_the_gui_thread(queries, shell, space, until):
    followed = next(
        row for row in space.participants.table.visible_rows() if row.number == "23-076"
    )
    space.open_card(followed.prescription_id)
    lines = space.card.timeline.list
    until(lines.events.rowCount)
    space.card.head.plan.click()
    planning = space.appointment.planning
    until(lambda: planning.choice.chips)
    show_day(planning.choice.form.day, date(2024, 1, 15))
    planning.plan.click()
    until(lambda: (item := space.card.timeline.current()) and item.held_on == date(2024, 1, 15))
    space.card.timeline.sign.click()
    until(lambda: isinstance(shell.pad, PadScreen))
    pad = shell.pad
    draw_by_mouse(pad.surface, hand(pad.surface))
    pad.signing.recognition.choices.buttons["known"].click()
    pad.signing.validate.click()
    assert pad.pages.currentWidget() is pad.signing, "the pad waits for the commit"
    until(pad.thanks.isVisible)
    pad.thanks.finish.click()
    until(lambda: (item := space.card.timeline.current()) and item.signature_seq)
    space.show_months()
    until(lambda: space.month.tiles.tiles)
    space.month.show_month(date(2023, 5, 1))
    until(space.month.pages.isEnabled)
    assert space.month.chooser.combo.currentText() == "Mai 2023"
    space.month.tiles.tiles[1].click()
    until(lambda: space.side)
    assert space.side.table.rows.rowCount() == 8
    space.show_months()
    space.month.close_button.click()
    space.month.closing.attest.click()
    until(space.month.export.isEnabled)
    shell.close()
    assert len(queries) > 20
    assert threading.get_ident() not in queries


def test_no_screen_asks_the_store_from_the_gui_thread(queries, shell, space, until):
    """Whatever a target can open, and read again: a page that is added is tried too."""
    person = space.participants.table.visible_rows()[0]
    dossier, day = person.prescription_id, date(2023, 12, 15)
    until(lambda: shell._runner.waiting == 0)
    hers = select(Appointment.id).where(Appointment.pathway_id == person.pathway_id).limit(1)
    appointment = space.context.desk.read(lambda link: link.execute(hers).scalar())
    assert appointment is not None
    queries.clear()  # that one was ours
    for screen in Screen:
        space.go(Target(screen, dossier, appointment, day))
        until(lambda: shell._runner.waiting == 0)
        space.refresh()
        until(lambda: shell._runner.waiting == 0)
    for info in sections():
        space.go(Target(Screen.SETTINGS, section=info.key))
        until(lambda: shell._runner.waiting == 0)
    assert len(queries) > 2 * len(Screen)
    assert threading.get_ident() not in queries


def test_closing_can_be_interrupted_and_leaves_the_month_open(space, until):
    space.show_months()
    until(lambda: space.month.tiles.tiles)
    space.month.show_month(date(2023, 6, 1))
    until(space.month.pages.isEnabled)
    assert space.month.chooser.combo.currentText() == "Juin 2023"
    space.month.close_button.click()
    space.month.closing.attest.click()
    space.month.acts.progress._stop.click()
    until(space.month.close_button.isEnabled)
    assert space.month.state.text() == "Ouvert"
    assert not space.month.export.isEnabled()


def test_a_refusal_shows_in_the_banner_and_no_dialog_opens(shell, space, until, tmp_path):
    broken = tmp_path / "classeur.xlsx"
    broken.write_bytes(b"%PDF-1.7 pas un classeur")
    space.go(Target(Screen.IMPORT))
    space.importing.import_from(broken)
    until(shell._banner.isVisible)
    assert "Traceback" not in shell._banner.text
    assert shell._banner._remedy.text()
    assert space.importing.start.bring.isEnabled()


def test_the_keyboard_reaches_search_table_and_card(shell, space, until, qtbot):
    with qtbot.waitActive(shell):
        shell.activateWindow()
    QTest.keyClick(shell, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    until(lambda: space.pages.current() is space.today)
    QTest.keyClick(shell, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    until(lambda: space.pages.current() is space.month)
    QTest.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    until(lambda: space.pages.current() is space.participants)
    space.participants.table.setFocus()
    QTest.keyClick(shell, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    until(space.participants.search.hasFocus)
    QTest.keyClicks(space.participants.search, "23-004 henocque")
    QTest.keyClick(space.participants.search, Qt.Key.Key_Return)
    until(lambda: "HÉNOCQUE" in space.card.title.text())
    space.card.leave.click()
    assert space.pages.current() is space.participants


@pytest.mark.parametrize("size", SIZES, ids=["100 %", "125 %", "small"])
def test_no_page_is_larger_than_the_window_nor_a_button_than_its_room(shell, space, until, size):
    shell.resize(size)
    person = space.participants.table.visible_rows()[0]
    dossier = person.prescription_id

    def opens(screen):
        return lambda: space.go(Target(screen, dossier))

    forms = {
        screen: space.page_of(screen)
        for screen in (Screen.DIAGNOSTIC, Screen.DECISION, Screen.CONTRACT)
    }
    for go, ready in (
        (space.show_participants, space.participants.table.rows.rowCount),
        (opens(Screen.CARD), space.card.title.text),
        (space.show_months, lambda: space.month.tiles.tiles),
        (opens(Screen.TODAY), space.today.title.text),
        (lambda: space.go(Target(Screen.INTAKE)), space.intake.number.text),
        (opens(Screen.DIAGNOSTIC), forms[Screen.DIAGNOSTIC].subtitle.text),
        (opens(Screen.DECISION), forms[Screen.DECISION].subtitle.text),
        (opens(Screen.CONTRACT), forms[Screen.CONTRACT].subtitle.text),
        (opens(Screen.AGENDA), lambda: space.agenda.board.plan.lanes),
        (
            lambda: space.go(Target(Screen.PAPER, dossier, section="information")),
            lambda: space.paper.pages.pages and not space.paper.looking.busy,
        ),
        (opens(Screen.WALK_IN), space.page_of(Screen.WALK_IN).title.text),
        (opens(Screen.MOVE), space.page_of(Screen.MOVE).title.text),
        (opens(Screen.CANCEL_MORNING), space.page_of(Screen.CANCEL_MORNING).title.text),
    ):
        go()
        until(ready)
        area = space.pages.currentWidget()
        until(area.widget().width)
        laid_out()  # or the tiles of the month may stand one row lower than they will
        assert area.horizontalScrollBar().maximum() == 0, space.pages.current()
        whole = {space.participants, space.card, space.month, space.agenda}
        if size.height() > 600 and space.pages.current() in whole:  # lower, the month scrolls
            assert area.verticalScrollBar().maximum() == 0, space.pages.current()
        cut = [
            item.text() or item.accessibleName()
            for kind in (QPushButton, QRadioButton)
            for item in shell.findChildren(kind)
            if item.isVisible() and item.width() < item.minimumSizeHint().width()
        ]
        assert not cut


def test_what_is_on_screen_has_a_name_for_a_screen_reader(shell, space):
    silent = [
        type(item).__name__
        for kind in (QAbstractButton, QLineEdit)
        for item in shell.findChildren(kind)
        if item.isVisible()
        and not (item.accessibleName() or item.property("text"))
        and item.objectName() != "qt_spinbox_lineedit"
        and not isinstance(item.parent(), QLineEdit)
    ]
    assert not silent


def test_what_is_told_after_an_update_is_a_line_of_the_one_window(
    store, clock, recovery_key, qtbot, qapp
):
    """It was a window of its own for a moment: it flashed, and the keyboard was nobody's."""
    save_settings(version_seen="0.0.1")
    with desk_window(store, clock, qtbot) as opened:
        had = []
        qapp.focusWindowChanged.connect(had.append)
        opened.shell.unlock(recovery_key)
        opened.until(lambda: opened.shell.workspace and opened.space.news.isVisible())
        opened.shows(opened.space.today)
        assert had == [], "the keyboard stayed in the window"
        opened.shell._leaving = True
        qapp.focusWindowChanged.disconnect(had.append)
