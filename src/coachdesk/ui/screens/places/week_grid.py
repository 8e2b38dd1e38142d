"""The week of a place: a click opens a half-day at its usual hours; a line for each, to refine."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coachdesk.core.french import DAYS
from coachdesk.domain.agenda import WeeklyOpening, Weeks
from coachdesk.domain.attendance import AFTERNOON
from coachdesk.services.agenda.places import OpeningFacts
from coachdesk.ui.screens.places.opening_line import OpeningLine
from coachdesk.ui.theme import em, icon
from coachdesk.ui.widgets.layout import button, clear, column, label

_NOON = AFTERNOON.hour * 60
_USUAL = {False: (9 * 60, 12 * 60), True: (14 * 60, 17 * 60)}
"""Hours of a morning and of an afternoon, until she says others."""
_SHOWN_DAYS = 6
_CELL = 2.6


class WeekGrid(QWidget):
    """``changed`` carries all the permanences, as she wants them from then on."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._openings: tuple[OpeningFacts, ...] = ()
        self._place = ""
        self.cells: dict[tuple[int, bool], QPushButton] = {}
        """By day of the week and half-day (True: afternoon)."""
        self.lines: list[OpeningLine] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.week_words = label("", role="caption", wrap=True)
        self.setLayout(column(self._make_cells(), self._lines, self.week_words, spacing=10))

    def show_week(self, place: str, openings: Sequence[WeeklyOpening], today: date) -> None:
        """Show the permanences of ``place``."""
        week = today.isocalendar().week
        parity = self.tr("paire") if week % 2 == 0 else self.tr("impaire")
        self.week_words.setText(
            self.tr("Cette semaine, la {}, est {}.").format(f"n°\u00a0{week}", parity)
        )
        known = tuple(
            OpeningFacts(one.weekday, one.start_minute, one.end_minute, one.weeks)
            for one in openings
        )
        alike = place == self._place and [_day(one) for one in known] == [
            _day(one) for one in self._openings
        ]
        self._openings, self._place = known, place
        for (weekday, afternoon), cell in self.cells.items():
            opened = any(_day(one) == (weekday, afternoon) for one in known)
            cell.setChecked(opened)
            cell.setIcon(icon("check", "on_fill") if opened else icon("plus", "ink_faint"))
        self.week_words.setVisible(any(one.weeks is not Weeks.EVERY for one in known))
        if alike:  # what is typed beside stays where it is
            for line, one in zip(self.lines, known, strict=True):
                line.show_opening(one, alone=self._alone(one))
        else:
            self._show_lines()

    def _make_cells(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        halves = ((False, self.tr("Matin")), (True, self.tr("Après-midi")))
        for afternoon, words in halves:
            grid.addWidget(label(words, role="caption"), 1 + afternoon, 0)
        for weekday, name in enumerate(DAYS[:_SHOWN_DAYS]):
            heading = label(f"{name[:3]}.", role="caption")
            heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(heading, 0, weekday + 1)
            grid.setColumnStretch(weekday + 1, 1)
            for afternoon, words in halves:
                cell = button("", kind="mini", name=f"{name.capitalize()}, {words.lower()}")
                cell.setCheckable(True)
                cell.setProperty("choice", True)
                cell.setIconSize(QSize(em(1.1), em(1.1)))
                cell.setMinimumSize(em(_CELL), em(_CELL * 0.8))
                cell.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                cell.clicked.connect(
                    lambda _=False, day=weekday, half=afternoon: self._toggle(day, afternoon=half)
                )
                self.cells[weekday, afternoon] = cell
                grid.addWidget(cell, 1 + afternoon, weekday + 1)
        return grid

    def _show_lines(self) -> None:
        clear(self._lines)
        self.lines = []
        for number, one in enumerate(self._openings):
            line = OpeningLine()
            line.show_opening(one, alone=self._alone(one))
            line.changed.connect(lambda asked, at=number: self._put(at, asked))
            line.other_weeks.connect(lambda at=number: self._add_other(at))
            self.lines.append(line)
            self._lines.addWidget(line)

    def _alone(self, one: OpeningFacts) -> bool:
        """Whether nothing is said of the other weeks of its half-day."""
        return sum(_day(other) == _day(one) for other in self._openings) == 1

    def _toggle(self, weekday: int, *, afternoon: bool) -> None:
        rest = [one for one in self._openings if _day(one) != (weekday, afternoon)]
        if len(rest) == len(self._openings):
            start, end = self._usual(afternoon=afternoon)
            rest.append(OpeningFacts(weekday, start, end))
        self._tell(rest)

    def _usual(self, *, afternoon: bool) -> tuple[int, int]:
        """The hours of the other half-days of the place, or of any."""
        for one in self._openings:
            if _day(one)[1] == afternoon:
                return one.start_minute, one.end_minute
        return _USUAL[afternoon]

    def _put(self, number: int, asked: OpeningFacts) -> None:
        self._tell([asked if at == number else one for at, one in enumerate(self._openings)])

    def _add_other(self, number: int) -> None:
        one = self._openings[number]
        weeks = Weeks.ODD if one.weeks is Weeks.EVEN else Weeks.EVEN
        other = OpeningFacts(one.weekday, one.start_minute, one.end_minute, weeks)
        self._tell([*self._openings, other])

    def _tell(self, openings: Iterable[OpeningFacts]) -> None:
        self.changed.emit(tuple(openings))


def _day(one: OpeningFacts) -> tuple[int, bool]:
    return (one.weekday, one.start_minute >= _NOON)
