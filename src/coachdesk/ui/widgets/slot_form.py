"""When and where a rendez-vous is: day, hours, place, mode, in one line of fields."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from coachdesk.core.canonical import Json
from coachdesk.domain.attendance import REMOTE, Mode, Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.ui.widgets.fields import (
    TYPE_OR_CHOOSE,
    captioned,
    choose,
    day_edit,
    day_of,
    minute_of,
    open_box,
    place_choices,
    refusal_line,
    show_day,
    show_minute,
    time_edit,
    words_box,
)
from coachdesk.ui.widgets.layout import label

_WHERE, _HOW = (0, 2, 1, 1), (1, 2, 1, 1)
"""Cells of the grid."""


class SlotForm(QWidget):
    """The end follows the start, so that the usual length needs no typing."""

    changed = Signal()

    def __init__(
        self,
        profile: ActionProfile,
        slot: Slot,
        places: Iterable[str] = (),
        *,
        with_mode: bool = True,
        narrow: bool = False,
    ) -> None:
        """``with_mode`` is left out where the mode is known; ``narrow`` stands on more lines."""
        super().__init__()
        self._length = slot.end_minute - slot.start_minute
        self.day = day_edit(slot.held_on)
        self.start = time_edit(slot.start_minute)
        self.end = time_edit(slot.end_minute)
        self.place = open_box(place_choices(profile, places), "" if narrow else TYPE_OR_CHOOSE)
        self.mode = words_box(profile.modes, optional=False)
        self.answer = refusal_line()
        self.answer.setText(self.tr("L’heure de fin doit suivre l’heure de début."))
        self.warning = label("", role="caption", tone="mend", wrap=True)
        self.warning.setContentsMargins(8, 4, 8, 4)
        self.warning.hide()
        if narrow:
            for box in (self.place, self.mode):
                box.setMinimumContentsLength(6)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.addLayout(captioned(self.tr("Jour"), self.day), 0, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Début"), self.start), 1, 0)
        grid.addLayout(captioned(self.tr("Fin"), self.end), 1, 1)
        where, how, below = ((2, 0, 1, 1), (2, 1, 1, 1), 3) if narrow else (_WHERE, _HOW, 2)
        self._where, self._how = QWidget(), QWidget()
        for holder, words, field, cell in (
            (self._where, self.tr("Lieu"), self.place, where),
            (self._how, self.tr("Modalité"), self.mode, how),
        ):
            holder.setLayout(captioned(words, field))
            grid.addWidget(holder, *cell)
        if not with_mode:  # shown before it has a parent, it would be a window of its own
            self._how.hide()
        grid.addWidget(self.answer, below, 0, 1, 3)
        grid.addWidget(self.warning, below + 1, 0, 1, 3)
        for stretched in (0, 1) if narrow else (2,):
            grid.setColumnStretch(stretched, 1)
        self.setLayout(grid)
        self.show_slot(slot)
        self.start.timeChanged.connect(self._follow)
        self.end.timeChanged.connect(self._check)
        self.mode.currentIndexChanged.connect(self._check)
        for signal in (self.day.dateChanged, self.place.currentTextChanged):
            signal.connect(self.changed)
        self._check()

    def show_parts(self, *, place: bool, mode: bool) -> None:
        """Ask for the place and the mode only where they mean something."""
        self._where.setVisible(place)
        self._how.setVisible(mode)

    def show_slot(self, slot: Slot) -> None:
        """Propose ``slot``."""
        self._length = slot.end_minute - slot.start_minute
        show_day(self.day, slot.held_on)
        show_minute(self.start, slot.start_minute)
        show_minute(self.end, slot.end_minute)
        self.place.setCurrentText(slot.place or "")
        choose(self.mode, slot.mode.value)

    def slot(self) -> Slot:
        """What is asked for."""
        mode = Mode(self.mode.currentData())
        place = None if mode in REMOTE else self.place.currentText().strip() or None
        return Slot(day_of(self.day), minute_of(self.start), minute_of(self.end), place, mode)

    def draft_value(self) -> Json:
        """What a draft keeps: the place typed too when the mode needs none."""
        slot = self.slot()
        day, place = slot.held_on.isoformat(), self.place.currentText()
        return [day, slot.start_minute, slot.end_minute, place, slot.mode.value]

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        match value:
            case [str(day), int(start), int(end), str(place), str(mode)]:
                self.show_slot(Slot(date.fromisoformat(day), start, end, place, Mode(mode)))

    def warn(self, words: str) -> None:
        """Say what stands against these hours; they can be planned all the same."""
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def warned(self) -> str:
        """What she was told of them, to end the sentence that says it is planned; or nothing."""
        if self.warning.isHidden():
            return ""
        undo = self.tr("Ctrl+Z l’annule.")
        return " ".join(("", *self.warning.text().splitlines(), undo))

    def possible(self) -> bool:
        """Whether the end follows the start."""
        return self.start.time() < self.end.time()

    def _follow(self, start: QTime) -> None:
        self.end.setTime(start.addSecs(self._length * 60))
        self._check()

    def _check(self) -> None:
        self.answer.setVisible(not self.possible())
        self.place.setEnabled(Mode(self.mode.currentData()) not in REMOTE)
        self.changed.emit()
