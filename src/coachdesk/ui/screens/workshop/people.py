"""Who comes to an atelier: everyone present but those unticked, each with where she stands."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from coachdesk.domain.attendance import Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.signing_words import DECLINED
from coachdesk.queries.workshops import WorkshopPerson
from coachdesk.services.workshops.view import WorkshopView
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, chip, clear, column, label, row
from coachdesk.ui.widgets.wide_check import WideCheck

_ABSENCES = (Presence.UNEXCUSED, Presence.EXCUSED, Presence.CANCELLED)
_LINE = 2.5
"""Height of a line, in heights of the font."""
_COMES = frozenset({Presence.PLANNED, Presence.ATTENDED})


class PersonLine(QWidget):
    """One person: ticked when she is there; unticked, why she is not."""

    changed = Signal()

    def __init__(self, profile: ActionProfile, person: WorkshopPerson, *, fixed: bool) -> None:
        """``fixed``: her presence changes no more."""
        super().__init__()
        self.person = person
        self._fixed = fixed or person.row.proof is not None
        presence = person.row.presence
        self.there = WideCheck(person.name)
        self.there.setProperty("role", "choice")
        self.there.setChecked(presence in _COMES)
        self.there.setEnabled(not self._fixed)
        self.why = QComboBox()
        for absence in _ABSENCES:
            self.why.addItem(profile.presences.label(absence), absence)
        self.why.setCurrentIndex(max(self.why.findData(presence), 0))
        self.why.setAccessibleName(self.tr("Pourquoi {} n’est pas là").format(person.name))
        self.why.setEnabled(not self._fixed)
        self.state = self._state(profile)
        self.told = label(person.contact_attempts or "", role="caption")
        self.out = button("", kind="icon", glyph="x", name=self.tr("Ôter {}").format(person.name))
        line = row(self.there, self.told, self.state, self.why, self.out, spacing=8)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.told.setVisible(bool(person.contact_attempts) and presence is Presence.PLANNED)
        self.out.setVisible(presence is Presence.PLANNED and not person.answered and not fixed)
        self.setMinimumHeight(em(_LINE))  # of whoever may be taken out, and of the others alike
        self.there.toggled.connect(self._show_why)
        self.there.toggled.connect(lambda _: self.changed.emit())
        self.why.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._show_why()

    @property
    def presence(self) -> Presence:
        """What is to be noted of her."""
        if self.there.isChecked():
            return Presence.ATTENDED
        return Presence(self.why.currentData())  # Qt hands the word back, not the presence

    @property
    def to_sign(self) -> bool:
        """Whether the pad is handed to her."""
        return self.there.isChecked() and not self.person.answered

    def _show_why(self) -> None:
        self.why.setVisible(not self.there.isChecked())
        self.state.setVisible(self.there.isChecked())

    def _state(self, profile: ActionProfile) -> QLabel:
        row = self.person.row
        if row.proof is not None:
            return chip(self.tr("Signé"), "done")
        if row.declined is not None:
            return chip(DECLINED[row.declined.outcome], "quiet")
        if row.presence is Presence.ATTENDED:
            return chip(self.tr("À faire signer"), "mend")
        return chip(profile.presences.label(row.presence), "quiet")


class WorkshopPeople(QWidget):
    """``changed`` at each tick; ``taken_out`` carries the rendez-vous of who comes no more."""

    changed = Signal()
    taken_out = Signal(object)

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self.lines: dict[UUID, PersonLine] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self.nobody = label(
            self.tr("Personne n’est encore inscrit\u00a0: ajoutez quelqu’un."),
            role="soft",
            wrap=True,
        )
        self.setLayout(column(self.nobody, self._grid, spacing=0))

    def show_view(self, view: WorkshopView, *, fixed: bool) -> None:
        """Show everyone; what was ticked and not recorded yet stays."""
        before = {key: (line.person, line) for key, line in self.lines.items()}
        kept = {
            key: (line.there.isChecked(), line.why.currentIndex())
            for key, (_, line) in before.items()
        }
        clear(self._grid)
        self.lines = {}
        for number, person in enumerate(view.people):
            key = person.row.appointment_id
            line = PersonLine(self._profile, person, fixed=fixed)
            if key in kept and before[key][0] == person and not fixed:
                line.there.setChecked(kept[key][0])
                line.why.setCurrentIndex(kept[key][1])
            line.changed.connect(self.changed)
            line.out.clicked.connect(lambda _=False, asked=key: self.taken_out.emit(asked))
            self.lines[key] = line
            self._grid.addWidget(line, number, 0)
        self.nobody.setVisible(not view.people)
        self.setMinimumHeight(len(view.people) * (em(_LINE) + 4))

    def presences(self) -> dict[UUID, Presence]:
        """What is to be noted of each."""
        return {key: line.presence for key, line in self.lines.items()}

    def absences(self) -> dict[UUID, Presence]:
        """Of those who are not there and were not noted so yet."""
        return {
            key: line.presence
            for key, line in self.lines.items()
            if not line.there.isChecked() and line.presence is not line.person.row.presence
        }

    def to_note(self) -> bool:
        """Whether something of what is ticked is not recorded yet."""
        return any(line.presence is not line.person.row.presence for line in self.lines.values())

    def to_sign(self) -> tuple[UUID, ...]:
        """Whom the pad is handed to, in the order of the list."""
        return tuple(key for key, line in self.lines.items() if line.to_sign)

    def ticks(self) -> list[QPushButton | WideCheck]:
        """The boxes, in order."""
        return [line.there for line in self.lines.values()]
