"""The hours of a week, a line for each day, typed as people say them."""

from collections.abc import Iterator

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import DAYS
from coachdesk.domain.week_hours import Span, WeekHours, read_day, short_words
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import captioned, refusal_line
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, row

_WIDEST = "10h30-12h30 13h30-17h30"
"""A day that is read whole; what is longer scrolls in its line."""
_EDGES = 2.4
"""What the frame of a line takes, in heights of the font."""
_WORKDAYS = 5


class WeekForm(QWidget):
    """``changed`` with each letter; one button gives the workdays the hours of Monday."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.days = tuple(QLineEdit() for _ in DAYS)
        self.fault = refusal_line()
        self.spread = button(self.tr("Comme lundi jusqu’à vendredi"), kind="chip")
        self.spread.clicked.connect(self._spread)
        flow = Flow()
        for name, line in zip(DAYS, self.days, strict=True):
            line.setFixedWidth(line.fontMetrics().horizontalAdvance(_WIDEST) + em(_EDGES))
            line.textChanged.connect(lambda _: self._tell())
            day = QWidget()
            day.setLayout(captioned(name.capitalize(), line))
            day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            flow.add(day)
        self.days[0].setPlaceholderText(self.tr("9h-12h 13h-17h"))
        self.days[0].setToolTip(self.tr("Comme 9h-12h 13h30-17h\u202f; rien pour un jour libre"))
        self.setLayout(column(flow, row(self.spread, None), self.fault, spacing=6))

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
