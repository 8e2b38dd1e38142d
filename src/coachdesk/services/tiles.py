"""The figures shown for a month: their names, and the listing that each one counts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TypeAlias
from uuid import UUID

from coachdesk.core.french import plural
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.indicators import percent
from coachdesk.domain.periods import Period
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries import appointments, immersions, pathways, prescriptions
from coachdesk.queries.listing import Listing
from coachdesk.queries.tallies import Tallies
from coachdesk.services.figures import positive_kinds

Scope: TypeAlias = Callable[[UUID, Period], Listing]
"""The listing of an action in a period."""
Tallied: TypeAlias = Callable[[Tallies], int | None]
"""The number itself, from what was counted for all figures at once."""


class Unit(Enum):
    """What the number of a figure is of."""

    COUNT = "count"
    MINUTES = "minutes"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: the number of rows of ``listing``, their minutes, or their share in percent.

    ``tallied`` is that number; without it the rows of the listing are counted.
    """

    key: str
    label: str
    listing: Scope
    tallied: Tallied | None = None
    unit: Unit = Unit.COUNT
    cumulates: bool = True
    monthly_target: int | None = None
    yearly_target: int | None = None
    part_of: str | None = None


def tiles(profile: ActionProfile) -> tuple[Tile, ...]:
    """The figures of a month, in the order in which they are read."""
    kinds = positive_kinds(profile)
    positive = _in(pathways.left_as, kinds)
    threshold = profile.rules.absence_threshold
    return (
        Tile(
            "file_active",
            "File active",
            _in(pathways.active_pathways),
            lambda tallies: tallies.spans.active(tallies.period),
            monthly_target=profile.targets.file_active,
        ),
        Tile(
            "entries",
            "Entrées",
            _in(pathways.entered),
            lambda tallies: tallies.spans.entered(tallies.period),
            yearly_target=profile.targets.entries_per_year,
        ),
        Tile(
            "exits",
            "Sorties",
            _in(pathways.left),
            lambda tallies: tallies.spans.left(tallies.period),
        ),
        Tile(
            "positive_exits",
            "Sorties positives",
            positive,
            lambda tallies: tallies.spans.left(tallies.period, kinds),
            part_of="exits",
        ),
        Tile(
            "positive_rate",
            "Taux de sorties positives",
            positive,
            lambda tallies: percent(
                tallies.spans.left(tallies.period, kinds), tallies.spans.left(tallies.period)
            ),
            Unit.PERCENT,
            yearly_target=profile.targets.positive_exit_percent,
            part_of="exits",
        ),
        Tile("prescriptions", "Prescriptions reçues", _in(prescriptions.received)),
        Tile("appointments", "Rendez-vous", _in(appointments.held), Tallies.held),
        *(
            Tile(
                f"appointments.{presence.key}",
                presence.label,
                _in(appointments.with_presence, Presence(presence.key)),
                partial(Tallies.held, presence=Presence(presence.key)),
                part_of="appointments",
            )
            for presence in profile.presences
        ),
        Tile(
            "minutes",
            "Heures de présence",
            _in(appointments.attended),
            Tallies.minutes,
            Unit.MINUTES,
        ),
        *(
            Tile(
                f"minutes.{mode.key}",
                mode.label,
                _in(appointments.attended_by, Mode(mode.key)),
                partial(Tallies.minutes, mode=Mode(mode.key)),
                Unit.MINUTES,
                part_of="minutes",
            )
            for mode in profile.modes
        ),
        Tile(
            "often_absent",
            f"Plus de {plural(threshold, 'absence injustifiée', 'absences injustifiées')}",
            _in(appointments.often_absent, threshold),
            cumulates=False,
        ),
        Tile("immersions", "Immersions en cours", _in(immersions.in_progress)),
    )


def _in(listing: Callable[..., Listing], *more: object) -> Scope:
    return partial(_listing_in, listing, more)


def _listing_in(
    listing: Callable[..., Listing], more: tuple[object, ...], action_id: UUID, period: Period
) -> Listing:
    return listing(action_id, period.first, period.last, *more)
