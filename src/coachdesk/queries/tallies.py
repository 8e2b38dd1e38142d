"""The numbers of a month's page, counted at once: a dozen figures from two reads.

Each number is that of the rows of a listing (``appointments``, ``pathways``), which are read when a
figure is opened; tests hold the two together.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.periods import MONTHS_OF_A_YEAR, Period, month_of
from coachdesk.models import Appointment, Exit, Pathway
from coachdesk.queries.pathways import active_between

Meetings: TypeAlias = dict[tuple[Presence, Mode], tuple[int, int]]
"""How many rendez-vous of each kind, and their minutes in all."""


def meetings(connection: Connection, action_id: UUID, period: Period) -> Meetings:
    """The rendez-vous of the period, by what became of them and how they were held."""
    own = select(Pathway.id).where(
        Pathway.id == Appointment.pathway_id, Pathway.action_id == action_id
    )
    shares = (
        select(
            Appointment.presence,
            Appointment.mode,
            func.count(),
            func.sum(Appointment.end_minute - Appointment.start_minute),
        )
        .where(Appointment.held_on.between(period.first, period.last), own.exists())
        .group_by(Appointment.presence, Appointment.mode)
    )
    return {
        (presence, mode): (number, minutes)
        for presence, mode, number, minutes in connection.execute(shares)
    }


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a pathway goes, and how it ended."""

    entered_on: date
    left_on: date | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Spans:
    """The pathways with a day, an entry or an exit in some period."""

    spans: tuple[Span, ...]

    def active(self, period: Period) -> int:
        """As ``pathways.active_pathways`` counts them."""
        return sum(
            span.entered_on <= period.last
            and (span.left_on is None or span.left_on >= period.first)
            for span in self.spans
        )

    def entered(self, period: Period) -> int:
        """As ``pathways.entered`` counts them."""
        return sum(period.first <= span.entered_on <= period.last for span in self.spans)

    def left(self, period: Period, kinds: Collection[str] | None = None) -> int:
        """As ``pathways.left`` counts them, or ``pathways.left_as``."""
        return sum(
            span.left_on is not None
            and period.first <= span.left_on <= period.last
            and (kinds is None or span.kind in kinds)
            for span in self.spans
        )

    def curve(self, year: int, months: int = MONTHS_OF_A_YEAR) -> tuple[int, ...]:
        """The file active of each month of the year, up to the month n° ``months``."""
        return tuple(
            self.active(month_of(date(year, number, 1))) for number in range(1, months + 1)
        )


def pathway_spans(connection: Connection, action_id: UUID, period: Period) -> Spans:
    """The pathways of the action that concern the period."""
    concerned = (
        select(Pathway.entered_on, Exit.left_on, Exit.kind)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            # Who enters or leaves in it has a day in it.
            Pathway.action_id == action_id,
            active_between(period.first, period.last),
        )
    )
    return Spans(tuple(Span(*row) for row in connection.execute(concerned)))


@dataclass(frozen=True, slots=True)
class Tallies:
    """What the figures of one period are counted from."""

    period: Period
    meetings: Meetings
    spans: Spans

    def held(self, presence: Presence | None = None, mode: Mode | None = None) -> int:
        """As ``appointments.held`` counts them, or those of one presence or mode."""
        return self._sum(0, presence, mode)

    def minutes(self, mode: Mode | None = None) -> int:
        """Minutes of the presences, or of those held in one way."""
        return self._sum(1, Presence.ATTENDED, mode)

    def _sum(self, place: int, presence: Presence | None, mode: Mode | None) -> int:
        return sum(
            counted[place]
            for (became, how), counted in self.meetings.items()
            if presence in {None, became} and mode in {None, how}
        )


def tallies(connection: Connection, action_id: UUID, period: Period) -> Tallies:
    """Both reads."""
    return Tallies(
        period,
        meetings(connection, action_id, period),
        pathway_spans(connection, action_id, period),
    )
