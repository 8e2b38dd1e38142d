"""What is typed in the feuille de temps: other time, each week of a month, the road, the rate."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date, month_name, of, plural
from coachdesk.core.ids import new_id
from coachdesk.domain.holidays import every_week
from coachdesk.domain.periods import month_of
from coachdesk.models import Mileage, TimeEntry
from coachdesk.queries.places import calendar, travels
from coachdesk.services.acts import act
from coachdesk.services.agenda.times import TimeFacts, describe, time_words
from coachdesk.services.agenda.travel import FARTHEST, set_travel
from coachdesk.services.agenda.worked_month import RATE
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.preferences import put_preference

_DEAREST = 5000
_WEEKDAYS = ("lundis", "mardis", "mercredis", "jeudis", "vendredis", "samedis", "dimanches")


def note_times(
    desk: Desk, action: ActionInfo, days: Sequence[TimeFacts], *, shared: bool = False
) -> str:
    """Note some time, once or on several days, in one act; gives its words.

    Raises:
        UserError: no day; no length, a kind that the action does not know, an end after midnight.
    """
    if not days:
        raise UserError(
            "Il n’y a aucun jour à remplir.", "Choisissez un jour qui n’est ni férié ni d’absence."
        )
    words = time_words(action, days[0])
    if len(days) > 1:
        weekday = _WEEKDAYS[days[0].held_on.weekday()]
        month = month_name(days[0].held_on)
        words = f"{words} et les autres {weekday} {of(month)} ({plural(len(days), 'jour')})"
    with act(desk, words) as uow:
        for facts in days:
            entry = TimeEntry(id=new_id(), action_id=None if shared else action.id)
            describe(action, entry, facts)
            uow.session.add(entry)
        uow.commit()
    return words


def weekly(connection: Connection, day: date) -> tuple[date, ...]:
    """The same day of every week of its month, but holidays and days away."""
    month = month_of(day)
    known = calendar(connection, month.first)
    first = month.first + timedelta(days=(day.weekday() - month.first.weekday()) % 7)
    return tuple(
        each
        for each in takewhile(lambda each: each <= month.last, every_week(first, day))
        if not known.away_on(each)
    )


def type_road(desk: Desk, day: date, metres: int | None, reason: str) -> None:
    """Keep the road of a day as it is typed; None goes back to what the agenda makes of it.

    Raises:
        UserError: it can't be so long, or why is not said.
    """
    reason = " ".join(reason.split())
    if metres is not None and not 0 <= metres <= FARTHEST:
        raise UserError("Ce trajet est trop long.", "Écrivez les kilomètres du jour, 400 au plus.")
    if metres is not None and not reason:
        raise UserError(
            "Il manque le motif de ces kilomètres.",
            "Dites en deux mots pourquoi, p. ex. déviation.",
        )
    with act(desk, f"kilomètres du {long_date(day)}") as uow:
        found = uow.session.scalar(select(Mileage).where(Mileage.driven_on == day))
        if metres is None:
            if found is not None:
                uow.session.delete(found)
        elif found is None:
            uow.session.add(Mileage(id=new_id(), driven_on=day, metres=metres, reason=reason))
        else:
            found.metres, found.reason = metres, reason
        uow.commit()


def tell_distance(desk: Desk, pair: tuple[str, str], metres: int) -> None:
    """Keep how far it is between two places, once for both ways.

    Raises:
        UserError: it can't be so far, or a place is gone.
    """
    minutes = desk.read(travels).between(*pair)
    set_travel(desk, *pair, minutes, metres)


def keep_rate(desk: Desk, thousandths: int | None) -> None:
    """Pay each kilometre so much, in thousandths of a euro; None: nothing is shown.

    Raises:
        UserError: it can't be so dear.
    """
    if thousandths is not None and not 0 < thousandths <= _DEAREST:
        raise UserError(
            f"Ce taux ne se peut pas{NBSP}: plus de 5 € du kilomètre.",
            "Écrivez-le en euros, p. ex. 0,529.",
        )
    with act(desk, "taux du kilomètre") as uow:
        put_preference(uow.session, RATE, thousandths)
        uow.commit()
