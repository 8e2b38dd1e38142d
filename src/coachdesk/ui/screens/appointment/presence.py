"""Presence in one gesture, the real hours, and the category and proof of an excused absence."""

from collections.abc import Container

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QTimeEdit, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import clock_time, hours
from coachdesk.domain.attendance import REMOTE, Mode, Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.queries.appointment_sheet import SheetHead
from coachdesk.ui.widgets.fields import (
    captioned,
    choose,
    minute_of,
    show_minute,
    time_edit,
    words_box,
)
from coachdesk.ui.widgets.flow import Chips, Flow, chip_button
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.spoken import speaks_as

KEYS = {
    Presence.ATTENDED: "P",
    Presence.EXCUSED: "J",
    Presence.UNEXCUSED: "I",
    Presence.CANCELLED: "A",
}
USUAL_PROOF = "awaited"
"""The proof of an excused absence until another is said."""


class PresencePanel(QWidget):
    """``chosen`` carries the presence pressed; it is shown once it is recorded."""

    chosen = Signal(object)

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self.buttons: dict[Presence, QPushButton] = {}
        flow = Flow()
        for presence, key in KEYS.items():
            words = profile.presences.label(presence)
            pressed = button(f"{words}  ({key})", kind="presence")
            pressed.setCheckable(True)
            speaks_as(pressed, QAccessible.Role.RadioButton)
            pressed.setProperty("choice", True)
            pressed.clicked.connect(lambda _=False, asked=presence: self._press(asked))
            QShortcut(QKeySequence(key), self, pressed.click)
            self.buttons[presence] = pressed
            flow.add(pressed)
        self.why = label("", role="caption", wrap=True)
        self.setLayout(column(flow, self.why, spacing=6))
        self._shown: Presence = Presence.PLANNED

    def show_presence(self, presence: Presence, why: str, possible: Container[Presence]) -> None:
        """Show what is recorded, what it may become, and ``why`` no more than that."""
        self._shown = presence
        self.why.setText(why)
        self.why.setVisible(bool(why))
        for other, pressed in self.buttons.items():
            pressed.setChecked(other is presence)
            pressed.setEnabled(other in possible)

    def _press(self, asked: Presence) -> None:
        for other, pressed in self.buttons.items():
            pressed.setChecked(other is self._shown)
        self.chosen.emit(asked)


class HoursPanel(QWidget):
    """How it was held, and when really: shown only when it was not as planned."""

    changed = Signal()

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self.mode = words_box(profile.modes, optional=False)
        self.late = chip_button(self.tr("En retard"))
        self.early = chip_button(self.tr("Départ anticipé"))
        for chip in (self.late, self.early):
            chip.setCheckable(True)
            chip.clicked.connect(self._refresh)
        self.start = time_edit(0)
        self.end = time_edit(0)
        self.mode.setAccessibleName(self.tr("Modalité"))
        self._start_words, self._end_words = label("", role="caption"), label("", role="caption")
        self._start_box = _timed(self._start_words, self.start)
        self._end_box = _timed(self._end_words, self.end)
        self._length = label("", role="caption")
        self._planned = (0, 0)
        fields = Flow(
            self.mode, self.late, self._start_box, self.early, self._end_box, self._length
        )
        self.setLayout(column(fields))
        self.mode.currentIndexChanged.connect(self._refresh)
        for edit in (self.start, self.end):
            edit.timeChanged.connect(self._refresh)

    def show_hours(self, head: SheetHead) -> None:
        """Show what is recorded."""
        self.blockSignals(True)
        start = _or(head.planned_start_minute, head.start_minute)
        end = _or(head.planned_end_minute, head.end_minute)
        self._planned = (start, end)
        self.late.setChecked(head.start_minute != start)
        self.early.setChecked(head.end_minute != end)
        show_minute(self.start, head.start_minute)
        show_minute(self.end, min(head.end_minute, DAY_MINUTES - 1))
        choose(self.mode, head.mode.value)
        self.blockSignals(False)
        self._refresh()

    @property
    def differ(self) -> bool:
        """Whether she came late or left early."""
        return self.hours() != self._planned

    def hours(self) -> tuple[int, int]:
        """The real beginning and end, in minutes since midnight."""
        start, end = self._planned
        free = self.held() in REMOTE
        return (
            minute_of(self.start) if free or self.late.isChecked() else start,
            minute_of(self.end) if free or self.early.isChecked() else end,
        )

    def held(self) -> Mode:
        """How it was held."""
        return Mode(self.mode.currentData())

    def draft_value(self) -> Json:
        """What a draft keeps."""
        start, end = self.hours()
        return [start, end, self.held().value]

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        match value:
            case [int(start), int(end), str(mode)]:
                self.late.setChecked(start != self._planned[0])
                self.early.setChecked(end != self._planned[1])
                show_minute(self.start, start)
                show_minute(self.end, end)
                choose(self.mode, mode)
                self._refresh()

    def _refresh(self) -> None:
        free = self.held() in REMOTE
        named = (
            (self._start_words, self.start, self.tr("Début") if free else self.tr("Arrivée")),
            (self._end_words, self.end, self.tr("Fin") if free else self.tr("Départ")),
        )
        for words_shown, edit, name in named:
            words_shown.setText(name)
            edit.setAccessibleName(name)
        for chip, box in ((self.late, self._start_box), (self.early, self._end_box)):
            chip.setVisible(not free)
            box.setVisible(free or chip.isChecked())
        start, end = self.hours()
        planned = self._planned
        if end <= start:
            words = self.tr("Le départ doit suivre l’arrivée.")
        elif (start, end) == planned and not free:
            words = ""
        else:
            words = self.tr("{} au lieu de {} ({} – {})").format(
                hours(end - start),
                hours(planned[1] - planned[0]),
                clock_time(planned[0]),
                clock_time(planned[1]),
            )
            if end - start == planned[1] - planned[0]:
                words = hours(end - start)
        self._length.setText(words)
        self._length.setVisible(bool(words))
        self.changed.emit()


class AbsencePanel(QWidget):
    """Why she was excused and what proves it; ``said`` carries each of them as it is chosen."""

    said = Signal()

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self.reason = Chips(
            [(word.key, word.label) for word in profile.absence_reasons],
            self.tr("Catégorie de l’absence"),
            only_one=True,
        )
        self.proof = Chips(
            [(word.key, word.label) for word in profile.absence_proofs],
            self.tr("Justificatif"),
            only_one=True,
        )
        self.reason.changed.connect(self.said)
        self.proof.changed.connect(self.said)
        self.setLayout(
            column(
                captioned(self.tr("Catégorie"), self.reason),
                captioned(self.tr("Justificatif"), self.proof),
                spacing=8,
            )
        )

    def show_absence(self, head: SheetHead) -> None:
        """Show what is recorded."""
        self.setVisible(head.presence is Presence.EXCUSED)
        self.reason.show_keys([head.absence_reason] if head.absence_reason else [])
        self.proof.show_keys([head.absence_proof] if head.absence_proof else [])

    def told(self) -> tuple[str | None, str | None]:
        """Category and proof, as keys of the profile."""
        return next(iter(self.reason.keys()), None), next(iter(self.proof.keys()), None)


def _timed(words: QLabel, edit: QTimeEdit) -> QWidget:
    """An hour with its name before it."""
    box = QWidget()
    words.setBuddy(edit)
    box.setLayout(row(words, edit, spacing=6))
    return box


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
