"""The coach's road of days on which someone erased was met: it is hers, and stays as it was."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.domain.attendance import REMOTE
from coachdesk.domain.periods import Period
from coachdesk.domain.roads import road
from coachdesk.models import Appointment, Mileage
from coachdesk.queries.places import base_place, travels
from coachdesk.queries.worked_minutes import days_in_short
from coachdesk.services.rights.own_rows import Hers, chunks, table_of

_REASON = "trajet gardé tel qu’il était"


def roads_of(link: Connection, action_id: UUID, mine: Hers) -> Mapping[date, int]:
    """The metres of each day on which she was met somewhere, where they were not typed."""
    return _metres(link, action_id, _days(link, mine))


def keep_roads(session: Session, action_id: UUID, before: Mapping[date, int]) -> None:
    """Type the metres of the days whose road is no longer what it was."""
    after = _metres(session.connection(), action_id, before)
    for day, metres in before.items():
        if after.get(day, 0) != metres:
            session.add(Mileage(driven_on=day, metres=metres, reason=_REASON))


def _days(link: Connection, mine: Hers) -> list[date]:
    met, typed = table_of(Appointment), table_of(Mileage)
    found: set[date] = set()
    for some in chunks(mine.of(Appointment)):
        found.update(
            link.execute(
                select(met.c.held_on).where(
                    met.c.id.in_(some),
                    met.c.place_id.is_not(None),
                    met.c.mode.not_in(REMOTE),
                    met.c.held_on.not_in(select(typed.c.driven_on)),
                )
            ).scalars()
        )
    return sorted(found)


def _metres(link: Connection, action_id: UUID, days: Iterable[date]) -> dict[date, int]:
    base, between = base_place(link), travels(link)
    found = {}
    for day in days:
        for each in days_in_short(link, action_id, Period(day, day)):
            found[day] = (road(base, each.places, between).metres or 0) if each.places else 0
    return {day: found.get(day, 0) for day in days}
