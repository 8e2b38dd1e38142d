"""The window led once through every screen, and all that everyone needs of it noted on the way.

To open a screen costs more than to look at it: each is opened once, and asked everything then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QPushButton,
    QWidget,
)

from coachdesk.services.desk import Desk
from coachdesk.ui.described import describe
from coachdesk.ui.screens.card.view import CardScreen
from coachdesk.ui.screens.settings.view import SettingsScreen
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.workspace import Workspace
from support.contrast import drawn, weak_edges, weak_texts
from support.every_screen import Known, every_target
from support.gestures import laid_out
from support.painted import painting, weak_painted
from support.read_aloud import CONTROLS, misnamed, part_of_another, told, too_small, tree, unsaid
from support.ui import InlineRunner, MessageRecorder

LAPTOP = (1366, 728)
LEAST = 32
"""Pixels of what the coach presses."""
READABLE, PLAIN, SEEN = 4.5, 7, 3
"""WCAG 2.1: 1.4.3, 1.4.6 and 1.4.11."""
_ROLES = QAccessible.Role
_MOST_STOPS = 400
_SOME_LINES = 8
Found = dict[str, dict[str, list[str]]]
"""What was asked, then by screen what is wrong."""
Asked = Callable[[Workspace, Page], list[str]]


class Walk:
    """One window on the store in use."""

    def __init__(self, desk: Desk, known: Known) -> None:
        self.messages = MessageRecorder()
        self.space = Workspace(InlineRunner(self.messages), self.messages, desk, desk.action(None))
        self.space.setWindowTitle("CoachDesk")  # as its window has it
        self.targets = every_target(known)

    def through(self, names: Iterable[str] | None = None) -> Iterator[tuple[str, Page]]:
        """Each screen by its name, or all of them."""
        for name in names or self.targets:
            self.space.go(self.targets[name])
            page = self.space.pages.current()
            if isinstance(page, CardScreen):
                page.sections.build_all()
            live()
            laid_out()
            assert page is not None
            assert not self.messages.refused, (name, self.messages.refused)
            yield name, page


@contextmanager
def walking(desk: Desk, known: Known) -> Iterator[Walk]:
    """The window shown and active; it is gone in the end."""
    walk = Walk(desk, known)
    walk.space.resize(*LAPTOP)
    walk.space.show()
    walk.space.activateWindow()
    assert QTest.qWaitForWindowActive(walk.space)
    walk.space.start()
    try:
        yield walk
    finally:
        walk.space.close()
        walk.space.deleteLater()
        live()


def live() -> None:
    """Let Qt do what waits for its loop."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()


def all_that_is_wrong(walk: Walk, also: Mapping[str, Asked]) -> Found:
    """Everything asked of each screen in the theme that is worn, and what is asked ``also``."""
    asked: dict[str, Asked] = {
        "told": lambda space, _: unsaid(space),
        "called": lambda space, _: misnamed(space),
        "large": lambda space, page: [*too_small(space, LEAST), *_low_lines(page)],
        "reached": missed,
        "filled": rivals,
        **also,
    }
    found: Found = {what: {} for what in (*asked, "readable", "seen")}
    for name, page in walk.through():
        with painting() as met:
            shown = drawn(walk.space)
        wrong = {
            "readable": [
                *weak_texts(walk.space, READABLE, shown),
                *weak_painted(met, shown, READABLE),
            ],
            "seen": weak_edges(walk.space, SEEN, shown),
        }
        wrong |= {what: ask(walk.space, page) for what, ask in asked.items()}  # Tab scrolls
        for what, faults in wrong.items():
            if faults:
                found[what][name] = faults
    return found


def rivals(_: Workspace, page: Page) -> list[str]:
    """The acts that stand out beside another one; a box of the settings is a form of its own."""
    filled = [
        each.text()
        for each in page.findChildren(QPushButton)
        if each.property("kind") == "primary" and each.isVisible()
    ]
    return filled if filled[1:] and not isinstance(page, SettingsScreen) else []


