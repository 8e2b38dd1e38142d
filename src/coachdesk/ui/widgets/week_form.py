"""The hours of a week, a line for each day, typed as people say them."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import DAYS
from coachdesk.domain.week_hours import Span, WeekHours, read_day, short_words
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.layout import button, column, row

_USUAL = "9h-12h30 13h30-17h"
"""A day that is read whole; what is longer scrolls in its line."""
_EDGES = 2.2
"""What the frame of a line takes, in heights of the font."""
_WORKDAYS = 5
_ROWS = (len(DAYS), _WORKDAYS, 3, 2)
"""Days in a row: the week; else the workdays, the weekend below them; else what large text lets."""
_BETWEEN = 6


class DayGrid(QWidget):
    """A line for each day under its name, all as wide, in as few rows as can be read."""

    def __init__(self, lines: Sequence[QLineEdit]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._days = []
        for name, line in zip(DAYS, lines, strict=True):
            day = QWidget()
            day.setLayout(captioned(name.capitalize(), line))
            line.setMinimumWidth(0)
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._days.append(day)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_BETWEEN)
        self.setLayout(self._grid)
        self._across = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other rows."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def across(self) -> int:
        """Days in a row."""
        least = self.fontMetrics().horizontalAdvance(_USUAL) + em(_EDGES)
        room = self.width() + _BETWEEN
        return next((many for many in _ROWS if many * (least + _BETWEEN) <= room), 1)

    def _arrange(self) -> None:
        if self.across == self._across:
            return
        self._across = self.across
        for number, day in enumerate(self._days):
            self._grid.addWidget(day, number // self._across, number % self._across)
        for number in range(len(self._days)):
            self._grid.setColumnStretch(number, 1 if number < self._across else 0)


class WeekForm(QWidget):
    """``changed`` with each letter; one button gives the workdays the hours of Monday."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.days = tuple(QLineEdit() for _ in DAYS)
        self.fault = refusal_line()
        self.spread = button(self.tr("Comme lundi jusqu’à vendredi"), kind="chip")
        self.spread.clicked.connect(self._spread)
        self.grid = DayGrid(self.days)
        for line in self.days:
            line.textChanged.connect(lambda _: self._tell())
        self.days[0].setPlaceholderText(self.tr("9h-12h 13h-17h"))
        self.days[0].setToolTip(self.tr("Comme 9h-12h 13h30-17h\u202f; rien pour un jour libre"))
        self.setLayout(column(self.grid, row(self.spread, None), self.fault, spacing=6))

    def week(self) -> WeekHours | None:
        """What is typed; None while a day can't be read."""
        spans = [read_day(line.text()) for line in self.days]
        known = tuple(day for day in spans if day is not None)
        return WeekHours(known) if len(known) == len(spans) else None

    def show_week(self, week: WeekHours) -> None:
        """Show ``week``, without telling."""
        for line, spans in zip(self.days, week.days, strict=True):
            self._put(line, spans)
        self.show_fault()

    def show_fault(self) -> bool:
        """Say which days can't be read; whether there are any."""
        wrong = list(self._wrong())
        self.fault.setVisible(bool(wrong))
        if wrong:
            self.fault.setText(
                self.tr("{}\u00a0: écrivez les heures comme 9h-12h 13h30-17h.").format(
                    ", ".join(wrong).capitalize()
                )
            )
        return bool(wrong)

    def first_wrong(self) -> QLineEdit:
        """Where the keyboard goes to put it right."""
        wrong = set(self._wrong())
        found = (line for name, line in zip(DAYS, self.days, strict=True) if name in wrong)
        return next(found, self.days[0])

    def draft_value(self) -> Json:
        """What is typed, letter by letter."""
        return [line.text() for line in self.days]

    def set_draft_value(self, value: Json) -> None:
        """What was typed."""
        if isinstance(value, list) and len(value) == len(self.days):
            for line, text in zip(self.days, value, strict=True):
                line.setText(str(text))

    def _wrong(self) -> Iterator[str]:
        for name, line in zip(DAYS, self.days, strict=True):
            if read_day(line.text()) is None:
                yield name

    def _spread(self) -> None:
        for line in self.days[1:_WORKDAYS]:
            with QSignalBlocker(line):
                line.setText(self.days[0].text())
                line.home(False)
        self._tell()

    def _tell(self) -> None:
        if not self.fault.isHidden():
            self.show_fault()
        self.changed.emit()

    @staticmethod
    def _put(line: QLineEdit, spans: tuple[Span, ...]) -> None:
        with QSignalBlocker(line):
            line.setText(short_words(spans))
            line.home(False)
