"""How far things are: a frein, an objective, an aid."""

from enum import StrEnum


class Impact(StrEnum):
    """How much a frein weighs (arrêté du 21 novembre 2024: fort, moyen, sans impact)."""

    NONE = "none"
    MODERATE = "moderate"
    STRONG = "strong"


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
