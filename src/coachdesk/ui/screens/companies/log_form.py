"""A contact with a company, noted in three clicks: how, what came of it, when to call back."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coachdesk.core.clock import Clock, today
from coachdesk.core.french import short_date
from coachdesk.domain.cells import as_date
from coachdesk.domain.periods import months_later
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.prospecting import ProspectingRow
from coachdesk.services.companies.prospecting import ContactMade
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, refusal_line, show_day
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.growing_text import GrowingText
from coachdesk.ui.widgets.layout import button, label, row
from coachdesk.ui.widgets.person_line import PersonLine

CALL_BACK = "call_back"
"""The result that promises a call, whatever the profile calls it."""
_WEEK = timedelta(days=7)


_Delay: TypeAlias = Callable[[date], date]


class LogForm(QWidget):
    """``asked`` when what is typed is to be noted, ``left`` when a correction is given up."""

    asked = Signal()
    left = Signal()

    def __init__(self, clock: Clock, profile: ActionProfile) -> None:
        super().__init__()
        self._clock = clock
        self.correcting: UUID | None = None
        """The contact that is put right; None for a new one."""
        self.heading = label("", role="strong")
        self.kind = Choices(
            ((word.key, word.label) for word in profile.prospecting_kinds),
            self.tr("Comment"),
            kind="chip",
        )
        self.result = Choices(
            ((word.key, word.label) for word in profile.prospecting_results),
            self.tr("Résultat"),
            kind="chip",
        )
        self.day = day_edit(today(clock))
        self.person = PersonLine()
        self.call_back = QLineEdit()
        self.call_back.setPlaceholderText(self.tr("jj/mm/aaaa, ou rien"))
        self.delays = Flow()
        for words, until in (
            (self.tr("Dans une semaine"), lambda day: day + _WEEK),
            (self.tr("Dans un mois"), lambda day: months_later(day, 1)),
            (self.tr("Dans trois mois"), lambda day: months_later(day, 3)),
        ):
            delay = button(words, kind="link")
            delay.clicked.connect(lambda _=False, until=until: self._promise(until))
            self.delays.add(delay)
        self.note = GrowingText(())
        self.fault = refusal_line()
        self.act = button("", glyph="plus")
        self.act.clicked.connect(self.asked)
        self.leave = button(self.tr("Laisser tel quel"), kind="link")
        self.leave.clicked.connect(self.left)
        self.result.chosen.connect(self._propose)
        self.kind.chosen.connect(lambda _: self.fault.hide())
        self.setLayout(self._layout())
        self.start()

    def fields(self) -> Mapping[str, QWidget]:
        """For a draft."""
        return {
            "kind": self.kind,
            "result": self.result,
            "day": self.day,
            "person": self.person,
            "call_back": self.call_back,
            "note": self.note.edit,
        }

    def start(self, contact: ProspectingRow | None = None, whose: UUID | None = None) -> None:
        """Ready for a new contact, for ``whose`` perhaps, or to put ``contact`` right."""
        self.correcting = contact.id if contact is not None else None
        self.kind.show_key(contact.kind if contact else None)
        self.result.show_key(contact.result if contact else None)
        show_day(self.day, contact.done_on if contact else today(self._clock))
        self.person.show_person(contact.prescription_id if contact else whose)
        self.call_back.setText(short_date(contact.call_back_on) if contact else "")
        self.note.edit.setPlainText((contact.note if contact else "") or "")
        self.fault.hide()
        new = contact is None
        self.heading.setText(self.tr("Un contact") if new else self.tr("Corriger ce contact"))
        self.act.setText(self.tr("Noter ce contact") if new else self.tr("Enregistrer le contact"))
        self.act.setToolTip(self.tr("{} (Ctrl+Entrée)").format(self.act.text()))
        self.leave.setVisible(not new)

    def contact(self) -> ContactMade | None:
        """What is typed; None when something is to be put right, which is then said."""
        kind, until = self.kind.key(), as_date(self.call_back.text())
        person = self.person.person()
        wrong: tuple[str, QWidget] | None = None
        if kind is None:
            first = next(iter(self.kind.buttons.values()))
            wrong = self.tr("Dites comment\u00a0: visite, appel, courriel…"), first
        elif self.call_back.text().strip() and until is None:
            wrong = self.tr("Écrivez la date où rappeler comme 22/01/2024."), self.call_back
        elif self.person.text().strip() and person is None:
            wrong = (
                self.tr("Choisissez cette personne dans la liste, ou videz ce champ."),
                self.person,
            )
        if wrong is not None:
            self.fault.setText(wrong[0])
            self.fault.show()
            wrong[1].setFocus()
        if wrong is not None or kind is None:
            return None
        return ContactMade(
            day_of(self.day),
            kind,
            self.result.key(),
            until,
            person.prescription_id if person else None,
            self.note.text(),
        )

    def _propose(self, result: str | None) -> None:
        """A call that is promised is within the week, unless a day is told."""
        if result == CALL_BACK and not self.call_back.text().strip():
            self._promise(lambda day: day + _WEEK)

    def _promise(self, until: _Delay) -> None:
        self.call_back.setText(short_date(until(today(self._clock))))

    def _layout(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.heading, 0, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Comment"), self.kind), 1, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Résultat"), self.result), 2, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Le"), self.day), 3, 0)
        grid.addLayout(captioned(self.tr("À rappeler le"), self.call_back), 3, 1)
        grid.addWidget(self.delays, 4, 0, 1, 2)
        grid.addLayout(
            captioned(self.tr("Pour qui, si c’est pour quelqu’un"), self.person), 5, 0, 1, 2
        )
        grid.addLayout(captioned(self.tr("Ce qui s’est dit"), self.note), 6, 0, 1, 2)
        grid.addWidget(self.fault, 7, 0, 1, 2)
        grid.addLayout(row(self.act, self.leave, None), 8, 0, 1, 2)
        return grid
