"""Where an immersion stands, from what is kept of it, and the hours that were really done."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, hours, long_date
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.week_hours import WeekHours, read_week

VISIT_BEYOND = timedelta(days=7)
"""An immersion longer than that is visited."""


class ImmersionStage(StrEnum):
    """Where an immersion stands."""

    TO_SIGN = "to_sign"
    SIGNED = "signed"
    UNDER_WAY = "under_way"
    DONE = "done"
    ENDED_EARLY = "ended_early"
    NOT_DONE = "not_done"

    @property
    def over(self) -> bool:
        """Nothing more is to come of it but its bilan."""
        return self in {self.DONE, self.ENDED_EARLY, self.NOT_DONE}


STAGES = {
    ImmersionStage.TO_SIGN: "À signer",
    ImmersionStage.SIGNED: "Signée",
    ImmersionStage.UNDER_WAY: "En cours",
    ImmersionStage.DONE: "Terminée",
    ImmersionStage.ENDED_EARLY: "Terminée plus tôt",
    ImmersionStage.NOT_DONE: "N’a pas eu lieu",
}
"""On screen."""
_ENDS: dict[ImmersionOutcome, ImmersionStage] = {
    ImmersionOutcome.DONE: ImmersionStage.DONE,
    ImmersionOutcome.ENDED_EARLY: ImmersionStage.ENDED_EARLY,
    ImmersionOutcome.NOT_DONE: ImmersionStage.NOT_DONE,
}


class _Kept(Protocol):
    """An immersion as the store keeps it, in a row of any query."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def schedule(self) -> str | None: ...
    @property
    def outcome(self) -> ImmersionOutcome | None: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def missed_minutes(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Course:
    """What is kept of an immersion once it is planned."""

    starts_on: date
    ends_on: date
    week: WeekHours | None
    """None for one of the reprise, of which only the weekly hours are known."""
    outcome: ImmersionOutcome | None = None
    ended_on: date | None = None
    missed_minutes: int | None = None

    @property
    def took_place(self) -> bool:
        """Whether it did, or may."""
        return self.outcome is not ImmersionOutcome.NOT_DONE

    @property
    def last_on(self) -> date:
        """Its last day: that on which it ended, or is to."""
        return self.ended_on or self.ends_on

    @property
    def planned_minutes(self) -> int | None:
        """Hours of presence of the convention; None when they are not known day by day."""
        return self.minutes_until(self.ends_on)

    @property
    def real_minutes(self) -> int | None:
        """Hours really done; None while nobody said what became of it, or when not known."""
        if self.outcome is None:
            return None
        if self.outcome is ImmersionOutcome.NOT_DONE:
            return 0
        until = self.minutes_until(self.last_on)
        return None if until is None else max(until - (self.missed_minutes or 0), 0)

    def stage(self, day: date, *, signed: bool) -> ImmersionStage:
        """Where it stands on ``day``; what is over without a word is held to be done."""
        if self.outcome is not None:
            return _ENDS[self.outcome]
        if day > self.ends_on:
            return ImmersionStage.DONE
        if day >= self.starts_on:
            return ImmersionStage.UNDER_WAY
        return ImmersionStage.SIGNED if signed else ImmersionStage.TO_SIGN

    def minutes_until(self, last: date) -> int | None:
        """Hours planned until ``last``; None when they are not known day by day."""
        if self.week is None:
            return None
        return sum(minutes for _, minutes in self.week.presences(self.starts_on, last))


def course_of(kept: _Kept) -> Course:
    """What became of it, or will."""
    return Course(
        kept.starts_on,
        kept.ends_on,
        read_week(kept.schedule) if kept.schedule else None,
        kept.outcome,
        kept.ended_on,
        kept.missed_minutes,
    )


def last_presence(course: Course, day: date) -> date:
    """The last day on which she was there, seen from ``day``: what an early end begins with."""
    last = min(day, course.ends_on - timedelta(days=1))
    if course.week is not None:
        present = [each for each, _ in course.week.presences(course.starts_on, last)]
        last = present[-1] if present else last
    return max(last, course.starts_on)


def refuse_unfit_end(course: Course, day: date) -> None:
    """Refuse what can't have become of an immersion, as seen on ``day``.

    Raises:
        UserError: it has not begun, the day is not one of its days, more is missed than planned.
    """
    if course.outcome is ImmersionOutcome.NOT_DONE:
        return
    if course.starts_on > day:
        raise UserError(
            f"Cette immersion ne commence que le {long_date(course.starts_on)}.",
            f"Si elle ne se fait pas, choisissez «{NBSP}N’aura pas lieu{NBSP}».",
        )
    if course.outcome is ImmersionOutcome.DONE and course.ends_on > day:
        raise UserError(
            f"Cette immersion dure jusqu’au {long_date(course.ends_on)}.",
            "Attendez ce jour, ou dites qu’elle s’est terminée plus tôt.",
        )
    early = course.outcome is ImmersionOutcome.ENDED_EARLY
    if early and not (
        course.ended_on is not None and course.starts_on <= course.ended_on < course.ends_on
    ):
        raise UserError(
            "Le dernier jour de présence tombe entre le premier jour et la fin prévue.",
            f"Choisissez un jour du {long_date(course.starts_on)} à la veille du "
            f"{long_date(course.ends_on)}.",
        )
    if early and course.ended_on is not None and course.ended_on > day:
        raise UserError("Ce dernier jour est encore à venir.", "Notez-le une fois passé.")
    most, missed = course.minutes_until(course.last_on), course.missed_minutes or 0
    if most is not None and missed > most:
        raise UserError(
            f"{hours(missed)} manquées, c’est plus que les {hours(most)} prévues jusque-là.",
            f"Écrivez les heures manquées avant le dernier jour{NBSP}: celles d’après ne comptent "
            "plus.",
        )
