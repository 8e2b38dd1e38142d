"""What is measured before and after the action: a level of French, confidence, autonomy."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coachdesk.domain.support import Trend
from coachdesk.domain.words import Word, WordList


@dataclass(frozen=True)
class MeasureKind(Word):
    """Something measured at the entry and at the exit, on a scale of its own."""

    levels: WordList[Word] = field(default_factory=lambda: WordList(()))
    """From the lowest to the highest."""

    def rank(self, level: str) -> int:
        """How high a level stands; -1 for one that the scale no longer has."""
        return next((at for at, word in enumerate(self.levels) if word.key == level), -1)

    def way(self, levels: Sequence[str]) -> Trend | None:
        """From the first of ``levels`` to the last; None where the scale lacks one of them."""
        if len(levels) < 2:  # noqa: PLR2004  a trend takes two
            return Trend.NEW
        first, last = self.rank(levels[0]), self.rank(levels[-1])
        if min(first, last) < 0:
            return None
        return Trend.SAME if first == last else Trend.BETTER if last > first else Trend.WORSE
