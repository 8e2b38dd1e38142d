"""Everyone: each screen told to a screen reader, reached by the keyboard, large enough to hit."""

import re

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget

from coachdesk.core.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT
from coachdesk.services.desk import open_desk
from coachdesk.services.guide.pages import pages_about
from coachdesk.services.targets import Screen
from coachdesk.ui.described import describe
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.settings.view import SettingsScreen
from coachdesk.ui.theme import apply_theme
from coachdesk.ui.widgets.layout import column
from coachdesk.ui.workspace import Workspace
from support.contrast import weak_texts
from support.every_screen import every_target, store_in_use
from support.gestures import laid_out
from support.lived import TODAY, clock_at
from support.read_aloud import CONTROLS, part_of_another, told, too_small, tree, unsaid
from support.ui import InlineRunner, MessageRecorder

_NAMED = re.compile(r"«\s*(.*?)\s*»")
_SPACES = str.maketrans("\u00a0\u202f", "  ", "&\u00ad")
LAPTOP = (1366, 728)
MOST_STOPS = 400
LEAST = 32
SOME_LINES = 8
READABLE, PLAIN = 4.5, 7
"""WCAG 2.1, 1.4.3 and 1.4.6."""
KINDS = ("today", "agenda", "participants", "card", "paper", "month", "fse", "settings appearance")
"""One screen of each kind."""


class Walk:
    """One window on the store in use, led from screen to screen."""

    def __init__(self, qtbot, desk, known) -> None:
        messages = MessageRecorder()
        self._qtbot = qtbot
        self.space = Workspace(InlineRunner(messages), messages, desk, desk.action(None))
        self.space.setWindowTitle("CoachDesk")  # as its window has it
        self.targets = every_target(known)
        self.messages = messages

    def __iter__(self):
        yield from self.through(self.targets)

    def through(self, names):
        """The screen of each name, and the name."""
        for name in names:
            self.space.go(self.targets[name])
            page = self.space.pages.current()
            if isinstance(page, CardScreen):
                page.sections.build_all()
            self._live()
            laid_out()
            assert not self.messages.refused, (name, self.messages.refused)
            yield name, page

    def _live(self) -> None:
        """Let Qt do what waits for its loop."""
        turned = []
        QTimer.singleShot(0, lambda: turned.append(True))
        self._qtbot.waitUntil(lambda: bool(turned))


@pytest.fixture(scope="module")
def in_use(tmp_path_factory):
    directory = tmp_path_factory.mktemp("everyone") / "store"
    key, known = store_in_use(directory)
    desk = open_desk(directory, key, clock=clock_at(TODAY))
    yield desk, known
    desk.close()


@pytest.fixture
def walk(qtbot, in_use):
    made = Walk(qtbot, *in_use)
    qtbot.addWidget(made.space)
    made.space.resize(*LAPTOP)
    with qtbot.waitActive(made.space):
        made.space.show()
        made.space.activateWindow()
    made.space.start()
    return made


def test_every_screen_is_walked(walk):
    assert {target.screen for target in walk.targets.values()} == set(Screen)


def test_a_screen_reader_is_told_the_name_and_the_role_of_everything(walk):
    silent = {name: faults for name, _ in walk if (faults := unsaid(walk.space))}
    assert not silent


def test_everything_that_is_pressed_is_large_enough_to_hit(walk):
    low = {name: faults for name, _ in walk if (faults := too_small(walk.space, LEAST))}
    assert not low


def test_the_lines_that_are_pressed_are_high_enough(walk):
    low = {}
    for name, page in walk:
        for view in page.findChildren(QAbstractItemView):
            model = view.model()
            if not view.isVisible() or model is None:
                continue
            cells = [model.index(row, 0) for row in range(min(model.rowCount(), SOME_LINES))]
            chosen = [cell for cell in cells if cell.flags() & Qt.ItemFlag.ItemIsSelectable]
            high = min((view.visualRect(cell).height() for cell in chosen), default=0)
            if 0 < high < LEAST:
                low[name, type(view).__name__, view.accessibleName()] = high
    assert not low


