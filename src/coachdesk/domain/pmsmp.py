"""What the law asks of an immersion (PMSMP, Code du travail L5135-1 sqq.), as far as it was read.

A rule that was read in its text blocks (domain §1.1 [S]); what is only general knowledge warns.
How the end of a month is found: day to day, the last day included. What depends on the other
immersions of the person is in ``pmsmp_history``.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coachdesk.core.french import NBSP, NNBSP, hours, long_date, short_weekday
from coachdesk.domain.holidays import holiday
from coachdesk.domain.identity import age_on
from coachdesk.domain.periods import months_later
from coachdesk.domain.week_hours import WEEK, WeekHours
from coachdesk.domain.words import Word, WordList

MOST_MINUTES = 48 * 60
"""Of a week (L3121-20, by L5135-6)."""
USUAL_MINUTES = 35 * 60
"""Above, a warning."""
MOST_DAYS = 6
"""Of a week (L3132-1)."""
MOST_PRESENCES = 30
"""Days of presence of one convention, which Immersion Facilitée holds to beside the month."""
FORBIDDEN_USES = (
    "tenir un poste permanent",
    "faire face à un surcroît d’activité",
    "occuper un emploi saisonnier",
    "remplacer une personne absente",
)
"""What a host may not use it for (L5135-7)."""
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


OUTCOMES: WordList[Word] = WordList(
    (
        Word(ImmersionOutcome.DONE, "Faite en entier", ("Faite", "Réalisée", "Terminée")),
        Word(
            ImmersionOutcome.ENDED_EARLY,
            "Terminée plus tôt",
            ("Arrêtée avant la fin", "Interrompue", "Écourtée"),
        ),
        Word(
            ImmersionOutcome.NOT_DONE,
            "N’a pas eu lieu",
            ("N’aura pas lieu", "Jamais commencée", "Annulée", "Non réalisée"),
        ),
    )
)
"""How they are told, and what a workbook may call them."""


class Part(StrEnum):
    """What of an immersion a rule is about."""

    PURPOSE = "purpose"
    ENDS = "ends"
    STARTS = "starts"
    HOURS = "hours"
    PERSON = "person"
    HOST = "host"
    RENEWAL = "renewal"


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
    return end_of_months(starts_on, 1)


def end_of_months(first: date, months: int) -> date:
    """The last day of ``months`` months that begin on ``first``, day to day."""
    same = months_later(first, months)
    return same - timedelta(days=1) if same.day == first.day else same


def broken_rules(plan: Plan) -> tuple[Broken, ...]:
    """The rules that forbid ``plan``; none when it may be agreed."""
    return (*_person(plan), *_purpose(plan), *_dates(plan), *_hours(plan))


def warnings(plan: Plan) -> tuple[str, ...]:
    """What is allowed under conditions that are not known here."""
    said = []
    if USUAL_MINUTES < plan.week.minutes <= MOST_MINUTES:
        said.append(
            f"Plus de 35{NBSP}h par semaine{NBSP}: à vérifier avec la durée du travail de "
            "l’entreprise (article L5135-6)."
        )
    if plan.week.days[_SUNDAY]:
        said.append(
            f"Un dimanche est prévu{NBSP}: à vérifier avec les règles de l’entreprise (L5135-6)."
        )
    if any(
        start < _NIGHT[0] or end > _NIGHT[1] for spans in plan.week.days for start, end in spans
    ):
        said.append(
            f"Des heures de nuit (21{NBSP}h – 6{NBSP}h) sont prévues{NBSP}: à vérifier avec "
            "l’entreprise (L5135-6)."
        )
    if plan.starts_on <= plan.ends_on <= last_possible_day(plan.starts_on):
        said.extend(
            f"Le {short_weekday(day)} est férié ({holiday(day)}){NBSP}: il n’est pas compté."
            for day in plan.week.days_off(plan.starts_on, plan.ends_on)
        )
    return tuple(sentence.replace(" : ", f"{NBSP}: ") for sentence in said)


def _person(plan: Plan) -> tuple[Broken, ...]:
    age = age_on(plan.birth_date, plan.starts_on)
    if age < _SCHOOL_AGE:
        return (
            Broken(
                Part.PERSON,
                f"La personne a {age}{NBSP}ans au début{NBSP}: une immersion demande 16{NBSP}ans "
                "(article L4153-1).",
                "Vérifiez sa date de naissance sur sa fiche.",
            ),
        )
    if age < _ADULT:
        return (
            Broken(
                Part.PERSON,
                f"La personne est mineure au début{NBSP}: son représentant légal doit signer, et "
                "ses horaires suivent d’autres règles (articles L3162-1 et L3163-1).",
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
                "le plus que la loi permet (article L3121-20).",
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
    days = len(list(plan.week.presences(plan.starts_on, plan.ends_on))) if in_order else None
    if days is not None and days > MOST_PRESENCES:
        found.append(
            Broken(
                Part.HOURS,
                f"Ces horaires font {days}{NBSP}jours de présence{NBSP}: une convention en compte "
                f"{MOST_PRESENCES} au plus (article D5135-3).",
                "Retirez un jour de la semaine, ou finissez plus tôt.",
            )
        )
    if days == 0:
        found.append(
            Broken(
                Part.HOURS,
                "Aucun jour de présence ne tombe entre ces deux dates.",
                "Écrivez les horaires d’un jour au moins, ou corrigez les dates.",
            )
        )
    return tuple(found)
