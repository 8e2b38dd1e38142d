"""What is measured before and after the action: a level of French, confidence, autonomy."""

from dataclasses import dataclass, field

from coachdesk.domain.words import Word, WordList


@dataclass(frozen=True)
class MeasureKind(Word):
    """Something measured at the entry and at the exit, on a scale of its own."""

    levels: WordList[Word] = field(default_factory=lambda: WordList(()))
    """From the lowest to the highest."""

    def rank(self, level: str) -> int:
        """How high a level stands; -1 for one that the scale no longer has."""
        return next((at for at, word in enumerate(self.levels) if word.key == level), -1)
