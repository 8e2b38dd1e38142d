"""The immersions of an action by what is to be done about them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from coachdesk.domain.pmsmp_course import VISIT_BEYOND, Course, ImmersionStage
from coachdesk.queries.immersion_list import ImmersionListRow, immersion_list
from coachdesk.services.desk import ActionInfo
from coachdesk.services.immersion_words import stage_words

_YEAR = timedelta(days=366)
_REPRISE = timedelta(days=31)
"""How long the bilan of an immersion of the reprise is asked for (decision 14)."""


class Group(StrEnum):
    """In the order of the screen."""

    UNDER_WAY = "under_way"
    TO_COME = "to_come"
    TO_REVIEW = "to_review"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line: in which group it stands, where it is, whether something is owed."""

    row: ImmersionListRow
    group: Group
    state: str
    owed: bool

    @property
    def who(self) -> str:
        """« DURAND Léa »."""
        return f"{self.row.last_name} {self.row.first_name}"


def grouped(link: Connection, action: ActionInfo, day: date) -> tuple[Listed, ...]:
    """Those to come, under way, and of the last twelve months."""
    return tuple(_listed(row, action, day) for row in immersion_list(link, action.id, day - _YEAR))


def _listed(row: ImmersionListRow, action: ActionInfo, day: date) -> Listed:
    course = Course(row.starts_on, row.ends_on, None, row.outcome, row.ended_on)
    stage = course.stage(day, signed=row.signed)
    words = stage_words(stage, action.profile, row.cause, begun=row.starts_on <= day)
    if stage in {ImmersionStage.TO_SIGN, ImmersionStage.SIGNED}:
        return Listed(row, Group.TO_COME, words, owed=not row.signed)
    if stage is ImmersionStage.UNDER_WAY:
        if not row.signed:
            return Listed(row, Group.UNDER_WAY, f"{words}, convention à signer", owed=True)
        long = row.ends_on - row.starts_on >= VISIT_BEYOND
        if long and not row.visited and not row.cut_over:
            return Listed(row, Group.UNDER_WAY, f"{words}, visite à faire", owed=True)
        return Listed(row, Group.UNDER_WAY, words, owed=False)
    asked = not row.cut_over or row.ends_on >= day - _REPRISE
    if stage is not ImmersionStage.NOT_DONE and row.review is None and asked:
        return Listed(row, Group.TO_REVIEW, f"{words}, bilan à faire", owed=True)
    review = row.review and action.profile.reviews.label(row.review).lower()
    told = f"{words}, bilan {review}" if review and stage is not ImmersionStage.NOT_DONE else words
    return Listed(row, Group.OVER, told, owed=False)
