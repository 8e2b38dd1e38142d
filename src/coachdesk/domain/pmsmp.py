"""What the law asks of an immersion (PMSMP, Code du travail L5135-1 sqq.), as far as it was read.

A rule that was read in its text blocks (domain §1.1 [S]); what is only general knowledge warns.
How the end of a month is found: day to day, the last day included.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coachdesk.core.french import NBSP, NNBSP, hours, long_date, short_weekday
from coachdesk.domain.holidays import holiday
from coachdesk.domain.periods import months_later
from coachdesk.domain.week_hours import WEEK, WeekHours

MOST_MINUTES = 48 * 60
"""Of a week (L3121-20, by L5135-6)."""
USUAL_MINUTES = 35 * 60
"""Above, a warning."""
MOST_DAYS = 6
"""Of a week (L3132-1)."""
_SCHOOL_AGE = 16
_ADULT = 18
_NIGHT = (6 * 60, 21 * 60)
"""Work before the one or after the other is night work."""
_SUNDAY = 6


class ImmersionOutcome(StrEnum):
    """What became of an immersion."""

    DONE = "done"
    ENDED_EARLY = "ended_early"
    NOT_DONE = "not_done"


class Part(StrEnum):
    """What of an immersion a rule is about."""

    PURPOSE = "purpose"
    ENDS = "ends"
    STARTS = "starts"
    HOURS = "hours"
    PERSON = "person"


@dataclass(frozen=True)
class Plan:
    """An immersion before it begins."""

    starts_on: date
    ends_on: date
    week: WeekHours
    purposes: tuple[str, ...]
    """Its objects: the law wants one."""
    birth_date: date


@dataclass(frozen=True)
class Broken:
    """A rule that the plan breaks: the part to change, why, and what to do."""

    part: Part
    sentence: str
    remedy: str


def last_possible_day(starts_on: date) -> date:
    """The last day of an immersion that begins on ``starts_on`` (D5135-3: un mois de date à date).

    A month begun on the 10th ends on the 9th; where the next month has no such day, on its last.
    """
    same = months_later(starts_on, 1)
    return same - timedelta(days=1) if same.day == starts_on.day else same


def broken_rules(plan: Plan) -> tuple[Broken, ...]:
    """The rules that forbid ``plan``; none when it may be agreed."""
    return (*_person(plan), *_purpose(plan), *_dates(plan), *_hours(plan))


def warnings(plan: Plan) -> tuple[str, ...]:
    """What is allowed under conditions that are not known here."""
    said = []
    if USUAL_MINUTES < plan.week.minutes <= MOST_MINUTES:
        said.append(
            f"Plus de 35{NBSP}h par semaine{NBSP}: à vérifier avec la durée du travail de "
            "l’entreprise."
        )
    if plan.week.days[_SUNDAY]:
        said.append("Un dimanche est prévu : à vérifier avec les règles de l’entreprise.")
    if any(
        start < _NIGHT[0] or end > _NIGHT[1] for spans in plan.week.days for start, end in spans
    ):
        said.append("Des heures de nuit (21 h – 6 h) sont prévues : à vérifier avec l’entreprise.")
    if plan.starts_on <= plan.ends_on <= last_possible_day(plan.starts_on):
        said.extend(
            f"Le {short_weekday(day)} est férié ({holiday(day)}){NBSP}: il n’est pas compté."
            for day in plan.week.days_off(plan.starts_on, plan.ends_on)
        )
    return tuple(sentence.replace(" : ", f"{NBSP}: ") for sentence in said)


def age_on(birth_date: date, day: date) -> int:
    """In whole years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _person(plan: Plan) -> tuple[Broken, ...]:
    age = age_on(plan.birth_date, plan.starts_on)
    if age < _SCHOOL_AGE:
        return (
            Broken(
                Part.PERSON,
                f"La personne a {age}{NBSP}ans au début{NBSP}: une immersion demande 16{NBSP}ans.",
                "Vérifiez sa date de naissance sur sa fiche.",
            ),
        )
    if age < _ADULT:
        return (
            Broken(
                Part.PERSON,
                f"La personne est mineure au début{NBSP}: son représentant légal doit signer, et "
                "ses horaires suivent d’autres règles.",
                f"Passez par le prescripteur{NNBSP}; si elle est majeure, corrigez sa date de "
                "naissance.",
            ),
        )
    return ()


def _purpose(plan: Plan) -> tuple[Broken, ...]:
    if len(plan.purposes) == 1:
        return ()
    return (
        Broken(
            Part.PURPOSE,
            "Une convention a un objet, et un seul (article L5135-1).",
            "Choisissez celui qui compte le plus.",
        ),
    )


def _dates(plan: Plan) -> tuple[Broken, ...]:
    if plan.ends_on < plan.starts_on:
        return (
            Broken(
                Part.ENDS, "L’immersion finit avant de commencer.", "Corrigez l’une des deux dates."
            ),
        )
    last = last_possible_day(plan.starts_on)
    if plan.ends_on > last:
        return (
            Broken(
                Part.ENDS,
                "Une immersion dure un mois au plus, de date à date (article D5135-3).",
                f"Commencée le {long_date(plan.starts_on)}, elle finit au plus tard le "
                f"{long_date(last)}.",
            ),
        )
    return ()


def _hours(plan: Plan) -> tuple[Broken, ...]:
    found = []
    if plan.week.minutes > MOST_MINUTES:
        found.append(
            Broken(
                Part.HOURS,
                f"Ces horaires font {hours(plan.week.minutes)} par semaine{NBSP}: 48{NBSP}h sont "
                "le plus que la loi permet.",
                "Retirez des heures ou un jour.",
            )
        )
    if plan.week.days_worked > MOST_DAYS:
        found.append(
            Broken(
                Part.HOURS,
                f"La personne serait présente {WEEK}{NBSP}jours sur {WEEK}{NBSP}: il faut un jour "
                "de repos (article L3132-1).",
                "Laissez un jour sans horaires.",
            )
        )
    in_order = plan.starts_on <= plan.ends_on <= last_possible_day(plan.starts_on)
    if in_order and not any(plan.week.presences(plan.starts_on, plan.ends_on)):
        found.append(
            Broken(
                Part.HOURS,
                "Aucun jour de présence ne tombe entre ces deux dates.",
                "Écrivez les horaires d’un jour au moins, ou corrigez les dates.",
            )
        )
    return tuple(found)
