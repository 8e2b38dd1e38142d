"""The list of companies: its columns as a table shows them."""

from collections.abc import Callable, Mapping
from datetime import date

from coachdesk.queries.companies import CompanyLine
from coachdesk.services.companies.company_list import (
    CompanyFacet,
    company_columns,
    id_of,
)
from coachdesk.services.list_columns import ListColumn
from coachdesk.ui.item_models.found_list import FoundListModel
from coachdesk.ui.item_models.table import Column

_WIDTHS: Mapping[str, int] = {
    "commune": 140, "trades": 250, "phone": 118, "last_on": 108, "call_back_on": 112,
    "hosted": 92, "hired": 92,
}  # fmt: skip
_SPARE = frozenset({"phone", "last_on", "hired"})
_COUNTS = frozenset({"hosted", "hired"})


class CompaniesModel(FoundListModel[CompanyLine, CompanyFacet]):
    """Every company that answers a search and filters, in the order of a column."""

    def __init__(self, day: Callable[[], date]) -> None:
        """``day`` is today, asked for at each painting: the window may stay open overnight."""
        values = company_columns()
        super().__init__(tuple(_column(value, day) for value in values), values, id_of)


def _column(value: ListColumn[CompanyLine], day: Callable[[], date]) -> Column[CompanyLine]:
    def due(line: CompanyLine) -> str | None:
        return "mend" if line.call_back_on is not None and line.call_back_on <= day() else None

    return Column(
        value.heading,
        value.text,
        right=value.key in _COUNTS,
        width=_WIDTHS.get(value.key),
        colour=due if value.key == "call_back_on" else None,
        spare=value.key in _SPARE,
    )
