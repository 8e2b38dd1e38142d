"""The scales of an action with where someone stands on each: one click takes it anew."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.french import NBSP, curled, short_date
from coachdesk.domain.measures import MeasureKind
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import Trend
from coachdesk.queries.card_work import CardMeasure
from coachdesk.services.measures import MEASURE_TRENDS
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import clear, column, label


class MeasureLines(QWidget):
    """``taken`` carries the key of a scale and that of the level pressed."""

    taken = Signal(str, str)

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self.answers: dict[str, Choices] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.setLayout(column(self._lines))

    def show_measures(self, measures: Sequence[CardMeasure], day: date | None = None) -> None:
        """Show each scale, the level taken last, and how it went; asked anew of ``day``.

        The keyboard stays on the level it is on.
        """
        inside = self._keyboard()
        clear(self._lines)
        self.answers = {}
        for scale in self._profile.measures:
            self._add(scale, [each for each in measures if each.kind == scale.key], day)
        if inside is not None:
            kind, level = inside
            pressed = self.answers[kind].buttons[level]
            QTimer.singleShot(0, pressed, pressed.setFocus)  # once it is seen

    def _keyboard(self) -> tuple[str, str] | None:
        """The scale and the level that have the keyboard."""
        return next(
            (
                (kind, level)
                for kind, answer in self.answers.items()
                for level, pressed in answer.buttons.items()
                if pressed.hasFocus()
            ),
            None,
        )

    def _add(self, scale: MeasureKind, taken: Sequence[CardMeasure], day: date | None) -> None:
        name = curled(scale.label)
        levels = ((word.key, word.label) for word in scale.levels)
        answer = Choices(levels, name, kind="mini")
        for key, pressed in answer.buttons.items():
            said = curled(scale.levels.label(key))
            pressed.setAccessibleName(f"{name}{NBSP}: {said}")
            pressed.setToolTip(self.tr("Noter aujourd’hui{}: {}").format(NBSP, said))
        latest = taken[-1].level if taken else None
        asked_anew = day is not None and latest is not None and taken[-1].taken_on != day
        answer.show_key(None if asked_anew else latest)
        answer.chosen.connect(lambda key: self.taken.emit(scale.key, key or latest))
        self.answers[scale.key] = answer
        holder = QWidget()
        inside = column(Flow(label(name, role="strong"), answer), spacing=4)
        if taken:
            inside.addWidget(label(_said(scale, taken), role="caption", wrap=True))
        holder.setLayout(inside)
        self._lines.addWidget(holder)


def _said(scale: MeasureKind, taken: Sequence[CardMeasure]) -> str:
    """« A1 le 12/03/2023, B1 le 05/06/2023 : plus haut qu’au début »."""
    first, last = taken[0], taken[-1]
    begun = f"{curled(scale.levels.label(first.level))} le {short_date(first.taken_on)}"
    if len(taken) == 1:
        return begun
    now = f"{curled(scale.levels.label(last.level))} le {short_date(last.taken_on)}"
    way = scale.way([each.level for each in taken])
    told = MEASURE_TRENDS[way] if way is not None and way is not Trend.NEW else ""
    return f"{begun}, {now}{NBSP}: {told}" if told else f"{begun}, {now}"
