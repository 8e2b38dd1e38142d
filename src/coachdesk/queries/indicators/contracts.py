"""Contrats d’engagement: signed, first or renewed, and who has one."""

from sqlalchemy import ColumnElement, Integer, case, cast, select

from coachdesk.domain.catalogue.contracts import CONTRACT_LABELS
from coachdesk.models import EngagementContract, Exit, Pathway
from coachdesk.queries.indicators.counting import Counting, Rate, Rows, Scope, Shares
from coachdesk.queries.indicators.whose import Keys, Window, pathways_of
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person


def count_contracts(scope: Scope, which: str) -> Counting:
    """Those signed in the period."""
    return Rows(_signed(scope).where(*_which(which)))


def count_contracts_by(scope: Scope) -> Counting:
    """The same, by which they are."""
    return Shares(_signed(scope), "contract", CONTRACT_LABELS)


def count_contract_rate(
    scope: Scope, whose: str, exit_kinds: Keys, which: str, window: str, months: int, *, over: bool
) -> Counting:
    """The share of the pathways with such a contract."""
    when = Window(window, months, over)
    has = (
        select(EngagementContract.id)
        .where(
            EngagementContract.pathway_id == Pathway.id,
            when.holds(EngagementContract.signed_on, scope),
            *_which(which),
        )
        .correlate(Pathway, Exit)
        .exists()
    )
    listing = pathways_of(scope, whose, exit_kinds, when)
    return Rate(listing.add_columns(cast(has, Integer).label("reached")), "reached")


def _signed(scope: Scope) -> Listing:
    contracts: Listing = select(
        *WHO,
        EngagementContract.signed_on,
        EngagementContract.starts_on,
        EngagementContract.ends_on,
        EngagementContract.weekly_minutes,
        case((EngagementContract.revision == 1, "first"), else_="renewal").label("contract"),
    )
    return (
        with_person(
            contracts.select_from(EngagementContract).join(
                Pathway, Pathway.id == EngagementContract.pathway_id
            )
        )
        .where(
            Pathway.action_id == scope.action_id,
            EngagementContract.signed_on.between(scope.period.first, scope.period.last),
        )
        .order_by(EngagementContract.signed_on, EngagementContract.id)
    )


def _which(which: str) -> list[ColumnElement[bool]]:
    first = EngagementContract.revision == 1
    return {"first": [first], "renewal": [~first]}.get(which, [])


FUNCTIONS = {
    "contracts": count_contracts,
    "contracts_by": count_contracts_by,
    "contract_rate": count_contract_rate,
}