def test_each_screen_is_walked_by_the_keyboard_alone(walk):
    """Tab goes once around, meets all that can be worked with, and each says what it is."""
    QAccessible.setActive(True)  # as where a screen reader runs
    missed, mute = {}, {}
    for name, page in walk:
        wanted = reached_by_tab(page)
        met = walked(walk.space)
        unmet = [said(each) for each in wanted if each not in met and each.isVisible()]
        if unmet:
            missed[name] = unmet
        silent = [said(each) for each in met if not described(each)]
        if silent:
            mute[name] = silent
    assert not missed
    assert not mute


@pytest.mark.parametrize(
    ("theme", "least", "names"),
    [
        (LIGHT, READABLE, None),
        (DARK, READABLE, KINDS),
        (CONTRAST, PLAIN, KINDS),
        (CONTRAST_DARK, PLAIN, KINDS),
    ],
    ids=["light", "dark", "contrast", "contrast dark"],
)
def test_every_text_stands_out_from_its_ground_on_real_pixels(walk, worn, theme, least, names):
    worn(theme)
    shown = walk.through(names or walk.targets)
    weak = {name: faults for name, _ in shown if (faults := weak_texts(walk.space, least))}
    assert not weak


def test_a_text_that_is_too_pale_would_be_found(qtbot):
    page, pale, plain = QWidget(), QLabel("Bien pâle"), QLabel("Bien noir")
    page.setLayout(column(pale, plain))
    page.setStyleSheet("background: white")
    pale.setStyleSheet("color: #8A8A8A")
    plain.setStyleSheet("color: black")
    qtbot.addWidget(page)
    page.show()
    (found,) = weak_texts(page, READABLE)
    assert "pâle" in found


@pytest.fixture
def worn(qapp):
    yield lambda theme: apply_theme(qapp, theme)
    apply_theme(qapp)


def walked(space: Workspace) -> set[QWidget]:
    """All that Tab comes to, from where the keyboard is until it is there again."""
    start = QApplication.focusWidget()
    assert start is not None, f"{space.shown.screen} has not the keyboard"
    assert space.isAncestorOf(start)
    met, steps, now = {start}, set(), start
    for _ in range(MOST_STOPS):
        before = now
        QTest.keyClick(before, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or (before is not now and (before, now) in steps):
            return met  # a date has three parts: it keeps the keyboard for two of them
        met.add(now)
        steps.add((before, now))
    raise AssertionError(f"Tab never comes back to {said(start)}")


def reached_by_tab(page: QWidget) -> list[QWidget]:
    """What is worked with on ``page`` and does not belong to a group that the arrows walk."""
    found = []
    for each, _ in tree(page):
        thing, state = each.object(), each.state()
        if not isinstance(thing, QWidget) or not thing.isEnabled() or each.role() not in CONTROLS:
            continue
        if not thing.focusPolicy() & Qt.FocusPolicy.TabFocus or part_of_another(thing):
            continue
        if isinstance(thing, QAbstractButton) and (thing.group() or thing.autoExclusive()):
            continue
        if state.focusable:
            found.append(thing)
    return found


def said(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    return f"{type(widget).__name__} {told(widget).text(QAccessible.Text.Name)!r}"


def described(widget: QWidget) -> bool:
    describe(widget)
    each = told(widget)
    return bool(each.text(QAccessible.Text.Name) and each.text(QAccessible.Text.Description))


def _words(page):
    return " ".join(block.text for block in page.blocks)


def _read(words):
    return " ".join(words.translate(_SPACES).split()).rstrip("…. ").strip()


def _shown(page):
    yield page.title.text()
    for each in page.findChildren(QWidget):
        if each.isVisibleTo(page):
            words = each.text() if isinstance(each, QLabel | QAbstractButton) else ""
            yield from (words, each.accessibleName())


def test_f1_leads_to_a_page_that_speaks_of_what_is_shown(walk):
    """It names something that is read there; for a section of the settings, that section."""
    silent = {}
    for name, page in walk:
        about = pages_about(walk.space.helped_about)[0]
        named = {_read(words) for words in _NAMED.findall(_words(about))}
        shown = {_read(words) for words in _shown(page)}
        if isinstance(page, SettingsScreen):
            shown = {page.heading.text()}
        if not named & shown:
            silent[name] = about.key
    assert not silent
