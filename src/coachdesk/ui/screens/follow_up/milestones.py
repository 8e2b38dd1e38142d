"""The follow-ups of an exit as one line: done, due, tried again, missed; each opens."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton

from coachdesk.domain.follow_ups import Milestone, MilestoneState
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.exits import FollowUpRow
from coachdesk.services.exits.words import milestone_tone, milestone_words, state_words
from coachdesk.ui.theme import em, icon
from coachdesk.ui.widgets.flow import Flow, chip_button

_GLYPHS = {
    MilestoneState.DONE: "circle-check",
    MilestoneState.DUE: "phone-call",
    MilestoneState.OVERDUE: "triangle-alert",
    MilestoneState.AGAIN: "phone-call",
    MilestoneState.MISSED: "x",
    MilestoneState.TO_COME: "calendar-days",
}
_ICON_TONES = {"done": "done", "mend": "mend", "quiet": "ink_soft"}


class MilestoneLine(Flow):
    """``opened`` carries the months of the follow-up asked for."""

    opened = Signal(object)

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self._chips: dict[int, QPushButton] = {}

    def chip(self, months: int) -> QPushButton:
        """That of a milestone."""
        return self._chips[months]

    def show_stones(
        self,
        stones: Sequence[Milestone],
        noted: Mapping[int, FollowUpRow],
        shown: int | None = None,
    ) -> None:
        """Show the follow-ups; ``shown`` is the one that the page is about."""
        self.clear()
        self._chips = {}
        for stone in stones:
            known = noted.get(stone.months)
            chip = chip_button(milestone_words(self._profile, stone, known))
            tone = "on_fill" if stone.months == shown else _ICON_TONES[milestone_tone(stone)]
            chip.setIcon(icon(_GLYPHS[stone.state], tone))
            chip.setIconSize(QSize(em(1.6), em(1.1)))  # the rest is the space before the words
            chip.setToolTip(self.tr("Suivi à {} mois\u00a0: {}").format(
                stone.months, state_words(stone, known)
            ))  # fmt: skip
            chip.setCheckable(shown is not None)
            chip.setChecked(stone.months == shown)
            if stone.is_asked and stone.months != shown:  # the one shown is filled as chosen
                chip.setProperty("tone", "mend")
            chip.clicked.connect(lambda _=False, asked=stone.months: self.opened.emit(asked))
            self._chips[stone.months] = chip
            self.add(chip)
