"""The list of participants: its columns as a table shows them."""

from collections.abc import Mapping

from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.participants import ParticipantRow, State
from coachdesk.services.people_columns import PeopleColumn, people_columns
from coachdesk.services.people_list import Facet, PeopleList
from coachdesk.ui.item_models.found_list import FoundListModel
from coachdesk.ui.item_models.table import Column

_WIDTHS: Mapping[str, int] = {
    "number": 76, "commune": 132, "phone": 118, "beneficiary_number": 104, "case_manager": 122,
    "prescriber": 150, "received_on": 100, "entered_on": 96, "contract_on": 108,
    "planned_end_on": 96, "next_on": 150, "attended": 86, "excused": 86, "unexcused": 78,
    "state": 158,
}  # fmt: skip
"""Of each column, for text of the usual size; the name takes what is left."""
_LEAST: Mapping[str, int] = {
    "number": 58, "name": 118, "planned_end_on": 92, "next_on": 98, "unexcused": 62, "state": 140,
}  # fmt: skip
"""What those that are always shown may be narrowed to."""
_SPARE = frozenset({"commune", "phone", "case_manager", "entered_on", "attended"})
_COUNTS = frozenset({"attended", "excused", "unexcused"})


def participant_columns(profile: ActionProfile) -> tuple[Column[ParticipantRow], ...]:
    """The columns as a table shows them."""
    return tuple(_column(column, profile) for column in people_columns(profile))


def _column(column: PeopleColumn, profile: ActionProfile) -> Column[ParticipantRow]:
    threshold = profile.rules.absence_threshold
    colours = {
        "name": _soft_when_gone,
        "state": _soft_when_gone,
        "unexcused": lambda row: "refused" if row.unexcused > threshold else None,
    }
    return Column(
        column.heading,
        column.text,
        right=column.key in _COUNTS,
        width=_WIDTHS.get(column.key),
        colour=colours.get(column.key),
        spare=column.key in _SPARE,
        least=_LEAST.get(column.key),
    )


class ParticipantsModel(FoundListModel[ParticipantRow, Facet]):
    """Everyone who answers a search and filters, in the order of a column."""

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__(
            participant_columns(profile),
            people_columns(profile),
            lambda person: person.prescription_id,
        )
        self._people: PeopleList | None = None

    @property
    def people(self) -> PeopleList | None:
        """Everyone; None until they were read."""
        return self._people

    def show_people(self, people: PeopleList) -> None:
        """Search in ``people`` from now on, for what was sought so far."""
        self._people = people
        self.show_rows(people)


def _soft_when_gone(row: ParticipantRow) -> str | None:
    return None if row.state is State.FOLLOWED else "ink_soft"
