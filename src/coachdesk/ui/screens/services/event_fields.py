"""Where the coach goes to meet people: what, when, where, how many she met."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coachdesk.core.french import clock_time
from coachdesk.domain.cells import as_minute
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.outreach import EventRow
from coachdesk.services.prestations.outreach import EventFacts
from coachdesk.services.prestations.recording import MOST_PEOPLE
from coachdesk.ui.widgets.fields import (
    NOT_TOLD,
    answered_beside,
    captioned,
    choose,
    day_edit,
    day_of,
    open_box,
    place_choices,
    refusal_line,
    show_day,
    words_box,
)
from coachdesk.ui.widgets.number_box import NumberBox

_NOT_COUNTED = -1


class EventFields(QWidget):
    """Every field but the day and the kind may stay empty."""

    def __init__(self, profile: ActionProfile, day: date) -> None:
        super().__init__()
        self._profile = profile
        self._day = day
        self.kind = words_box(profile.outreach_kinds, optional=False)
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("Marché d’Airaines…"))
        self.day = day_edit(day)
        self.start, self.end = QLineEdit(), QLineEdit()
        for hour, words in ((self.start, "9h30"), (self.end, "12h")):
            hour.setPlaceholderText(words)
        self.place = open_box(profile.communes)
        self.people_met = NumberBox(MOST_PEOPLE, _NOT_COUNTED, unsaid=NOT_TOLD)
        self.note = QLineEdit()
        self.hours_answer = refusal_line()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.addLayout(captioned(self.tr("Nature"), self.kind), 0, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Titre"), self.title), 1, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Jour"), self.day), 2, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Début"), self.start), 3, 0)
        grid.addLayout(captioned(self.tr("Fin"), self.end), 3, 1)
        grid.addWidget(self.hours_answer, 4, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Lieu"), self.place), 5, 0)
        grid.addLayout(captioned(self.tr("Personnes rencontrées"), self.people_met), 5, 1)
        grid.addLayout(captioned(self.tr("Note"), self.note), 6, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.setLayout(grid)

    def fields(self) -> dict[str, QWidget]:
        """What a draft keeps."""
        return {
            "kind": self.kind, "title": self.title, "day": self.day, "start": self.start,
            "end": self.end, "place": self.place, "people_met": self.people_met,
            "note": self.note,
        }  # fmt: skip

    def facts(self) -> EventFacts | None:
        """What is typed; None where an hour can't be read, which is said beside it."""
        words = self.tr("Écrivez une heure comme 9h30, ou rien.")
        hours = {line: line.text().strip() for line in (self.start, self.end)}
        wrong: dict[QWidget, str] = {
            line: words for line, typed in hours.items() if typed and _minute(typed) is None
        }
        if answered_beside({next(iter(wrong), self.start): self.hours_answer}, wrong):
            return None
        met = self.people_met.value()
        return EventFacts(
            kind=self.kind.currentData() or "",
            title=self.title.text(),
            held_on=day_of(self.day),
            start_minute=_minute(hours[self.start]),
            end_minute=_minute(hours[self.end]),
            place=self.place.currentText(),
            people_met=None if met == _NOT_COUNTED else met,
            note=self.note.text(),
        )

    def show_event(self, event: EventRow | None, places: Sequence[str], day: date) -> None:
        """Begin with ``event``, or with a new one of ``day``."""
        self.place.clear()
        self.place.addItems(place_choices(self._profile, places))
        self.hours_answer.hide()
        choose(self.kind, event.kind if event else None)
        self.title.setText(event.title if event else "")
        show_day(self.day, event.held_on if event else day)
        for line, minute in (
            (self.start, event.start_minute if event else None),
            (self.end, event.end_minute if event else None),
        ):
            line.setText("" if minute is None else clock_time(minute))
        self.place.setCurrentText((event.place or "") if event else "")
        met = event.people_met if event else None
        self.people_met.setValue(_NOT_COUNTED if met is None else met)
        self.note.setText((event.note or "") if event else "")


def _minute(typed: str) -> int | None:
    return as_minute(typed) if typed else None
