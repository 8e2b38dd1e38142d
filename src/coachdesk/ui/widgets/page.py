"""A page of the desk, with its head, and the stack that shows one at a time."""

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coachdesk.services.targets import Target
from coachdesk.ui.widgets.flow import said_hidden
from coachdesk.ui.widgets.layout import column, label, scrolled
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page_head import PageHead
from coachdesk.ui.widgets.progress import ProgressLine

MARGIN = 24


class Page(QWidget):
    """A screen with a head; ``body`` takes the rest, ``first`` has the keyboard to begin with.

    A focus proxy would do for the latter, but Qt then leaves what stands before it out of Tab.
    """

    long_act: ProgressLine | None = None
    """What closing the window would cut, for a page that has such acts."""
    part = ""
    """What of it is shown, where the guide has a page about that: a section of the settings."""
    done = False
    """Its work is recorded, and another page goes on with it: Retour passes over it."""

    def __init__(self, title: str, *acts: QWidget, before: QPushButton | None = None) -> None:
        """``before``, the page's ``way_out``, leaves it; Escape presses it too."""
        super().__init__()
        self.first: QWidget = self
        self.way_out = before
        self.title = label(title, role="title", wrap=True, gives_back=True)
        self.subtitle = label("", role="soft", wrap=True, gives_back=True)
        self.head_line = PageHead(self.title, self.subtitle, acts, before)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        layout = column(self.head_line, self.body, spacing=12)
        layout.setStretch(1, 1)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self.setLayout(layout)
        if before is not None:
            QShortcut(QKeySequence(Qt.Key.Key_Escape), self, before.click)

    def show_target(self, target: Target) -> None:
        """The page was opened on ``target``; one that is about nothing in particular is read."""
        del target
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown, for a page whose facts may change; what is typed stays."""

    def is_about(self, gone: Collection[UUID]) -> bool:
        """Whether what it shows is among ``gone``, for a page about someone or something."""
        del gone
        return False

    def take_keyboard(self) -> None:
        """Put the keyboard where the work of this page begins, or on what is offered instead."""
        self._begins().setFocus()

    def _begins(self) -> QWidget:
        if not self._put_away(self.first) and self.first.isEnabled():
            return self.first
        shown = (each for each in self.findChildren(NothingHere) if each.isVisibleTo(self))
        offered = next((way for each in shown if (way := each.first()) is not None), None)
        return offered or self.way_out or self.first

    def _put_away(self, part: QWidget) -> bool:
        """Hidden by somebody; what was just made is only not shown yet."""
        above: QWidget | None = part
        while above is not None and above is not self:
            if said_hidden(above):
                return True
            above = above.parentWidget()
        return False


class PageStack(QStackedWidget):
    """Pages, each scrolling on its own when the window is too small for it."""

    resized = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self._areas: dict[Page, QScrollArea] = {}

    def add(self, page: Page) -> None:
        """Have ``page`` ready to be shown."""
        self._areas[page] = scrolled(page)
        self.addWidget(self._areas[page])

    def turn_to(self, page: Page) -> None:
        """Show ``page``, the keyboard on it."""
        left = self.currentWidget()
        bar = left.verticalScrollBar() if isinstance(left, QScrollArea) else None
        seen = bar.value() if bar is not None else 0
        self.setCurrentWidget(self._areas[page])
        if bar is not None:  # as it is hidden, Qt scrolls it to what had the keyboard there
            bar.setValue(seen)
        page.take_keyboard()

    def drop(self, page: Page) -> None:
        """Forget ``page``."""
        area = self._areas.pop(page)
        self.removeWidget(area)
        area.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What lies over the pages follows."""
        super().resizeEvent(event)
        self.resized.emit(self.rect())

    def under_way(self) -> ProgressLine | None:
        """The long act that leaving would cut: an import, a closing, an export, a copy."""
        acts = (page.long_act for page in self._areas)
        return next((act for act in acts if act is not None and act.busy), None)

    def current(self) -> Page | None:
        """The page that is shown."""
        shown = self.currentWidget()
        return next((page for page, area in self._areas.items() if area is shown), None)
