"""The people of a company: hosted or hired, in one list, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coachdesk.core.french import short_date
from coachdesk.domain.pmsmp_course import STAGES, Course, ImmersionStage
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.company import HiredRow, HostedRow


@dataclass(frozen=True, slots=True)
class PersonHere:
    """One immersion or one hiring."""

    prescription_id: UUID
    who: str
    what: str
    """« Immersion, aide de cuisine, du 04/03/2024 au 15/03/2024 », « Embauche, CDI »."""
    begins_on: date
    outcome: str
    immersion_id: UUID | None
    over: bool
    """It took place, and is over: the company may be thanked."""


def people_here(
    hosted: tuple[HostedRow, ...], hired: tuple[HiredRow, ...], profile: ActionProfile, day: date
) -> tuple[PersonHere, ...]:
    """Everyone hosted or hired, the latest first."""
    found = [*_hosted(hosted, day), *_hired(hired, profile)]
    return tuple(sorted(found, key=lambda one: one.begins_on, reverse=True))


def _hosted(rows: tuple[HostedRow, ...], day: date) -> Iterator[PersonHere]:
    for row in rows:
        course = Course(row.starts_on, row.ends_on, None, row.outcome, row.ended_on)
        stage = course.stage(day, signed=True)  # by a signature or not, it is to come
        yield PersonHere(
            row.prescription_id,
            f"{row.last_name} {row.first_name}",
            ", ".join(part for part in ("Immersion", row.trade, _days(row)) if part),
            row.starts_on,
            _outcome(stage, row),
            row.immersion_id,
            over=stage.over and course.took_place,
        )


def _days(row: HostedRow) -> str:
    return f"du {short_date(row.starts_on)} au {short_date(row.ends_on)}"


def _outcome(stage: ImmersionStage, row: HostedRow) -> str:
    """« Terminée plus tôt, le 12/05/2023 »."""
    if stage is ImmersionStage.SIGNED:
        return "À venir"
    early = stage is ImmersionStage.ENDED_EARLY and row.ended_on is not None
    return f"{STAGES[stage]}, le {short_date(row.ended_on)}" if early else STAGES[stage]


def _hired(rows: tuple[HiredRow, ...], profile: ActionProfile) -> Iterator[PersonHere]:
    for row in rows:
        detail = profile.exit_detail(row.kind, row.detail)
        begins = row.job_starts_on or row.left_on
        ends = f" au {short_date(row.job_ends_on)}" if row.job_ends_on else ""
        when = f"du {short_date(begins)}{ends}" if ends else f"le {short_date(begins)}"
        yield PersonHere(
            row.prescription_id,
            f"{row.last_name} {row.first_name}",
            ", ".join(part for part in ("Embauche", detail, when) if part),
            begins,
            profile.exit_kinds.label(row.kind),
            None,
            over=False,
        )
