"""Which sauvegardes stay: seven of the last days, four of the weeks, twelve of the months.

None of more than twelve months: who was erased since must not live on in them. The last one always
stays, whatever its age: it may be the only one.
"""

from collections.abc import Callable, Sequence
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
