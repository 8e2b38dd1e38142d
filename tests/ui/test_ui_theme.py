"""The themes: every text can be read on every ground it stands on, at every size."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from coachdesk.core.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT
from coachdesk.system.settings import save_settings
from coachdesk.ui.appearance import Appearance, dress, theme_of
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.theme import apply_theme, enlarged, icon, tokens
from coachdesk.ui.widgets.fields import day_edit
from coachdesk.ui.widgets.layout import button, column, label
from coachdesk.ui.widgets.table import RowTable, WrappingDelegate
from support.contrast import weak_texts
from support.ui import window_on

READ_ON = {
    "paper": ("ink", "ink_soft", "ink_faint", "accent", "accent_deep", "done", "mend", "refused"),
    "ground": ("ink", "ink_soft", "ink_faint", "accent", "accent_deep", "done", "mend", "refused"),
    "accent_soft": ("ink", "accent", "accent_deep"),
    "accent_fill": ("on_fill",),
    "fill_hover": ("on_fill",),
    "menu": ("menu_ink", "menu_soft"),
    "menu_chosen": ("menu_ink",),
    "done_soft": ("done",),
    "mend_soft": ("mend",),
    "refused_soft": ("refused",),
    "ink": ("paper",),
}
"""Ground, and the texts that the style sheet writes on it."""
ENOUGH = 4.5
"""WCAG 2.1, 1.4.3."""
BEST = 7
"""The same, 1.4.6."""
DEEP = 12
LINES = ["un lundi", "un mardi où elle a beaucoup roulé, de mairie en mairie"] * 10
COLUMNS = (Column("Jour", str), Column("Km", str))


def luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("theme", "least"),
    [(LIGHT, ENOUGH), (DARK, ENOUGH), (CONTRAST, BEST), (CONTRAST_DARK, BEST)],
    ids=["light", "dark", "contrast", "contrast dark"],
)
def test_every_text_can_be_read_on_its_ground(theme, least):
    weak = {
        f"{text} on {ground}": round(contrast(getattr(theme, text), getattr(theme, ground)), 2)
        for ground, texts in READ_ON.items()
        for text in texts
        if contrast(getattr(theme, text), getattr(theme, ground)) < least
    }
    assert not weak


@pytest.fixture
def dressed(qapp):
    yield lambda theme, percent=100: apply_theme(qapp, theme, percent)
    apply_theme(qapp)


def test_text_twice_as_large_takes_its_lines_and_buttons_along(qapp, dressed):
    dressed(LIGHT, 200)
    assert qapp.font().pixelSize() == 2 * LIGHT.base
    assert enlarged(LIGHT, 200).control == 2 * LIGHT.control
    assert f"min-height: {2 * LIGHT.control}px" in qapp.styleSheet()


@pytest.fixture
def system(qapp, monkeypatch):
    """Says what the system asks for; Qt reads it, and lets nobody set it."""
    hints = qapp.styleHints().accessibility()
    save_settings(appearance="system")

    def asks(preference):
        monkeypatch.setattr(type(hints), "contrastPreference", lambda _: preference)
        hints.contrastPreferenceChanged.emit(preference)

    yield asks
    save_settings(appearance="system")
    apply_theme(qapp)


def test_more_contrast_asked_of_the_system_is_worn_at_once_unless_another_look_was_chosen(
    qapp, runner, system
):
    more, usual = Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference
    look = Appearance(qapp, runner)
    look.choose("system")
    assert tokens() == LIGHT
    system(more)
    assert tokens() == CONTRAST
    look.toggle_dark()
    assert tokens() == CONTRAST_DARK, "the other ground, of as much contrast"
    look.choose("system")
    system(usual)
    assert tokens() == LIGHT
    system(more)
    assert theme_of(qapp, "dark") == DARK, "what she chose herself stays"


def test_a_window_that_opens_where_more_contrast_is_asked_for_wears_it(qapp, system):
    system(Qt.ContrastPreference.HighContrast)
    dress(qapp)
    assert tokens() == CONTRAST


def test_the_look_that_is_worn_already_is_not_given_again(qtbot, dressed):
    restyled = []

    class Watch(QObject):
        def eventFilter(self, _, event):  # noqa: N802  (Qt's name)
            restyled.extend([event] * (event.type() is QEvent.Type.StyleChange))
            return False

    page, watch = QWidget(), Watch()
    qtbot.addWidget(page)
    page.installEventFilter(watch)
    page.show()
    dressed(DARK, 125)
    assert restyled
    restyled.clear()
    dressed(DARK, 125)
    assert not restyled
    page.close()


def drawn(glyph) -> str:
    """The colour of the strongest point of an icon."""
    image = QPixmap(glyph.pixmap(48, 48)).toImage()
    points = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    return max(points, key=lambda colour: colour.alpha()).name()


def test_an_icon_made_before_takes_the_colour_of_the_theme(dressed):
    glyph = icon("check", "done")
    dressed(LIGHT)
    assert drawn(glyph) == LIGHT.done.lower()
    dressed(DARK)
    assert drawn(glyph) == DARK.done.lower()


def test_larger_text_shows_the_same_page_with_what_was_typed(
    qtbot, store, recovery_key, clock, dressed
):
    runner, shell = window_on(store, clock)
    qtbot.addWidget(shell)
    shell.resize(1092, 580)
    shell.show()
    shell.unlock(recovery_key)
    qtbot.waitUntil(lambda: shell.workspace is not None)
    before = shell.workspace
    QTest.keyClick(shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(before.intake.last_name, "Vasseur")
    QTest.keyClick(shell, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.workspace is not before)
    assert QApplication.font().pixelSize() == round(LIGHT.base * 1.25)
    larger = shell.workspace
    qtbot.waitUntil(lambda: larger.intake.last_name.text() == "Vasseur")
    assert larger.intake.isVisible()
    QTest.keyClick(shell, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.workspace is not larger)
    qtbot.waitUntil(lambda: shell.workspace.intake.last_name.text() == "Vasseur")
    assert QApplication.font().pixelSize() == LIGHT.base
    shell.close()
    runner.close()


def test_a_button_come_to_by_tab_shows_one_frame_and_its_own_ground(qtbot):
    """Without a word of ours, Qt draws a grey box of its own inside the frame."""
    box, before, act = QWidget(), QLineEdit(), button("Tester", glyph="log-in")
    box.setLayout(column(before, act))
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert act.hasFocus()
    shown = act.grab().toImage()
    inside = shown.pixelColor(shown.width() // 2, 5)
    assert inside == shown.pixelColor(5, shown.height() // 2) == QColor(LIGHT.paper)


def test_the_presence_noted_is_read_once_it_is_signed_too(qtbot):
    """It is pressed, and can't be changed any more."""
    held = QWidget()
    qtbot.addWidget(held)
    noted = button("Présent", kind="presence")
    noted.setCheckable(True)
    noted.setChecked(True)
    noted.setProperty("choice", True)
    noted.setEnabled(False)
    held.setLayout(column(noted))
    with qtbot.waitExposed(held):
        held.show()
    assert not weak_texts(held, ENOUGH)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_month_of_the_calendar_that_drops_down_is_read(qtbot, dressed, theme):
    dressed(theme)
    day = day_edit(date(2026, 11, 30))
    qtbot.addWidget(day)
    with qtbot.waitExposed(day):
        day.show()
    calendar = day.calendarWidget()
    calendar.parentWidget().show()
    weak = weak_texts(calendar.findChild(QWidget, "qt_calendar_navigationbar"), ENOUGH)
    calendar.parentWidget().hide()
    assert not weak


