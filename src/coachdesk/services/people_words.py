"""How the filters of the list of participants read."""

from collections.abc import Mapping

from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD
from coachdesk.services.people_list import SOON, Alert, Chosen, Facet, PeopleList, Situation

FACETS: Mapping[Facet, str] = {
    Facet.SITUATION: "Situation",
    Facet.COMMUNE: "Commune",
    Facet.CASE_MANAGER: "Référent RSA",
    Facet.PRESCRIBER: "Prescripteur",
    Facet.ALERT: "À signaler",
}
"""In the order in which they are shown."""
SITUATIONS: Mapping[str, str] = {
    Situation.FOLLOWED: "En suivi",
    Situation.PENDING: "En attente",
    Situation.LEFT: "Sortis",
    Situation.NOT_ENTERED: "Non entrés",
}


def value_label(facet: Facet, value: str, people: PeopleList, profile: ActionProfile) -> str:
    """How one value reads."""
    if not value:
        return NOT_TOLD
    if facet is Facet.SITUATION:
        return SITUATIONS.get(value, value)
    if facet is Facet.PRESCRIBER:
        return profile.prescribers.label(value)
    if facet is Facet.ALERT:
        return _alerts(profile).get(value, value)
    return people.labels[facet].get(value, value)


def values_shown(facet: Facet, chosen: Chosen, counted: Mapping[str, int]) -> tuple[str, ...]:
    """The values that a filter proposes: those that would leave someone, and those chosen."""
    proposed = {*counted, *chosen.get(facet, ())}
    if facet is Facet.SITUATION:
        return tuple(item.value for item in Situation if item in proposed)
    if facet is Facet.ALERT:
        return tuple(item.value for item in Alert if item in proposed)
    return tuple(proposed)


def facet_words(facet: Facet, chosen: Chosen, people: PeopleList, profile: ActionProfile) -> str:
    """« Commune : Airaines », « Commune : 3 choix », « Commune » when everyone passes."""
    values = chosen.get(facet, frozenset())
    if not values:
        return FACETS[facet]
    if len(values) == 1:
        label = value_label(facet, next(iter(values)), people, profile)
        return f"{FACETS[facet]}{NBSP}: {label}"
    return f"{FACETS[facet]}{NBSP}: {plural(len(values), 'choix', 'choix')}"


def criteria(typed: str, chosen: Chosen, people: PeopleList, profile: ActionProfile) -> str:
    """What the list shown was narrowed by, in one line; empty for everyone."""
    said = [f"recherche {quoted(typed.strip())}"] if typed.strip() else []
    for facet, heading in FACETS.items():
        values = sorted(
            value_label(facet, value, people, profile) for value in chosen.get(facet, ())
        )
        if values:
            said.append(f"{heading}{NBSP}: {', '.join(values)}")
    return " · ".join(said)


def criteria_briefly(typed: str, chosen: Chosen, people: PeopleList, profile: ActionProfile) -> str:
    """The same, with the number of values where there are several."""
    said = [f"recherche {quoted(typed.strip())}"] if typed.strip() else []
    said += [facet_words(facet, chosen, people, profile) for facet in FACETS if chosen.get(facet)]
    return " · ".join(said)


def _alerts(profile: ActionProfile) -> Mapping[str, str]:
    absences = plural(
        profile.rules.absence_threshold, "absence injustifiée", "absences injustifiées"
    )
    return {
        Alert.ABSENCES: f"Plus de {absences}",
        Alert.ENDING: f"Fin prévue dans {plural(SOON.days, 'jour')} ou passée",
        Alert.NO_CONTRACT: "Contrat manquant",
        Alert.NOTHING_PLANNED: "Sans rendez-vous prévu",
    }
