"""The list of participants as the window searches and filters it, made once beside the window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from threading import Lock
from typing import TypeAlias

from coachdesk.core import search
from coachdesk.core.clock import today
from coachdesk.core.french import fold
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.participants import (
    ParticipantRow,
    State,
    appointments_held,
    participants_alone,
    with_appointments,
)
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.found_list import FoundList, same_cells, spoken

SOON = timedelta(days=30)
"""An end as near as this is pointed out."""
_Version: TypeAlias = tuple[int, date]


class Facet(StrEnum):
    """What the list is filtered by."""

    SITUATION = "situation"
    COMMUNE = "commune"
    CASE_MANAGER = "case_manager"
    PRESCRIBER = "prescriber"
    ALERT = "alert"


class Situation(StrEnum):
    """Where someone stands, whatever the action calls its outcomes."""

    FOLLOWED = "followed"
    PENDING = "pending"
    LEFT = "left"
    NOT_ENTERED = "not_entered"


class Alert(StrEnum):
    """What is pointed out of someone who is followed (or awaited)."""

    ABSENCES = "absences"
    ENDING = "ending"
    NO_CONTRACT = "no_contract"
    NOTHING_PLANNED = "nothing_planned"


Chosen: TypeAlias = Mapping[Facet, frozenset[str]]
"""The values chosen in each facet."""


@dataclass(frozen=True, eq=False)
class PeopleList(FoundList[ParticipantRow, Facet]):
    """Everyone, by name, each by her prescription."""

    whole: bool
    """Whether what the rendez-vous say is known yet."""


def situation(row: ParticipantRow, pending: frozenset[str]) -> Situation:
    """Where she stands; ``pending`` are the outcomes of a prescription not decided yet."""
    if row.state is State.FOLLOWED:
        return Situation.FOLLOWED
    if row.state is State.LEFT:
        return Situation.LEFT
    return Situation.PENDING if row.outcome in pending else Situation.NOT_ENTERED


def alerts(row: ParticipantRow, where: Situation, threshold: int, day: date) -> tuple[Alert, ...]:
    """What is to be pointed out of her on ``day``."""
    followed = where is Situation.FOLLOWED
    told = (
        (Alert.ABSENCES, followed and row.unexcused > threshold),
        (
            Alert.ENDING,
            followed and row.planned_end_on is not None and row.planned_end_on <= day + SOON,
        ),
        (Alert.NO_CONTRACT, followed and row.contract_on is None),
        (
            Alert.NOTHING_PLANNED,
            where in {Situation.FOLLOWED, Situation.PENDING} and row.next_on is None,
        ),
    )
    return tuple(alert for alert, true in told if true)


def make_list(
    rows: Sequence[ParticipantRow], profile: ActionProfile, day: date, *, whole: bool = True
) -> PeopleList:
    """The list of ``rows``; while it is not ``whole`` nothing is pointed out."""
    pending = frozenset(profile.pending)
    named = sorted((fold(f"{row.last_name} {row.first_name}"), row.number, row) for row in rows)
    ordered = tuple(row for _, _, row in named)
    where = [situation(row, pending) for row in ordered]
    communes, commune_labels = spoken([row.commune for row in ordered])
    managers, manager_labels = spoken([row.case_manager for row in ordered])
    threshold = profile.rules.absence_threshold
    return PeopleList(
        ordered,
        tuple(search.haystack_of(row) for row in ordered),
        tuple(name for name, _, _ in named),
        {
            Facet.SITUATION: same_cells((item.value,) for item in where),
            Facet.COMMUNE: communes,
            Facet.CASE_MANAGER: managers,
            Facet.PRESCRIBER: same_cells((row.prescriber,) for row in ordered),
            Facet.ALERT: same_cells(
                alerts(row, item, threshold, day) if whole else ()
                for row, item in zip(ordered, where, strict=True)
            ),
        },
        {Facet.COMMUNE: commune_labels, Facet.CASE_MANAGER: manager_labels},
        {row.prescription_id: place for place, row in enumerate(ordered)},
        whole,
    )


class People:
    """The list of an action, read again only when the store has changed or the day has.

    Not for the GUI thread. What hundreds of thousands of rendez-vous say comes in a second step.
    """

    def __init__(self, desk: Desk, action: ActionInfo) -> None:
        self._desk = desk
        self._action = action
        self._lock = Lock()
        self._begun: tuple[_Version, tuple[ParticipantRow, ...]] | None = None
        self._kept: tuple[_Version, PeopleList] | None = None

    def begin(self) -> PeopleList:
        """The list at once: without what the rendez-vous say, unless that is known already."""
        with self._lock:
            version = self._version()
            if self._kept is not None and self._kept[0] == version:
                return self._kept[1]
            rows = self._rows(version)
            return make_list(rows, self._action.profile, version[1], whole=False)

    def whole(self) -> PeopleList:
        """The list with all that it says."""
        with self._lock:
            version = self._version()
            if self._kept is None or self._kept[0] != version:
                rows = self._rows(version)
                held = self._desk.read(lambda link: appointments_held(link, version[1]))
                known = with_appointments(rows, held)
                self._kept = (version, make_list(known, self._action.profile, version[1]))
            return self._kept[1]

    def _rows(self, version: _Version) -> tuple[ParticipantRow, ...]:
        if self._begun is None or self._begun[0] != version:
            action_id = self._action.id
            rows = self._desk.read(lambda link: participants_alone(link, action_id))
            self._begun = (version, rows)
        return self._begun[1]

    def _version(self) -> _Version:
        return self._desk.store.head().seq, today(self._desk.clock)
