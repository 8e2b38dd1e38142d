"""What the law asks of an immersion beside the others of the same person (D5135-3).

Per host, in any twelve consecutive months: two conventions with different objects or objectives,
and 60 days in all, renewals included. The article does not say whether these days are those of the
calendar or those of presence: more than 60 of presence is forbidden in either reading, more than 60
of the calendar warns.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from coachdesk.core.french import NBSP, NNBSP, fold, full_date, hours, long_date, plural, quoted
from coachdesk.domain.holidays import holiday
from coachdesk.domain.periods import monday_of
from coachdesk.domain.pmsmp import MOST_MINUTES, Broken, Part, Plan, end_of_months
from coachdesk.domain.week_hours import NO_HOURS, Span, WeekHours

HOST_MONTHS = 12
HOST_DAYS = 60
HOST_CONVENTIONS = 2
_WORKDAYS = 5
"""Of an immersion of which only the weekly hours are known: it is held to be there from Monday to
Friday."""
_ARTICLE = "article D5135-3"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """Another immersion of the person, that took place or is to."""

    id: UUID
    host: str
    siret: str | None
    purpose: str | None
    starts_on: date
    last_on: date
    """Its last day: the planned one, or that on which it ended early."""
    week: WeekHours | None
    """None for one of the reprise."""
    renews_id: UUID | None = None

    @property
    def words(self) -> str:
        """« celle du 4 mars 2024 chez Garage du Centre »."""
        return f"celle du {long_date(self.starts_on)} chez {self.host}"

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The hours of presence of a day; none known of one of the reprise."""
        there = self.week is not None and self.starts_on <= day <= self.last_on
        return self.week.days[day.weekday()] if there and self.week and not holiday(day) else ()

    def presences(self) -> tuple[date, ...]:
        """Its days of presence."""
        return _presences(self.week, self.starts_on, self.last_on)


@dataclass(frozen=True)
class Renewed:
    """The immersion that is to be renewed, and what is known of it."""

    stay: Stay
    took_place: bool
    reached: bool
    """Its bilan says that the objectives are reached."""


@dataclass(frozen=True)
class Beside:
    """A plan with what stands beside it: its host, the others of the person, what it renews."""

    plan: Plan
    siret: str
    others: tuple[Stay, ...]
    """Itself left out."""
    renews: Renewed | None = None
    reason: str = ""
    """Why the objectives were not reached yet, for a renewal."""
    day: date | None = None
    """Today: what has not begun is not renewed."""
    host: str = ""
    """Its name: that is all that is known of some companies where she was."""

    @property
    def at_host(self) -> tuple[Stay, ...]:
        """The others at the same host."""
        return tuple(stay for stay in self.others if self.is_at_host(stay))

    def is_at_host(self, stay: Stay) -> bool:
        """By the SIRET, or by the name of a company whose SIRET nobody asked yet."""
        if stay.siret is None:
            return bool(self.host) and fold(stay.host) == fold(self.host)
        return stay.siret == self.siret


def broken_beside(beside: Beside) -> tuple[Broken, ...]:
    """The rules that forbid the plan because of the other immersions of the person."""
    if beside.plan.ends_on < beside.plan.starts_on:
        return ()
    return (*_renewal(beside), *_clashes(beside), *_week_in_all(beside), *_host(beside))


def warnings_beside(beside: Beside) -> tuple[str, ...]:
    """What is allowed under conditions that are not known here."""
    plan = beside.plan
    if plan.ends_on < plan.starts_on:
        return ()
    said = []
    for stay in _at_once(beside):
        where = f"{stay.words}, jusqu’au {long_date(stay.last_on)}"
        said.append(f"Une autre immersion a lieu en même temps{NBSP}: {where}.")
    days = calendar_days(beside)
    if days > HOST_DAYS >= presence_days(beside):
        said.append(
            f"Avec les immersions précédentes dans cette entreprise, {days}{NBSP}jours de date à "
            f"date en douze mois{NBSP}: la loi dit 60{NBSP}jours, sans préciser s’ils sont de "
            f"présence ({_ARTICLE}). À vérifier avec le prescripteur."
        )
    if beside.renews is None:
        near = _near(beside)
        told = {stay.id for stay in near}
        said += [
            f"Même objet que {stay.words}{NBSP}: les objectifs doivent être différents"
            f"{NNBSP}; sinon, c’est un renouvellement ({_ARTICLE})."
            for stay in near
            if stay.purpose is not None
            and (stay.purpose,) == plan.purposes
            and stay.renews_id not in told  # a renewal has the object of what it renews
        ]
    return tuple(said)


def presence_days(beside: Beside) -> int:
    """The most days of presence at the host in twelve months that hold a day of the plan."""
    plan = beside.plan
    own = _presences(plan.week, plan.starts_on, plan.ends_on)
    return _busiest((stay.presences() for stay in beside.at_host), own)


