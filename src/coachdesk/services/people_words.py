"""How the filters of the list of participants read."""

from collections.abc import Mapping

from coachdesk.core.french import plural
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD
from coachdesk.queries.participants import ParticipantRow
from coachdesk.services.found_list import FacetWords, FoundList
from coachdesk.services.people_list import SOON, Alert, Facet, Situation

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


def people_facets(profile: ActionProfile) -> FacetWords[ParticipantRow, Facet]:
    """How the filters of the list read in an action."""
    alerts = _alerts(profile)

    def label(facet: Facet, value: str, people: FoundList[ParticipantRow, Facet]) -> str:
        if not value:
            return NOT_TOLD
        if facet is Facet.SITUATION:
            return SITUATIONS.get(value, value)
        if facet is Facet.PRESCRIBER:
            return profile.prescribers.label(value)
        if facet is Facet.ALERT:
            return alerts.get(value, value)
        return people.labels[facet].get(value, value)

    orders = {
        Facet.SITUATION: tuple(item.value for item in Situation),
        Facet.ALERT: tuple(item.value for item in Alert),
    }
    return FacetWords(FACETS, orders, label)


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
