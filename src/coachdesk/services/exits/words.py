"""What screens say of an exit, of its follow-ups and of the times that someone came."""

from coachdesk.core.french import NBSP, curled, plural, short_date
from coachdesk.domain.exits import CLASS_LABELS, Derived, ExitClass
from coachdesk.domain.follow_ups import Milestone, MilestoneState
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.exits import ExitRow, FollowUpRow, StintRow

_TONES = {
    ExitClass.DURABLE: "done",
    ExitClass.TRANSITION: "done",
    ExitClass.POSITIVE: "done",
    ExitClass.OTHER: "quiet",
    ExitClass.NEUTRAL: "quiet",
}


def class_words(derived: Derived) -> str:
    """« Emploi durable »."""
    return CLASS_LABELS[derived.exit_class]


def class_tone(derived: Derived) -> str:
    """How it is coloured: an exit is never a fault."""
    return _TONES[derived.exit_class]


def derived_of(profile: ActionProfile, left: ExitRow) -> Derived:
    """What the profile makes of a recorded exit."""
    return profile.exit(left.kind, left.detail, left.job_starts_on, left.job_ends_on)


def exit_words(profile: ActionProfile, left: ExitRow) -> str:
    """« 12/05/2023 · Emploi · CDI · Boulangerie Petit »."""
    kind = profile.exit_kinds.label(left.kind)
    detail = curled(profile.exit_detail(left.kind, left.detail))
    return "  ·  ".join(
        part for part in (short_date(left.left_on), kind, detail, left.employer) if part
    )


def job_words(left: ExitRow) -> str:
    """« du 05/06/2023 au 04/12/2023, 35 h par semaine »; empty when nothing is told."""
    parts = []
    if left.job_starts_on and left.job_ends_on:
        parts.append(f"du {short_date(left.job_starts_on)} au {short_date(left.job_ends_on)}")
    elif left.job_starts_on:
        parts.append(f"à partir du {short_date(left.job_starts_on)}")
    elif left.job_ends_on:
        parts.append(f"jusqu’au {short_date(left.job_ends_on)}")
    if left.weekly_minutes:
        whole, rest = divmod(left.weekly_minutes, 60)
        told = f"{whole}{NBSP}h{NBSP}{rest:02}" if rest else f"{whole}{NBSP}h"
        parts.append(f"{told} par semaine")
    return ", ".join(parts)


def milestone_words(profile: ActionProfile, stone: Milestone, noted: FollowUpRow | None) -> str:
    """« 3 mois : En emploi », « 3 mois : en retard, 15/04/2024 »."""
    months = f"{stone.months}{NBSP}mois{NBSP}:"
    if stone.state is MilestoneState.DONE and noted is not None:
        return f"{months} {profile.follow_up_outcomes.label(noted.outcome)}"
    return f"{months} {state_words(stone, noted)}"


def state_words(stone: Milestone, noted: FollowUpRow | None = None) -> str:
    """Where a follow-up stands, with its day."""
    due = short_date(stone.due_on)
    again = short_date(noted.again_on) if noted and noted.again_on else due
    tried = plural(stone.attempts, "essai")
    return {
        MilestoneState.DONE: f"fait le {short_date(noted.done_on)}" if noted else "fait",
        MilestoneState.AGAIN: f"à rappeler le {again}, {tried}",
        MilestoneState.DUE: f"à faire, prévu le {due}",
        MilestoneState.OVERDUE: f"en retard, prévu le {due}",
        MilestoneState.MISSED: "non fait",
        MilestoneState.TO_COME: f"prévu le {due}",
    }[stone.state]


def milestone_tone(stone: Milestone) -> str:
    """How a follow-up is coloured: done, mend, quiet."""
    if stone.state is MilestoneState.DONE:
        return "done"
    return "mend" if stone.is_asked else "quiet"


def stint_words(profile: ActionProfile, stint: StintRow) -> str:
    """« n° 23-001, du 09/05/2023 au 12/09/2023 : Emploi »."""
    number = f"n°{NBSP}{stint.number}"
    if stint.entered_on is None:
        outcome = profile.outcomes.label(stint.outcome)
        return f"{number}, reçue le {short_date(stint.received_on)}{NBSP}: {outcome}"
    if stint.left_on is None or stint.exit_kind is None:
        return f"{number}, depuis le {short_date(stint.entered_on)}"
    kind = profile.exit_kinds.label(stint.exit_kind)
    span = f"du {short_date(stint.entered_on)} au {short_date(stint.left_on)}"
    return f"{number}, {span}{NBSP}: {kind}"
