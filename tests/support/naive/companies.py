"""Companies, counted by hand."""

from datetime import date

from coachdesk.domain.periods import Period
from coachdesk.domain.words import NOT_TOLD
from support.naive.whose import Keys, told
from support.naive.work import Firm
from support.naive.world import World, inside

_Said = tuple[date, str, str | None]


def _said(firm: Firm, period: Period, kinds: Keys, results: Keys) -> list[_Said]:
    return [
        said
        for said in firm.said
        if inside(said[0], period) and told(said[1], kinds) and told(said[2], results)
    ]


def companies(world: World, period: Period, which: str, kinds: Keys, results: Keys) -> int:
    left = {case.number for case, _ in world.left(period)}

    def counts(firm: Firm) -> bool:
        now = bool(_said(firm, period, kinds, results))
        before = any(day < period.first and told(kind, kinds) for day, kind, _ in firm.said)
        return {
            "contacted": now,
            "new": now and not before,
            "registered": inside(firm.registered, period),
            "hosting": False,
            "hiring": any(number in left for number in firm.hired),
        }[which]

    return sum(counts(firm) for firm in world.work.firms) + (
        len(_hosts(world, period)) if which == "hosting" else 0
    )


def _hosts(world: World, period: Period) -> set[str]:
    """Those of ``support.cases.fill``, besides the firms."""
    return {
        stage.company
        for case in world.cases
        for stage in case.stages
        if stage.first <= period.last
        and stage.last >= period.first
        and str(stage.outcome or "") != "not_done"
    }


def company_contacts(world: World, period: Period, kinds: Keys, results: Keys) -> int:
    return sum(len(_said(firm, period, kinds, results)) for firm in world.work.firms)


def company_contacts_by(
    world: World, period: Period, by: str, kinds: Keys, results: Keys
) -> list[str]:
    profile = world.profile
    return [
        profile.prospecting_kinds[kind].label
        if by == "kind"
        else profile.prospecting_results[result].label
        if result
        else NOT_TOLD
        for firm in world.work.firms
        for _, kind, result in _said(firm, period, kinds, results)
    ]
