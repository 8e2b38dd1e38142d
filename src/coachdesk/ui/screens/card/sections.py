"""The sections of the card, one below the other: those that are seen are built first.

The others are built in the pauses of the event loop: the card is there before they are.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from coachdesk.services.card import CardView
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.activity import ActivitySection
from coachdesk.ui.screens.card.exit_section import ExitSection
from coachdesk.ui.screens.card.freins import FreinsSection
from coachdesk.ui.screens.card.fse_section import FseSection
from coachdesk.ui.screens.card.handouts import HandoutsSection
from coachdesk.ui.screens.card.measures import MeasuresSection
from coachdesk.ui.screens.card.objectives import ObjectivesSection
from coachdesk.ui.screens.card.papers import PapersSection
from coachdesk.ui.screens.card.pieces_section import PiecesSection
from coachdesk.ui.screens.card.services import ServicesSection
from coachdesk.ui.screens.card.situation import SituationSection
from coachdesk.ui.screens.card.steps import StepsSection
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.laid_once import laid_once
from coachdesk.ui.widgets.layout import column, scrolled

PAUSE_MS = 25
"""Between two things made out of sight: the card is painted before the first."""
_BESIDE_BAR = 8
_LEAST = 12
"""Least height where they scroll, in heights of the font."""
_SEEK_MS = 800
"""Time given to the sections to find their height, while one of them is scrolled to."""


class CardSections(QWidget):
    """``recorded`` once something was written in one; ``filtered`` asks the timeline for a kind."""

    recorded = Signal()
    filtered = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.exit = ExitSection(context)
        self.activity = ActivitySection(context)
        self.fse = FseSection(context)
        self.papers = PapersSection(context)
        self.freins = FreinsSection(context)
        self.measures = MeasuresSection(context)
        self.objectives = ObjectivesSection(context)
        self.steps = StepsSection(context)
        self.services = ServicesSection(context)
        self.handouts = HandoutsSection(context)
        self.situation = SituationSection(context)
        self.pieces = PiecesSection(context)
        self._soon = (
            self.exit, self.activity, self.papers, self.freins, self.measures, self.objectives,
            self.steps, self.services,
            self.handouts, self.situation, self.fse,
        )  # fmt: skip
        self.all = (*self._soon, self.pieces)
        """Those built in the pauses, and the pieces, which are read once they are seen."""
        for section in self.all:
            section.recorded.connect(self.recorded)
            section.filtered.connect(self.filtered)
        self.top = QVBoxLayout()
        """Where a form is put above the sections."""
        self._inside = QWidget()
        self._stack = column(self.top, *self.all, None, spacing=10)
        self._inside.setLayout(self._stack)
        self._area = scrolled(self._inside)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._area.verticalScrollBar().valueChanged.connect(self._build_seen)
        self._inside.installEventFilter(self)
        self._whole = False
        self._sought: QWidget | None = None
        """The part that was scrolled to, as long as ``_seeking`` lasts."""
        self._reached = False
        """It was scrolled to once, the keyboard on it."""
        self._seeking = QTimer(self)
        self._seeking.setSingleShot(True)
        self._seeking.setInterval(_SEEK_MS)
        self._pause = QTimer(self)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._build_one)
        self.setLayout(column(self._area))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._claim()

    def show_view(self, view: CardView) -> None:
        """Show the person of ``view``: what is seen at once, the rest in the next pauses."""
        with laid_once(self._inside):
            for section in self.all:
                section.show_view(view)
            self._build_seen()
        QTimer.singleShot(0, self, self._pause.start)  # once these are painted

    def wait(self) -> None:
        """Build nothing in the pauses before a person is shown again."""
        self._pause.stop()

    def to_top(self) -> None:
        """Begin with the first section, the page with its head."""
        for area, _ in _areas(self._inside):
            area.verticalScrollBar().setValue(0)

    def reveal(self, key: str) -> bool:
        """Scroll to the section that ``Target.section`` calls ``key``; whether there is one."""
        section = next((section for section in self.all if section.key == key), None)
        if section is None:
            return False
        self.build_all()
        section.build()
        section.build_form()
        self.show_part(section)
        return True

    def show_part(self, part: QWidget) -> None:
        """Scroll to ``part``, the keyboard on it."""
        self._sought, self._reached = part, False
        self._seeking.start()
        QTimer.singleShot(0, part, lambda: self._scroll_to(part))

    def build_all(self) -> None:
        """Build every section that waits, but the pieces."""
        self._pause.stop()
        for section in self._soon:
            section.build()
            section.build_form()

    def show_whole(self, *, whole: bool) -> None:
        """Have all of them at their full height, or scroll within the room that there is."""
        self._whole = whole
        policy = Qt.ScrollBarPolicy
        self._area.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        )
        self._claim()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what waits."""
        super().showEvent(event)
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is built behind another page, nor in a window that closes."""
        super().hideEvent(event)
        self._pause.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is inside asks for another height."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._claim()
            self._seek()
        return super().eventFilter(watched, event)

    def _claim(self) -> None:
        self._stack.setContentsMargins(0, 0, 0 if self._whole else _BESIDE_BAR, 0)
        needed = self._needed()
        if needed != self._inside.minimumHeight():
            self._inside.setMinimumHeight(needed)  # or Qt may squeeze what it has not measured yet
        tall = needed if self._whole else em(_LEAST)
        if tall != self._area.minimumHeight():
            self._area.setMinimumHeight(tall)

    def _needed(self) -> int:
        """The height of all the sections in the width that there is."""
        width = self._area.viewport().width()
        needed = self._inside.minimumSizeHint().height()
        return max(needed, self._inside.heightForWidth(width)) if width else needed

    def _seek(self) -> None:
        """What is laid out above the part sought moves it: follow it, for a moment."""
        part = self._sought
        if part is not None and self._seeking.isActive() and isValid(part):
            QTimer.singleShot(0, part, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        for area, inside in _areas(part):
            area.verticalScrollBar().setValue(part.mapTo(inside, part.rect().topLeft()).y())
        first = next(filter(_takes_tab, part.findChildren(QWidget)), None)
        if first is not None and not self._gone_on(part):
            first.setFocus(Qt.FocusReason.TabFocusReason)
        self._reached = True

    def _gone_on(self, part: QWidget) -> bool:
        """Whether the part is only followed, and she already works in it."""
        inside = QApplication.focusWidget()
        return self._reached and inside is not None and part.isAncestorOf(inside)

    def _build_seen(self) -> None:
        room = min(self._area.viewport().height(), self.window().height())  # whole, it is higher
        bottom = self._area.verticalScrollBar().value() + room
        for section in self._soon:
            if section.y() <= bottom:
                section.build()

    def _build_one(self) -> None:
        waiting = (section.build() or section.build_form() for section in self._soon)
        if not any(waiting):
            self._pause.stop()
            self._stack.invalidate()
            self._claim()


def _takes_tab(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and not widget.isHidden()
    )


def _areas(widget: QWidget) -> list[tuple[QScrollArea, QWidget]]:
    """The areas that ``widget`` scrolls in with what is inside each, the innermost first."""
    found: list[tuple[QScrollArea, QWidget]] = []
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and (inside := above.widget()) is not None:
            found.append((above, inside))
        above = above.parentWidget()
    return found