def calendar_days(beside: Beside) -> int:
    """The same, of days of the calendar."""
    plan = beside.plan
    return _busiest(
        (_every(stay.starts_on, stay.last_on) for stay in beside.at_host),
        _every(plan.starts_on, plan.ends_on),
    )


def conventions(beside: Beside) -> int:
    """The most conventions at the host in twelve months that hold a day of the plan.

    A renewal belongs to the convention that it renews.
    """
    plan = beside.plan
    mine = beside.renews.stay.id if beside.renews else None
    spans: list[tuple[UUID | None, date, date]] = [
        (stay.renews_id or stay.id, stay.starts_on, stay.last_on) for stay in beside.at_host
    ]
    spans.append((mine, plan.starts_on, plan.ends_on))
    most = 0
    # A window that begins later holds no less until one of those that it holds has gone.
    for _, _, first in spans:
        last = end_of_months(first, HOST_MONTHS)
        if plan.starts_on <= last and plan.ends_on >= first:
            most = max(
                most, len({key for key, begin, end in spans if begin <= last >= first <= end})
            )
    return most


def _renewal(beside: Beside) -> Iterator[Broken]:
    renewed, plan = beside.renews, beside.plan
    if renewed is None:
        return
    stay = renewed.stay
    new = "Préparez une nouvelle convention, avec un autre objet ou d’autres objectifs."
    if stay.renews_id is not None or any(other.renews_id == stay.id for other in beside.others):
        once = "celle-ci est déjà un renouvellement" if stay.renews_id else "c’est déjà fait"
        yield _broken(Part.RENEWAL, f"Une convention se renouvelle une seule fois, et {once}", new)
    if not renewed.took_place:
        yield _broken(
            Part.RENEWAL,
            "Une immersion qui n’a pas eu lieu ne se renouvelle pas",
            "Préparez une nouvelle convention.",
        )
    elif beside.day is not None and stay.starts_on > beside.day:
        yield _broken(
            Part.RENEWAL,
            f"Cette immersion ne commence que le {long_date(stay.starts_on)}{NBSP}: rien ne dit "
            "encore si ses objectifs seront atteints",
            "Renouvelez-la pendant l’immersion, ou changez ses dates.",
        )
    if renewed.reached:
        yield _broken(
            Part.RENEWAL,
            "Le bilan dit que les objectifs sont atteints, et un renouvellement demande qu’ils ne "
            "le soient pas",
            new,
        )
    if not beside.is_at_host(stay):
        yield _broken(
            Part.HOST,
            f"Un renouvellement se fait dans la même entreprise, {quoted(stay.host)}",
            new,
        )
    if stay.purpose is not None and plan.purposes != (stay.purpose,):
        yield _broken(Part.PURPOSE, "Un renouvellement garde le même objet", new)
    if plan.starts_on <= stay.last_on:
        yield _broken(
            Part.STARTS,
            f"L’immersion renouvelée dure jusqu’au {long_date(stay.last_on)}",
            "Commencez le lendemain ou après.",
        )
    if not beside.reason.strip():
        yield _broken(
            Part.RENEWAL,
            "Un renouvellement demande que les objectifs ne soient pas atteints",
            "Dites en une phrase ce qui reste à atteindre, et pourquoi.",
        )


def _clashes(beside: Beside) -> Iterator[Broken]:
    """She can't be in two places at the same hour."""
    plan = beside.plan
    for stay in _at_once(beside):
        for day in _every(max(plan.starts_on, stay.starts_on), min(plan.ends_on, stay.last_on)):
            mine = plan.week.days[day.weekday()] if holiday(day) is None else ()
            if any(a < d and c < b for a, b in mine for c, d in stay.spans_on(day)):
                yield Broken(
                    Part.STARTS,
                    f"La personne est déjà en immersion aux mêmes heures le {full_date(day)}"
                    f"{NBSP}: {stay.words}.",
                    "Changez les dates ou les horaires de l’une des deux.",
                )
                break


def _week_in_all(beside: Beside) -> Iterator[Broken]:
    """48 hours are those of one person, in however many companies she is."""
    plan, at_once = beside.plan, [stay for stay in beside.others if stay.week is not None]
    if plan.week.minutes > MOST_MINUTES:
        return  # said of the plan alone
    own = _by_week(plan.week, plan.starts_on, plan.ends_on)
    every = Counter(own)
    for stay in at_once:
        assert stay.week is not None, "kept above"
        every.update(_by_week(stay.week, stay.starts_on, stay.last_on))
    over = [monday for monday in sorted(own) if every[monday] > MOST_MINUTES]
    if over:
        yield Broken(
            Part.HOURS,
            f"Avec l’autre immersion, la semaine du {long_date(over[0])} ferait "
            f"{hours(every[over[0]])}{NBSP}: 48{NBSP}h sont le plus que la loi permet "
            "(article L3121-20).",
            "Retirez des heures, ou changez les dates.",
        )


