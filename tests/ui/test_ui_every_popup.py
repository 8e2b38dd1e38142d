"""What opens over a page, told and seen as the pages are: lists, menus, days, questions, thanks."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QLineEdit,
    QMenu,
    QRadioButton,
    QWidget,
)

from coachdesk.core.errors import UserError
from coachdesk.core.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.described import describe
from coachdesk.ui.messages import Question
from coachdesk.ui.theme import apply_theme
from coachdesk.ui.widgets.banner import Banner
from coachdesk.ui.widgets.fields import day_edit, words_box
from coachdesk.ui.widgets.layout import button, column
from coachdesk.ui.window_messages import QuestionDialog, WindowMessages
from support.contrast import changed, drawn, texts, weak_texts
from support.full_week import MONDAY
from support.read_aloud import told, too_small, unsaid
from support.walk_through import LEAST, PLAIN, READABLE, SEEN, live

THEMES = [(LIGHT, READABLE), (DARK, READABLE), (CONTRAST, PLAIN), (CONTRAST_DARK, PLAIN)]
NAMES = ["light", "dark", "contrast", "contrast dark"]


@pytest.fixture(params=THEMES, ids=NAMES)
def least(request, qapp):
    """The contrast that the theme worn must reach."""
    theme, ratio = request.param
    apply_theme(qapp, theme)
    yield ratio
    apply_theme(qapp)


def wrong(shown: QWidget, least: float) -> list[str]:
    return [*unsaid(shown), *weak_texts(shown, least)]


def test_the_list_and_the_calendar_of_a_field(qtbot, made, least):
    profile = made[0].action.profile
    page, words, day = QWidget(), words_box(profile.modes), day_edit(MONDAY)
    words.setAccessibleName("Modalité")
    day.setAccessibleName("Jour")
    page.setLayout(column(words, day))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    words.showPopup()
    opened = words.view().window()
    assert opened.isVisible()
    assert not weak_texts(opened, least)
    rows = told(words.view())
    assert rows.childCount() == words.count()
    assert all(rows.child(n).text(QAccessible.Text.Name) for n in range(words.count()))
    words.hidePopup()
    calendar = day.calendarWidget()
    assert isinstance(calendar, QCalendarWidget)
    calendar.window().resize(calendar.sizeHint())
    calendar.window().show()
    live()
    days = {words for _, words, _, _ in texts(calendar)}
    assert {"sam.", "dim.", "6", "7"} <= days, "Saturdays and Sundays, which Qt writes in red"
    assert not weak_texts(calendar, least)
    calendar.window().hide()


def test_a_menu_of_the_agenda_by_its_key(qtbot, agenda, board, week, least):
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_Home)
    entry = board.plan.blocks[0].entry
    board.choose(entry)
    agenda[0]._show_menu(entry, board.mapToGlobal(QPoint(40, 40)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert not wrong(menu, least)
    assert {told(menu).child(n).role() for n in range(len(menu.actions()))} == {
        QAccessible.Role.MenuItem
    }
    menu.close()


def test_a_question_a_thanks_and_a_refusal(qtbot, least):
    window, banner = QWidget(), Banner()
    window.setLayout(column(banner))
    qtbot.addWidget(window)
    window.resize(900, 400)
    window.show()
    messages = WindowMessages(banner)
    messages.inform("Présence notée.")
    assert not wrong(banner, least)
    messages.refuse(UserError("Le mois est clos.", "Rectifiez-le."))
    assert not wrong(banner, least)
    asked = QuestionDialog(Question("Clôturer ?", "Vraiment.", "Clôturer", "Motif"), window)
    asked.open()
    assert not [*wrong(asked, least), *too_small(asked, LEAST)]
    asked.reject()


def test_the_palette_and_what_it_finds(qtbot, window, least):
    window.space.go(Target(Screen.TODAY))
    window.hands.press("Ctrl+K")
    window.hands.type("a")
    palette = window.space.finding.view
    window.until(lambda: palette.isVisible() and palette.current() is not None)
    assert not wrong(palette, least)
    describe(QApplication.focusWidget())
    assert told(QApplication.focusWidget()).text(QAccessible.Text.Name)
    window.hands.press("Esc")


def test_where_the_keyboard_is_is_seen(qtbot, least):
    """Each kind of control changes by 3:1 or more as the keyboard comes to it."""
    page = QWidget()
    kinds = [
        button("Ouvrir"), button("Valider", kind="primary"), button("Aussi", kind="link"),
        button("", kind="icon", glyph="x", name="Fermer"), button("Non", kind="chip"),
        button("Oui", kind="mini"), QLineEdit(), QCheckBox("Prêt"), QRadioButton("Un seul"),
        day_edit(MONDAY),
    ]  # fmt: skip
    for each in kinds:
        if isinstance(each, QLineEdit):
            each.setCursorPosition(0)
    page.setLayout(column(*kinds))
    page.setObjectName("page")
    qtbot.addWidget(page)
    page.resize(QSize(500, 600))
    with qtbot.waitActive(page):
        page.show()
    faint = []
    for each in kinds:
        page.setFocus()
        each.clearFocus()
        before = drawn(each)
        each.setFocus(Qt.FocusReason.TabFocusReason)
        ratio = changed(before, drawn(each))
        if ratio < SEEN:
            faint.append(f"{type(each).__name__} {getattr(each, 'text', str)()!r}: {ratio:.2f}")
    assert not faint