def inside(layout):
    around = QWidget()
    around.setLayout(layout)
    return around


class _Told(QObject):
    """Counts what Qt tells a widget of its look."""

    LOOKS = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)

    def __init__(self, parent):
        super().__init__(parent)
        self.times = 0

    def eventFilter(self, watched, event):  # noqa: N802  (Qt's)
        self.times += event.type() in self.LOOKS
        return super().eventFilter(watched, event)


class _Measured(WrappingDelegate):
    times = 0

    def sizeHint(self, option, index):  # noqa: N802  (Qt's)
        self.times += 1
        return super().sizeHint(option, index)


def test_another_theme_tells_each_part_once_however_deep_it_stands(qtbot, dressed):
    """Told once for each part around it, a day's pages held the window up for seconds."""
    dressed(LIGHT)
    table, words = RowTable(COLUMNS, "Jours", wrap=True), label("")
    table.rows.set_rows(LINES)
    table.setItemDelegate(measured := _Measured(table))
    page = inside(column(table, words))
    for _ in range(DEEP):
        page = inside(column(page))
    qtbot.addWidget(page)
    page.show()
    QApplication.processEvents()
    before = [table.rowHeight(line) for line in range(len(LINES))]
    words.installEventFilter(told := _Told(words))
    told.times = measured.times = 0
    dressed(DARK)
    QApplication.processEvents()
    assert told.times < DEEP, "Qt tells a part of its font, palette and style, bare and dressed"
    assert measured.times <= 2 * len(LINES) * len(COLUMNS), "each cell, at most twice"
    assert [table.rowHeight(line) for line in range(len(LINES))] == before
    page.close()
