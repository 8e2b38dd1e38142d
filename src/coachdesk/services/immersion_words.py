"""How an immersion is told on screens: where it stands, since when, what was done."""

from datetime import date

from coachdesk.core.french import NBSP, going_within, hours, short_date
from coachdesk.domain.pmsmp_course import STAGES, Course, ImmersionStage
from coachdesk.domain.profile import ActionProfile

TONES = {
    ImmersionStage.TO_SIGN: "mend",
    ImmersionStage.SIGNED: "quiet",
    ImmersionStage.UNDER_WAY: "done",
    ImmersionStage.DONE: "done",
    ImmersionStage.ENDED_EARLY: "quiet",
    ImmersionStage.NOT_DONE: "quiet",
}
"""Never « refused »: an immersion that did not take place is nobody's fault until it is."""

NEVER = "N’aura pas lieu"
"""Of one that is given up before its first day."""


def span_words(course: Course) -> str:
    """« du 04/03/2024 au 15/03/2024 », to the day on which it really ended."""
    return f"du {short_date(course.starts_on)} au {short_date(course.last_on)}"


def stage_words(
    stage: ImmersionStage, profile: ActionProfile, cause: str | None, *, begun: bool = True
) -> str:
    """« N’a pas eu lieu : transport »; « N’aura pas lieu » of one whose first day is to come."""
    words = STAGES[stage] if begun or stage is not ImmersionStage.NOT_DONE else NEVER
    if cause is None:
        return words
    why = profile.immersion_causes.label(cause)
    return f"{words}{NBSP}: {going_within(why)}"


def hours_words(course: Course) -> str:
    """« 63 h 00 faites sur 133 h 00 », or what is planned; empty when nothing is known."""
    planned, real = course.planned_minutes, course.real_minutes
    if planned is None or not course.took_place:
        return ""
    if real is None:
        return f"{hours(planned)} prévues"
    return f"{hours(real)} faites sur {hours(planned)}"


def days_until(day: date, target: date) -> str:
    """« demain », « dans 5 jours », « aujourd’hui »."""
    left = (target - day).days
    return {0: "aujourd’hui", 1: "demain"}.get(left, f"dans {left}{NBSP}jours")
