"""Which sauvegardes stay: seven of the last days, four of the weeks, twelve of the months.

None of more than twelve months: who was erased since must not live on in them. The last one always
stays, whatever its age: it may be the only one.

A store that was put back from a sauvegarde goes on as another incarnation, with less in it than the
last ones of the one before. Those give way to none of its own until it has some of enough days:
that it was the wrong one to put back may show late.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from coachdesk.domain.periods import months_later

DAYS, WEEKS, MONTHS = 7, 4, 12
KEPT_MONTHS = 12
_SPANS: tuple[tuple[int, Callable[[date], tuple[int, ...]]], ...] = (
    (DAYS, lambda day: (day.toordinal(),)),
    (WEEKS, lambda day: day.isocalendar()[:2]),
    (MONTHS, lambda day: (day.year, day.month)),
)


def superseded(days: Sequence[date], today: date) -> frozenset[int]:
    """The places, in ``days``, of the sauvegardes that are to go.

    ``days`` are those on which they were made, the oldest first by what they hold. Of a span (a
    day, a week, a month) the last one stays; a day in the future is that of a clock that was wrong,
    and counts as today.
    """
    known = [min(day, today) for day in days]
    limit = months_later(today, -KEPT_MONTHS)
    newest_first = [place for place in reversed(range(len(known))) if known[place] >= limit]
    stay = set(range(len(known))[-1:])
    for quota, span in _SPANS:
        seen: set[tuple[int, ...]] = set()
        for place in newest_first:
            if len(seen) < quota and span(known[place]) not in seen:
                seen.add(span(known[place]))
                stay.add(place)
    return frozenset(range(len(known))) - stay


def superseded_by_incarnation(
    days: Sequence[date], incarnations: Sequence[Hashable], today: date
) -> frozenset[int]:
    """The same where each is of one of several incarnations; that of the last one goes on.

    What gives way to none is of no more than twelve months either.
    """
    if not incarnations or has_enough(days, incarnations):
        return superseded(days, today)
    gone: set[int] = set()
    for incarnation in set(incarnations):
        places = [place for place, each in enumerate(incarnations) if each == incarnation]
        own = superseded([days[place] for place in places], today)
        gone.update(places[place] for place in own)
    limit = months_later(today, -KEPT_MONTHS)
    gone.update(place for place in range(len(days) - 1) if days[place] < limit)
    return frozenset(gone)


def has_enough(days: Sequence[date], incarnations: Sequence[Hashable]) -> bool:
    """Whether the one that goes on has sauvegardes of as many days as are kept, or is alone."""
    current = {
        day
        for day, incarnation in zip(days, incarnations, strict=True)
        if incarnation == incarnations[-1]
    }
    return len(current) >= DAYS or len(set(incarnations)) == 1
