"""The whole of the window without a mouse: Tab, Enter, Escape, and a row that is seen to be on."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLayout,
    QLayoutItem,
    QPlainTextEdit,
    QPushButton,
    QTimeEdit,
    QWidget,
)
from shiboken6 import getAllValidWrappers

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.services.setup import create_desk
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.messages import Question
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.first_run.view import FirstRunScreen
from coachdesk.ui.screens.month.exporting import ExportDialog
from coachdesk.ui.screens.unlock.view import UnlockScreen
from coachdesk.ui.widgets.nothing_yet import NothingYet
from coachdesk.ui.widgets.slot_form import SlotForm
from coachdesk.ui.window_messages import QuestionDialog
from coachdesk.ui.workspace import Workspace
from support.desk_context import make_context

WIDE = (1280, 720)
DAY = date(2024, 1, 15)


def shown(qtbot, widget: QWidget) -> None:
    """Put ``widget`` on screen, active: the keyboard goes nowhere else."""
    widget.resize(*WIDE)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def tabbed(start: QWidget) -> list[QWidget]:
    """What Tab reaches from ``start``, once around."""
    start.setFocus()
    met = [start]
    while len(met) < 80:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is start:
            return met
        met.append(now)
    raise AssertionError([type(widget).__name__ for widget in met])


@pytest.fixture
def space(qtbot, runner, messages, desk, action):
    made = Workspace(runner, messages, desk, action)
    qtbot.addWidget(made)
    made.start()
    shown(qtbot, made)
    made.show_participants()
    return made


def items_kept() -> list[QLayoutItem]:
    """The items of layouts that PySide still knows; Qt deletes them without its being told."""
    known = getAllValidWrappers()
    return [it for it in known if isinstance(it, QLayoutItem) and not isinstance(it, QLayout)]


@pytest.fixture
def person(participants):
    return next(row for row in participants if row.number == "23-076")


def test_tab_reaches_every_button_of_each_page_and_the_whole_menu(qtbot, space, person):
    menu = set(space.menu.findChildren(QPushButton))
    menu = {choice for choice in menu if choice.focusPolicy() & Qt.FocusPolicy.TabFocus}
    assert len(menu) == len(space.menu.choices)
    page = space.participants
    head = {page.bring, page.bring_folder, page.export, page.search, page.columns, page.table}
    chosen = {*page.views.chips.values(), *page.filters.buttons.values()}
    assert head | chosen <= set(tabbed(page.first))
    assert menu <= set(tabbed(page.first))
    space.open_card(person.prescription_id)
    card = space.card
    card.sections.build_all()
    qtbot.waitUntil(card.sections.steps.add.isVisible)
    acts = {act for act in card.presences.values() if act.isEnabled()}
    chips = {chip for chip in card.timeline.chips.values() if chip.isVisible()}
    head = {card.head.act, card.head.plan, card.head.correct}
    lines = {card.sections.objectives.line, card.sections.steps.add, card.sections.freins.others}
    wanted = {card.leave, card.timeline.list, *acts, *chips, *head, *lines}
    met = tabbed(card.leave)
    assert wanted <= set(met)
    begun = [card.leave, card.head.act, card.sections.freins.others, card.sections.steps.add]
    as_read = [*begun, card.timeline.list, card.timeline.sign]
    assert [widget for widget in met if widget in as_read] == as_read
    space.show_months()
    month = space.month
    month.show_month(month.chooser._known[-1])
    qtbot.waitUntil(month.tiles.tiles[0].isVisible)
    month.refresh()  # its tiles are made anew, and still come where the eye meets them
    qtbot.waitUntil(month.tiles.tiles[0].isVisible)
    met = tabbed(month.first)
    assert {month.close_button, month.chooser.after, *month.tiles.tiles} <= set(met)
    assert [widget for widget in met if widget in month.tiles.tiles] == list(month.tiles.tiles)


def test_each_page_begins_where_its_work_does(space, person):
    assert space.participants.search.hasFocus()
    space.open_card(person.prescription_id)
    assert space.card.timeline.list.hasFocus()
    space.show_months()
    assert space.month.chooser.combo.hasFocus()


def test_enter_presses_the_button_that_has_the_keyboard(qtbot, runner, messages, clock, store):
    screen = UnlockScreen(runner, messages, store, lambda _secret: None, lambda: None)
    qtbot.addWidget(screen)
    shown(qtbot, screen)
    screen.other.setFocus()
    messages.path = store
    with qtbot.waitSignal(screen.folder_chosen):
        QTest.keyClick(screen.other, Qt.Key.Key_Return)


def test_enter_on_cancel_cancels(qtbot, space, messages, action):
    question = QuestionDialog(Question("Clôturer ?", "Vraiment.", "Clôturer"), space)
    export = ExportDialog(space, messages, "mai 2023")
    for dialog in (question, export):
        accepted = []
        dialog.accepted.connect(lambda accepted=accepted: accepted.append(1))
        with qtbot.waitActive(dialog):
            dialog.open()
            dialog.activateWindow()
        cancel = next(item for item in dialog.findChildren(QPushButton) if item.text() == "Annuler")
        cancel.setFocus()
        with qtbot.waitSignal(dialog.rejected):
            QTest.keyClick(cancel, Qt.Key.Key_Return)
        assert not accepted, type(dialog).__name__


def test_enter_on_the_act_does_it(qtbot, space):
    question = QuestionDialog(Question("Clôturer ?", "Vraiment.", "Clôturer"), space)
    with qtbot.waitActive(question):
        question.open()
        question.activateWindow()
    question._act.setFocus()
    with qtbot.waitSignal(question.accepted):
        QTest.keyClick(question._act, Qt.Key.Key_Return)


def test_a_reason_is_given_by_ctrl_enter_where_it_is_typed(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    question = QuestionDialog(Question("Obtenu autrement", "Bilan", "Noter", "Comment"), window)
    with qtbot.waitActive(question):
        question.open()
        question.activateWindow()
    line = question.findChild(QPlainTextEdit)
    line.setFocus()
    assert not question._act.isEnabled(), "nothing is typed yet"
    QTest.keyClicks(line, "Par courrier")
    with qtbot.waitSignal(question.accepted):
        QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_tab_keeps_nothing_that_qt_deletes_with_a_widget(space, person):
    before = len(items_kept())
    space.open_card(person.prescription_id)
    space.card.sections.build_all()
    tabbed(space.card.leave)
    assert len(items_kept()) == before


def test_escape_goes_back_from_a_card_and_from_the_rows_of_a_figure(space, person):
    space.open_card(person.prescription_id)
    QTest.keyClick(space.card.timeline.list, Qt.Key.Key_Escape)
    assert space.pages.current() is space.participants
    space.show_months()
    tile = space.month.tiles.tiles[0]
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    rows = space.side
    assert rows.table.hasFocus()
    QTest.keyClick(rows.table, Qt.Key.Key_Return)
    assert space.pages.current() is space.card
    QTest.keyClick(space.card.timeline.list, Qt.Key.Key_Escape)
    assert space.pages.current() is rows
    QTest.keyClick(rows.table, Qt.Key.Key_Escape)
    assert space.pages.current() is space.month


def test_coming_back_from_a_card_she_is_on_the_same_person(space, person):
    table = space.participants.table
    number = table.visible_rows().index(person)
    table.selectRow(number)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(space.card.timeline.list, Qt.Key.Key_Escape)
    assert table.current() == person


def test_a_row_that_can_be_acted_on_is_seen_to_be_chosen(qtbot, runner, messages, desk, person):
    card = CardScreen(make_context(desk)[0])
    qtbot.addWidget(card)
    shown(qtbot, card)
    card.show_target(Target(Screen.CARD, person.prescription_id))
    lines = card.timeline.list
    assert lines.selectionModel().isRowSelected(lines.currentIndex().row())
    lines.clearSelection()
    card.head.plan.setFocus()
    lines.setFocus(Qt.FocusReason.TabFocusReason)
    assert lines.selectionModel().isRowSelected(lines.currentIndex().row())


def test_a_phrase_typed_twice_never_presses_the_eye_between(
    qtbot, runner, messages, clock, tmp_path
):
    screen = FirstRunScreen(runner, messages, clock, tmp_path / "neuf")
    qtbot.addWidget(screen)
    shown(qtbot, screen)
    screen.identity.name.setText("Odile Vasseur")
    screen.identity.profile.setCurrentText("Coaching Emploi – 5 vallées")
    screen.go_on()
    step = screen.passphrase
    assert step.secret.line.hasFocus()
    reached = tabbed(step.secret.line)
    assert reached[1] is step.again.line
    assert {step.propose, step.secret.eye, step.again.eye, screen.before} <= set(reached)


def test_an_empty_store_begins_on_its_only_act(qtbot, runner, messages, clock, tmp_path):
    made = create_desk(
        tmp_path / "vide",
        "quatre mots sans lien",
        profile="coaching-emploi",
        coach_name="Odile Vasseur",
        clock=clock,
    )
    space = Workspace(runner, messages, made.desk, made.desk.action(None))
    qtbot.addWidget(space)
    shown(qtbot, space)
    space.start()
    assert space.today.bring.hasFocus()
    QTest.keyClick(space.today.bring, Qt.Key.Key_Return)
    assert space.pages.current() is space.importing, "where the workbook is chosen"
    space.go(Target(Screen.PARTICIPANTS))
    assert space.participants.invite.hasFocus()
    space.show_months()
    assert space.month.bring.hasFocus()
    QTest.keyClick(space.month.bring, Qt.Key.Key_Return)
    assert space.pages.current() is space.importing
    for screen in (Screen.DASHBOARD, Screen.FSE, Screen.BILAN):
        space.go(Target(screen))
        begin = next(each for each in space.page_of(screen).findChildren(NothingYet))
        assert begin.bring.hasFocus()
        QTest.keyClick(begin.bring, "\t")
        assert begin.begin.hasFocus()
        QTest.keyClick(begin.begin, Qt.Key.Key_Return)
        assert space.pages.current() is space.intake
    made.desk.close()


def test_the_times_of_a_rendez_vous_can_be_read(qtbot, space, action):
    form = SlotForm(action.profile, Slot(DAY, 14 * 60, 15 * 60, None, Mode.ON_SITE))
    qtbot.addWidget(form)
    form.show()
    assert form.start.time() == QTime(14, 0)
    for edit in form.findChildren(QTimeEdit):
        line = edit.lineEdit()
        needed = line.fontMetrics().horizontalAdvance(edit.text())
        assert line.width() - line.textMargins().left() >= needed
