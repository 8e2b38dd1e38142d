"""How much of a day is worked, and at what: each minute counts once, whatever stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some time of one day: a piece with hours, or a length alone.

    Attributes:
        kind: what is done in it.
        action_id: for which action; None when it is shared between actions.
        start_minute: None when only the length is known: it is added to the rest.
        minutes: how long.
    """

    kind: str
    action_id: UUID | None
    start_minute: int | None
    minutes: int

    @property
    def end_minute(self) -> int:
        """When it ends, where it has hours."""
        return (self.start_minute or 0) + self.minutes


Worked = dict[tuple[str, UUID | None], int]
"""Minutes by kind and action."""


def worked(stretches: Iterable[Stretch]) -> Worked:
    """The minutes of one day by kind and action; a minute goes to the piece that began first."""
    found: Worked = {}
    free = 0
    """Every minute before it has been given."""
    kept = sorted(
        (each for each in stretches if each.start_minute is not None and each.minutes > 0),
        key=lambda each: (each.start_minute or 0, each.end_minute),
    )
    for each in kept:
        start = max(each.start_minute or 0, free)
        if each.end_minute > start:
            _add(found, each, each.end_minute - start)
            free = each.end_minute
    return found


def added(stretches: Iterable[Stretch]) -> Worked:
    """The minutes of one day, with those whose length alone is known."""
    told = tuple(stretches)
    found = worked(told)
    for each in told:
        if each.start_minute is None:
            _add(found, each, each.minutes)
    return found


def _add(found: Worked, stretch: Stretch, minutes: int) -> None:
    key = (stretch.kind, stretch.action_id)
    found[key] = found.get(key, 0) + minutes
