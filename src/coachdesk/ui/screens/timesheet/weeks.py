"""What each week amounts to by kind, under the month's own sums."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from coachdesk.core.french import hours, short_day
from coachdesk.queries.worked_days import MEETINGS, OUTREACH, WAITED, WORKSHOPS, WorkedDay
from coachdesk.services.agenda.worked_days import WorkedMonth, of_kinds
from coachdesk.ui.widgets.layout import PAD, label

ALONE, TOGETHER = (MEETINGS, WAITED), (WORKSHOPS, OUTREACH)
"""What « Rendez-vous » and « En groupe » hold; the rest was typed."""
_SIDES = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)


def other_kinds(day: WorkedDay) -> tuple[str, ...]:
    """The kinds of a day that were typed."""
    return tuple(kind for kind in day.kinds if kind not in {*ALONE, *TOGETHER})


class WeekSums(QFrame):
    """A line for each week in which something was done, then the month."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(PAD, 10, PAD, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.hide()

    def show_month(self, month: WorkedMonth) -> None:
        """Show the weeks of ``month``; nothing while it has none."""
        lines = self.lines(month)
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for number, texts in enumerate(lines):
            role = "strong" if number == len(lines) - 1 else "caption" if number == 0 else ""
            for place, text in enumerate(texts):
                self._put(text, role, number, place)
        for week, number in zip(month.weeks, range(1, len(lines)), strict=False):
            item = self._grid.itemAtPosition(number, 0)
            first, last = week.days[0].day, week.days[-1].day
            if item is not None and (name := item.widget()) is not None:
                name.setToolTip(self.tr("Du {} au {}").format(short_day(first), short_day(last)))
        self.setAccessibleName("\n".join(", ".join(line).replace("\n", " ") for line in lines))
        self.setVisible(bool(month.weeks))

    def lines(self, month: WorkedMonth) -> Sequence[tuple[str, ...]]:
        """Headings, weeks, month: a column for what the month has something of, and the sum."""
        others = tuple({kind for day in month.days for kind in other_kinds(day)})
        kinds = [
            (heading, wanted)
            for heading, wanted in (
                (self.tr("Rendez-vous"), ALONE),
                (self.tr("En\ngroupe"), TOGETHER),
                (self.tr("Autre\ntemps"), others),
            )
            if of_kinds(month.days, wanted)
        ]

        def line(name: str, days: Sequence[WorkedDay], own: int) -> tuple[str, ...]:
            sums = (of_kinds(days, wanted) for _, wanted in kinds)
            return (name, *(hours(each) if each else "–" for each in sums), hours(own))

        return (
            (self.tr("Sommes"), *(heading for heading, _ in kinds), self.tr("Total")),
            *(
                line(self.tr("Sem. {}").format(week.number), week.days, week.own)
                for week in month.weeks
            ),
            line(self.tr("Mois"), month.days, month.own),
        )

    def _put(self, text: str, role: str, number: int, place: int) -> None:
        made: QLabel = label(text, role=role)
        made.setAlignment(_SIDES[place > 0] | Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(made, number, place)