def _host(beside: Beside) -> Iterator[Broken]:
    if conventions(beside) > HOST_CONVENTIONS:
        others = sorted({stay.starts_on for stay in _near(beside) if stay.renews_id is None})
        yield _broken(
            Part.HOST,
            f"Ce serait la {len(others) + 1}e convention dans cette entreprise en douze mois, "
            f"après celles du {' et du '.join(map(long_date, others))}{NBSP}: deux sont permises",
            f"Choisissez une autre entreprise{_or_later(beside, _too_many)}.",
        )
        return
    days = presence_days(beside)
    if days > HOST_DAYS:
        before = days - len(
            _presences(beside.plan.week, beside.plan.starts_on, beside.plan.ends_on)
        )
        yield _broken(
            Part.HOST,
            f"Avec ses immersions précédentes ({plural(before, 'jour')}), la personne serait "
            f"{plural(days, 'jour')} dans cette entreprise en douze mois, renouvellements "
            f"compris{NBSP}: 60 sont permis",
            f"{_shorter(beside)}{_or_later(beside, _too_long)}.",
        )


def _too_many(beside: Beside) -> bool:
    return conventions(beside) > HOST_CONVENTIONS


def _too_long(beside: Beside) -> bool:
    return presence_days(beside) > HOST_DAYS


def _shorter(beside: Beside) -> str:
    """Until when it may last, if at all."""
    plan = beside.plan
    for end in reversed(_every(plan.starts_on, plan.ends_on)):
        shorter = _moved(beside, plan.starts_on, end)
        if not _too_long(shorter):
            return f"Finissez au plus tard le {long_date(end)}"
    return "Choisissez une autre entreprise"


def _or_later(beside: Beside, forbidden: Callable[[Beside], bool]) -> str:
    """From when the same immersion would be allowed: the days behind it leave the window."""
    plan = beside.plan
    length = plan.ends_on - plan.starts_on
    freed = {end_of_months(stay.last_on, HOST_MONTHS) for stay in beside.at_host}
    freed |= {
        end_of_months(day, HOST_MONTHS) for stay in beside.at_host for day in stay.presences()
    }
    for last in sorted(freed):
        start = last + _DAY
        later = plan.starts_on < start and start.weekday() < _WORKDAYS
        if later and not forbidden(_moved(beside, start, start + length)):
            return f", ou commencez le {long_date(start)}"
    return ""


def _moved(beside: Beside, starts_on: date, ends_on: date) -> Beside:
    return replace(beside, plan=replace(beside.plan, starts_on=starts_on, ends_on=ends_on))


def _near(beside: Beside) -> tuple[Stay, ...]:
    """The others at the host that some twelve months hold together with the plan."""
    plan = beside.plan
    return tuple(
        stay
        for stay in beside.at_host
        if max(stay.starts_on, plan.starts_on)
        <= end_of_months(min(stay.last_on, plan.ends_on), HOST_MONTHS)
    )


def _at_once(beside: Beside) -> tuple[Stay, ...]:
    plan = beside.plan
    return tuple(
        stay
        for stay in beside.others
        if stay.starts_on <= plan.ends_on and stay.last_on >= plan.starts_on
    )


def _presences(week: WeekHours | None, first: date, last: date) -> tuple[date, ...]:
    if week is not None and week != NO_HOURS:
        return tuple(day for day, _ in week.presences(first, last))
    return tuple(
        day for day in _every(first, last) if day.weekday() < _WORKDAYS and holiday(day) is None
    )


def _every(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def _by_week(week: WeekHours, first: date, last: date) -> Counter[date]:
    """Minutes of presence, by the Monday of their week."""
    found: Counter[date] = Counter()
    for day, minutes in week.presences(first, last):
        found[monday_of(day)] += minutes
    return found


def _busiest(others: Iterable[Sequence[date]], own: Sequence[date]) -> int:
    """The most days that twelve months hold, of those that hold one of ``own``."""
    if not own:
        return 0
    days = sorted({*own, *(day for each in others for day in each)})
    most = 0
    # The fullest window begins on a day that counts; those long before the plan do not reach it.
    for number in range(bisect_left(days, own[0] - timedelta(days=367)), len(days)):
        if days[number] > own[-1]:
            break
        last = end_of_months(days[number], HOST_MONTHS)
        held = bisect_right(days, last) - number
        if own[0] <= last:
            most = max(most, held)
    return most


def _broken(part: Part, sentence: str, remedy: str) -> Broken:
    return Broken(part, f"{sentence} ({_ARTICLE}).", remedy)
