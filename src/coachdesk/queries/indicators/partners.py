"""Partners of the carnet: whom people are oriented to."""

from sqlalchemy import select

from coachdesk.domain.partner_themes import THEMES
from coachdesk.models import Partner
from coachdesk.queries.indicators.counting import Counting, Rows, Scope, Shares
from coachdesk.queries.listing import Listing


def count_partners(scope: Scope) -> Counting:
    """All of them: the carnet is the same for every action."""
    del scope
    return Rows(_partners())


def count_partners_by_theme(scope: Scope) -> Counting:
    """The same, by what they help with."""
    del scope
    return Shares(_partners(), "theme", THEMES)


def _partners() -> Listing:
    return select(
        Partner.name.label("partner"), Partner.kind.label("theme"), Partner.address
    ).order_by(Partner.name)


FUNCTIONS = {"partners": count_partners, "partners_by_theme": count_partners_by_theme}
