"""Nothing flashes as a page opens: what is shown stays until what was asked for is read.

A page that is read within a blink is shown at once, whole. After that a veil says that it is being
read, with the way back; it says as well what could not be read, and offers to try again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from coachdesk.core.errors import UserError
from coachdesk.services.targets import Target
from coachdesk.ui.widgets.announced import announce
from coachdesk.ui.widgets.page import Page, PageStack
from coachdesk.ui.widgets.page_veil import PageVeil

_NOTICED_MS = 200
"""Shorter than that is at once."""
_VERY_LONG_MS = 5_000


@dataclass
class _Opening:
    """A page opened on something, until it is all there."""

    page: Page
    anew: bool
    """On something else than before."""
    arrives: bool = False
    """It is another page than before, or on something else: its title is said once it is known."""
    asking: bool = True
    """It is still asking for what it shows."""
    own: int = 0
    """Reads of its own under way."""
    parts: int = 0
    """Reads of its parts, which count for a page that has none of its own."""
    asked_itself: bool = False
    had: QWidget | None = None
    """What had the keyboard once the page was turned to."""
    error: UserError | None = None

    @property
    def waits(self) -> bool:
        return self.own > 0 or (not self.asked_itself and self.parts > 0)


class PageReads(QObject):
    """The veil over ``stack``. ``again`` asks for the same once more, ``left`` goes back."""

    again = Signal()
    left = Signal()

    def __init__(self, stack: PageStack) -> None:
        super().__init__(stack)
        self._stack = stack
        self.veil = PageVeil(stack)
        self.veil.again.connect(self.again)
        self.veil.left.connect(self.left)
        stack.resized.connect(self.veil.setGeometry)
        application = QApplication.instance()
        assert isinstance(application, QApplication), "it has windows"
        application.focusChanged.connect(self._follow_keyboard)
        self._opening: _Opening | None = None
        self._heir: QWidget | None = None
        """What Qt gave the keyboard to, as what had it was hidden."""
        self._before: QWidget | None = None
        """What had the keyboard when the veil took it."""
        self._opened: dict[Page, Target] = {}
        """What each page was opened on last."""
        self._soon = self._timer(_NOTICED_MS, self._notice)
        self._very = self._timer(_VERY_LONG_MS, self.veil.explain)

    def hold(self) -> None:
        """What is on screen stays there while the next page is made."""
        self._stack.setUpdatesEnabled(False)

    @contextmanager
    def opening(self, page: Page, target: Target | None = None) -> Iterator[None]:
        """Within, ``page`` is shown, on ``target`` or as it was left, and asks for its facts."""
        self._begin(page, target)
        try:
            yield
        finally:
            if self._opening is not None:
                self._opening.asking = False
                self._opening.had = QApplication.focusWidget()
                self._look()

    def _begin(self, page: Page, target: Target | None) -> None:
        anew = target is not None and self._opened.get(page) != target
        if target is not None:
            self._opened[page] = target
        self.veil.lift()
        self._opening = _Opening(page, anew, arrives=anew or self._stack.current() is not page)
        self._stack.setUpdatesEnabled(not anew)
        for timer in (self._soon, self._very):
            timer.start()

    def follow(self, owner: QObject) -> "_Read | None":
        """A read is asked for ``owner``: what is told of its end."""
        if not isValid(self._stack):
            return None  # another desk is open, or none
        opening, page = self._opening, self._stack.current()
        if page is None or not _within(owner, page):
            return None
        if opening is None or opening.page is not page:
            if owner is not page:
                return None
            opening = self._opening = _Opening(page, anew=False, asking=False)
            for timer in (self._soon, self._very):
                timer.start()
        elif owner is not page and not opening.asking:
            return None  # a part that goes on by itself
        return _Read(self, opening, own=owner is page)

    def settle(self, opening: _Opening) -> None:
        """One of its reads is over."""
        if opening is self._opening and isValid(self._stack):
            QTimer.singleShot(0, self, self._look)  # what was just made is shown by then

    def _look(self) -> None:
        opening = self._opening
        if opening is None or opening.asking or opening.waits:
            return
        self._opening = None
        for timer in (self._soon, self._very):
            timer.stop()
        if opening.error is not None:
            self._opened.pop(opening.page, None)
            self.veil.refuse(opening.error)
        else:
            veiled = self._give_back(opening.page)
            self._hold_keyboard(opening, lost=veiled)
            if opening.arrives:
                announce(opening.page, opening.page.title.text())
        self._stack.setUpdatesEnabled(True)

    def return_keyboard(self, opening: _Opening) -> bool:
        """The page is told what was read: it looks where its keyboard is, and may move it.

        Gives whether the veil had it.
        """
        if opening is not self._opening or not isValid(self._stack) or not self._veiled():
            return False
        before = self._left(opening.page)
        if before is not None:
            before.setFocus()
        return before is not None

    def take_keyboard_again(self, opening: _Opening) -> None:
        """Something else of it is still read: no key falls on the page until then."""
        inside = QApplication.focusWidget()
        waits = opening is self._opening and isValid(self._stack) and opening.waits
        if waits and inside is not None and opening.page.isAncestorOf(inside):
            self._before = inside
            self.veil.setFocus()

    def _give_back(self, page: Page) -> bool:
        """Lift the veil, whose keyboard goes back to where it was; gives whether there is none."""
        veiled, before = self._veiled(), self._left(page)
        self._before = None
        if veiled and before is not None:
            before.setFocus()
        self.veil.lift()
        return veiled and before is None

    def _veiled(self) -> bool:
        """Whether the veil has the keyboard."""
        inside = QApplication.focusWidget()
        return inside is not None and (inside is self.veil or self.veil.isAncestorOf(inside))

    def _left(self, page: Page) -> QWidget | None:
        """What had the keyboard when the veil took it, if it can have it again."""
        before = self._before
        there = before is not None and isValid(before) and before.isVisibleTo(page)
        return before if there else None

    def _hold_keyboard(self, opening: _Opening, *, lost: bool) -> None:
        """Where the work begins: what had it may be hidden, now that it is known what there is."""
        page, inside = opening.page, QApplication.focusWidget()
        aside = inside is page.way_out or not (inside is None or page.isAncestorOf(inside))
        lost |= inside is None or (inside is self._heir and aside)
        if page.isVisible() and (lost or (opening.anew and inside is page.way_out)):
            page.take_keyboard()
        self._heir = None

    def _follow_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        """Qt hands the keyboard of what is hidden to whatever stands beside."""
        stack = self._stack
        if before is not None and not before.isVisible() and stack.isAncestorOf(before):
            self._heir = now

    def _notice(self) -> None:
        opening = self._opening
        if opening is not None:
            inside = QApplication.focusWidget()
            there = inside is not None and opening.page.isAncestorOf(inside)
            self._before = inside if there else None
            # What she went on to in the meantime keeps the keyboard: the palette, the menu.
            theirs = there or inside in {None, opening.had, self._heir}
            self.veil.wait(thin=not opening.anew, takes_keyboard=theirs)
            self._stack.setUpdatesEnabled(True)

    def _timer(self, wait: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(act)
        return timer


class _Read:
    """One read of a page."""

    def __init__(self, reads: PageReads, opening: _Opening, *, own: bool) -> None:
        self._reads, self._opening, self._own = reads, opening, own
        opening.asked_itself |= own
        self._count(1)

    def refused(self, error: UserError) -> bool:
        """Whether it is told in the place of the page."""
        if not self._opening.anew:
            return False  # what is there is good, if a moment old
        self._opening.error = self._opening.error or error
        return True

    def tell(self, end: Callable[[], None]) -> None:
        """See ``Followed.tell``."""
        reads, opening = self._reads, self._opening
        awaited = self._own or not opening.asked_itself
        returned = awaited and reads.return_keyboard(opening)
        try:
            end()
        finally:
            self._count(-1)
            if returned:
                reads.take_keyboard_again(opening)
            reads.settle(opening)

    def _count(self, more: int) -> None:
        if self._own:
            self._opening.own += more
        else:
            self._opening.parts += more


def _within(owner: QObject, page: Page) -> bool:
    above: QObject | None = owner
    while above is not None and above is not page:
        above = above.parent()
    return above is page
