"""The words of acts and of outreach, the same on every screen and in every file."""

from decimal import Decimal

from coachdesk.core.french import NBSP, decimal, hours, plural
from coachdesk.domain.profile import ActionProfile, ContactStage, ServiceKind
from coachdesk.queries.outreach import Stages
from coachdesk.queries.services import ServiceRow

_UNKNOWN = ServiceKind("", "")


def kind_of(profile: ActionProfile, key: str) -> ServiceKind:
    """The kind of that key; a bare one for what the profile no longer declares."""
    known = {kind.key: kind for kind in profile.services}
    return known.get(key, _UNKNOWN)


def amount(hundredths: int) -> str:
    """« 12 », « 12,50 »: two decimals or none."""
    return decimal(Decimal(hundredths) / 100, 2 if hundredths % 100 else 0)


def quantity_words(profile: ActionProfile, kind: str, hundredths: int | None) -> str:
    """« 12,50 km »; empty for an act without a quantity."""
    if not hundredths:
        return ""
    return f"{amount(hundredths)}{NBSP}{kind_of(profile, kind).unit}".rstrip(NBSP)


def result_words(profile: ActionProfile, kind: str, result: str | None) -> str:
    """The label of a result of that kind."""
    return kind_of(profile, kind).results.label(result) if result else ""


def act_details(
    profile: ActionProfile, kind: str, quantity: int | None, minutes: int | None
) -> tuple[str, ...]:
    """How much and how long, where told."""
    told = (quantity_words(profile, kind, quantity), hours(minutes) if minutes else "")
    return tuple(part for part in told if part)


def people_words(row: ServiceRow) -> str:
    """« DURAND Léa », « 10 personnes, dont DURAND Léa, MAQUET Paul »: the number is seen first."""
    named = ", ".join(person.name for person in row.persons)
    if not row.unnamed:
        return named
    return ", dont ".join(part for part in (plural(row.people, "personne"), named) if part)


def stages_of(profile: ActionProfile) -> Stages:
    """The outcomes of the profile that stand for each stage of a contact."""
    return {
        stage: [word.key for word in profile.outreach_outcomes if word.stage is stage]
        for stage in ContactStage
    }


def stage_of(profile: ActionProfile, outcome: str) -> ContactStage:
    """Where a contact of that outcome stands; nowhere to go for a word that is gone."""
    outcomes = profile.outreach_outcomes
    return outcomes[outcome].stage if outcome in outcomes else ContactStage.ENDED


def first_of(profile: ActionProfile, stage: ContactStage) -> str:
    """The outcome that the program gives for ``stage``; the profile has one (see its reader)."""
    return next(word.key for word in profile.outreach_outcomes if word.stage is stage)
