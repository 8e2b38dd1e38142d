"""The companies among what the palette proposes."""

from coachdesk.core.french import fold, plural
from coachdesk.domain.addresses import commune_of
from coachdesk.queries.companies import CompanyLine
from coachdesk.services.companies.company_list import CompanyList, trade_words
from coachdesk.ui.item_models.entries import Entry

_SHOWN = 8
"""More letters find one sooner than scrolling further."""


def companies_named(companies: CompanyList, typed: str) -> list[Entry]:
    """Those that hold every word typed; the ones whose name begins so come first."""
    if not typed.strip():
        return []
    begun, names = fold(typed), companies.names
    found = sorted(companies.found(typed, {}), key=lambda place: not names[place].startswith(begun))
    return [_entry(companies.rows[place]) for place in found[:_SHOWN]]


def _entry(line: CompanyLine) -> Entry:
    hosted = plural(line.hosted, "immersion") if line.hosted else "prospect"
    parts = (commune_of(line.address), trade_words(line), hosted)
    return Entry(
        line.name, " · ".join(part for part in parts if part), glyph="building-2", company=line.id
    )
