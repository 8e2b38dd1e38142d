"""Companies: prospected, newly met, registered, hosting; what was said with them."""

from sqlalchemy import ColumnElement, and_, exists, func, select

from coachdesk.models import Company, Exit, Immersion, Pathway, Prospecting
from coachdesk.queries.immersions import happens, last_on
from coachdesk.queries.indicators.counting import Counting, Rows, Scope, Shares, labels
from coachdesk.queries.indicators.whose import Keys
from coachdesk.queries.listing import Listing


def count_companies(scope: Scope, which: str, kinds: Keys, results: Keys) -> Counting:
    """Companies, each once."""
    first, last = scope.period.first, scope.period.last
    chosen: ColumnElement[bool]
    match which:
        case "registered":
            chosen = Company.registered_on.between(first, last)
        case "hosting":
            chosen = _through(
                Immersion, happens(), Immersion.starts_on <= last, last_on() >= first, scope=scope
            )
        case "hiring":
            chosen = _through(Exit, Exit.left_on.between(first, last), scope=scope)
        case "new":
            chosen = and_(_said(scope, kinds, results), ~_before(scope, kinds))
        case _:
            chosen = _said(scope, kinds, results)
    return Rows(_companies(scope).where(chosen))


def count_company_contacts(scope: Scope, kinds: Keys, results: Keys) -> Counting:
    """What was said with them in the period."""
    return Rows(_contacts(scope, kinds, results))


def count_company_contacts_by(scope: Scope, by: str, kinds: Keys, results: Keys) -> Counting:
    """The same, by way or result."""
    profile = scope.profile
    words = profile.prospecting_kinds if by == "kind" else profile.prospecting_results
    return Shares(_contacts(scope, kinds, results), f"contact_{by}", labels(words))


def _companies(scope: Scope) -> Listing:
    last_said = (
        select(func.max(Prospecting.done_on))
        .where(
            Prospecting.company_id == Company.id,
            Prospecting.action_id == scope.action_id,
            Prospecting.done_on <= scope.period.last,
        )
        .correlate(Company)
        .scalar_subquery()
    )
    return select(
        Company.name.label("company"),
        Company.activity,
        Company.address,
        Company.registered_on,
        last_said.label("contacted_on"),
    ).order_by(Company.name, Company.id)


def _contacts(scope: Scope, kinds: Keys, results: Keys) -> Listing:
    """Without the person for whom it was: a bilan may list them."""
    return (
        select(
            Prospecting.done_on,
            Company.name.label("company"),
            Prospecting.kind.label("contact_kind"),
            Prospecting.result.label("contact_result"),
        )
        .join(Company, Company.id == Prospecting.company_id)
        .where(*_of_period(scope, kinds, results))
        .order_by(Prospecting.done_on, Prospecting.id)
    )


def _said(scope: Scope, kinds: Keys, results: Keys) -> ColumnElement[bool]:
    """Something was said with the company in the period."""
    hers = Prospecting.company_id == Company.id
    return exists().where(hers, *_of_period(scope, kinds, results))


def _before(scope: Scope, kinds: Keys) -> ColumnElement[bool]:
    """It was met so before the period, whatever came of it."""
    return exists().where(
        Prospecting.company_id == Company.id,
        Prospecting.action_id == scope.action_id,
        Prospecting.done_on < scope.period.first,
        *_told(kinds, None),
    )


def _of_period(scope: Scope, kinds: Keys, results: Keys) -> list[ColumnElement[bool]]:
    return [
        Prospecting.action_id == scope.action_id,
        Prospecting.done_on.between(scope.period.first, scope.period.last),
        *_told(kinds, results),
    ]


def _told(kinds: Keys, results: Keys) -> list[ColumnElement[bool]]:
    return [
        column.in_(keys)
        for column, keys in ((Prospecting.kind, kinds), (Prospecting.result, results))
        if keys is not None
    ]


def _through(
    what: type[Immersion] | type[Exit], *which: ColumnElement[bool], scope: Scope
) -> ColumnElement[bool]:
    """The company received or hired someone of the action."""
    return (
        select(what.id)
        .join(Pathway, Pathway.id == what.pathway_id)
        .where(what.company_id == Company.id, Pathway.action_id == scope.action_id, *which)
        .exists()
    )


FUNCTIONS = {
    "companies": count_companies,
    "company_contacts": count_company_contacts,
    "company_contacts_by": count_company_contacts_by,
}