def missed(space: Workspace, page: Page) -> list[str]:
    """What Tab does not come to on ``page``, and what it comes to that says nothing of itself."""
    wanted = _reached_by_tab(page)
    space.setUpdatesEnabled(False)  # nobody looks on
    QAccessible.setActive(True)  # as where a screen reader runs
    met = walked(space)
    QAccessible.setActive(False)
    space.setUpdatesEnabled(True)
    unmet = [said(each) for each in wanted if each not in met and each.isVisible()]
    mute = [f"{said(each)} is not described" for each in met if not _described(each)]
    return [*unmet, *_by_hand_alone(page), *mute]


def _by_hand_alone(page: Page) -> Iterator[str]:
    """Buttons that only a mouse presses; of a list that the arrows walk, one takes the keyboard."""
    pressed = [each.object() for each, _ in tree(page)]
    buttons = [each for each in pressed if isinstance(each, QAbstractButton)]
    walked_by_arrows = {(each.parent(), type(each)) for each in buttons if _takes_tab(each)}
    for each in buttons:
        listed = told(each).role() in {_ROLES.PageTab, _ROLES.RadioButton}
        if part_of_another(each) or not each.isEnabled() or _takes_tab(each):
            continue
        holder = each.parentWidget()
        if holder is not None and _takes_tab(holder):
            continue  # its keys are those of the group: the digits of a code
        if not listed or (each.parent(), type(each)) not in walked_by_arrows:
            yield f"{said(each)} takes no keyboard"


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def walked(space: QWidget) -> list[QWidget]:
    """All that Tab comes to in ``space``, from where the keyboard is until it is there again."""
    start = _focused()
    assert space.isAncestorOf(start), f"the keyboard is elsewhere: {said(start)}"
    met, steps, now = {start: True}, set(), start
    for _ in range(_MOST_STOPS):
        before = now
        QTest.keyClick(before, Qt.Key.Key_Tab)
        now = _focused()
        if before is not now and (before, now) in steps:
            return list(met)  # a date has three parts: it keeps the keyboard for two of them
        met[now] = True
        steps.add((before, now))
    raise AssertionError(f"Tab never comes back to {said(start)}")


def _focused() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None, "nothing has the keyboard"
    return now


def said(widget: QWidget) -> str:
    """A widget, for who reads a failure."""
    return f"{type(widget).__name__} {told(widget).text(QAccessible.Text.Name)!r}"


def _reached_by_tab(page: QWidget) -> list[QWidget]:
    """What is worked with on ``page`` and does not belong to a group that the arrows walk."""
    found = []
    for each, _ in tree(page):
        thing, state = each.object(), each.state()
        if not isinstance(thing, QWidget) or not thing.isEnabled() or each.role() not in CONTROLS:
            continue
        if not thing.focusPolicy() & Qt.FocusPolicy.TabFocus or part_of_another(thing):
            continue
        if isinstance(thing, QAbstractButton) and _in_a_group(thing):
            continue
        if state.focusable:
            found.append(thing)
    return found


def _in_a_group(choice: QAbstractButton) -> bool:
    group = cast("QButtonGroup | None", choice.group())  # the stubs forget it
    return group is not None or choice.autoExclusive()


def _described(widget: QWidget) -> bool:
    describe(widget)
    each = told(widget)
    return bool(each.text(QAccessible.Text.Name) and each.text(QAccessible.Text.Description))


def _low_lines(page: QWidget) -> Iterator[str]:
    """Lists of which a line that is pressed is too low."""
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        if not view.isVisible() or model is None:
            continue
        cells = [model.index(row, 0) for row in range(min(model.rowCount(), _SOME_LINES))]
        chosen = [cell for cell in cells if cell.flags() & Qt.ItemFlag.ItemIsSelectable]
        high = min((view.visualRect(cell).height() for cell in chosen), default=0)
        if 0 < high < LEAST:
            yield f"lines of {view.accessibleName()!r}: {high} px"
