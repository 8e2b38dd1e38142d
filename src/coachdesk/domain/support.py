"""How far things are: a frein, an objective, an aid."""

from collections.abc import Sequence
from enum import StrEnum


class Impact(StrEnum):
    """How much a frein weighs (arrêté du 21 novembre 2024: fort, moyen, sans impact)."""

    NONE = "none"
    MODERATE = "moderate"
    STRONG = "strong"

    @property
    def weight(self) -> int:
        """0 to 2: a lighter frein weighs less."""
        return list(Impact).index(self)


class Trend(StrEnum):
    """How a frein went from the first time it was judged to the last."""

    NEW = "new"
    """Judged once."""
    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


TREND_LABELS = {
    Trend.BETTER: "Mieux qu’au début",
    Trend.SAME: "Comme au début",
    Trend.WORSE: "Moins bien qu’au début",
    Trend.NEW: "Une seule fois",
}
"""As figures call them, of freins and of measures."""


class ObjectiveState(StrEnum):
    """Where an objective stands."""

    IN_PROGRESS = "in_progress"
    DONE = "done"
    ABANDONED = "abandoned"


class AidOutcome(StrEnum):
    """What came of an aid asked for."""

    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"


AID_LABELS = {
    AidOutcome.GRANTED: "Accordée",
    AidOutcome.REFUSED: "Refusée",
    AidOutcome.PENDING: "En attente",
}
"""As figures call them."""


def trend(impacts: Sequence[Impact]) -> Trend:
    """From the first of ``impacts`` to the last, whatever came between."""
    if len(impacts) < 2:  # noqa: PLR2004  a trend takes two
        return Trend.NEW
    change = impacts[-1].weight - impacts[0].weight
    return Trend.SAME if change == 0 else Trend.BETTER if change < 0 else Trend.WORSE
