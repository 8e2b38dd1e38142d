"""Who the person is and by which prescription she came."""

from datetime import date

from coachdesk.core.french import plural
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import Card
from coachdesk.services.papers.facts.words import day_of, label_of

_CIVILITIES = {"female": "Madame", "male": "Monsieur"}


def person_facts(card: Card, profile: ActionProfile, day: date) -> dict[str, str]:
    """Of her and of her dossier, on one day."""
    who = card.identity
    birth = who.birth_date
    age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    return {
        "person.name": f"{who.first_name} {who.last_name}",
        "person.first_name": who.first_name,
        "person.last_name": who.last_name,
        "person.civility": _CIVILITIES.get(who.gender, ""),
        "person.birth": day_of(birth),
        "person.age": plural(age, "an"),
        "person.address": " ".join(filter(None, (who.postcode, who.commune))),
        "person.phone": who.phone or "",
        "person.email": who.email or "",
        "person.beneficiary_number": who.beneficiary_number or "",
        "dossier.number": who.number,
        "dossier.prescriber": label_of(profile.prescribers, who.prescriber),
        "dossier.case_manager": who.case_manager or "",
        "dossier.case_manager_organisation": who.case_manager_organisation or "",
        "dossier.case_manager_reach": ", ".join(
            filter(None, (who.case_manager_phone, who.case_manager_email))
        ),
        "dossier.received": day_of(who.received_on),
        "dossier.outcome": label_of(profile.outcomes, who.outcome),
        "dossier.decided": day_of(who.decided_on),
        "dossier.reason": who.decision_reason or "",
        "dossier.first_appointment": day_of(who.first_appointment_on),
    }
