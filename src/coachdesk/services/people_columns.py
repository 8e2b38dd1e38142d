"""What the list of participants can show of a person, the same on screen and in an export.

Never a frein, never anything of health: a list leaves the desk more easily than a card.
"""

from typing import TypeAlias

from coachdesk.core.french import clock_time, short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.participants import ParticipantRow, State
from coachdesk.services.list_columns import ListColumn

PeopleColumn: TypeAlias = ListColumn[ParticipantRow]
"""One column."""


def people_columns(profile: ActionProfile) -> tuple[PeopleColumn, ...]:
    """Every column, in the order in which they are shown."""

    def state(row: ParticipantRow) -> str:
        if row.state is State.FOLLOWED:
            return "En suivi"
        if row.state is State.LEFT:
            return f"Sortie le {short_date(row.left_on)}"
        return profile.outcomes.label(row.outcome)

    return (
        PeopleColumn("number", "N°", lambda row: row.number),
        PeopleColumn("name", "Nom", full_name),
        PeopleColumn("commune", "Commune", lambda row: row.commune),
        PeopleColumn("phone", "Téléphone", lambda row: row.phone),
        PeopleColumn(
            "beneficiary_number", "N° allocataire", lambda row: row.beneficiary_number, usual=False
        ),
        PeopleColumn("case_manager", "Référent RSA", lambda row: row.case_manager),
        PeopleColumn(
            "prescriber",
            "Prescripteur",
            lambda row: profile.prescribers.label(row.prescriber),
            usual=False,
        ),
        PeopleColumn("received_on", "Prescription", lambda row: row.received_on, usual=False),
        PeopleColumn("entered_on", "Entrée", lambda row: row.entered_on),
        PeopleColumn("contract_on", "Contrat signé", lambda row: row.contract_on, usual=False),
        PeopleColumn("planned_end_on", "Fin prévue", lambda row: row.planned_end_on),
        PeopleColumn("next_on", "Prochain rendez-vous", _next_key, next_words),
        PeopleColumn("attended", "Présences", lambda row: row.attended),
        PeopleColumn("excused", "Abs. just.", lambda row: row.excused, usual=False),
        PeopleColumn("unexcused", "Abs. inj.", lambda row: row.unexcused),
        PeopleColumn("state", "Situation", state),
    )


def full_name(row: ParticipantRow) -> str:
    """« DURAND Léa »."""
    return f"{row.last_name} {row.first_name}"


def next_words(row: ParticipantRow) -> str:
    """« 22/01/2024, 9 h 00 »; empty when none is planned."""
    if row.next_on is None or row.next_minute is None:
        return ""
    return f"{short_date(row.next_on)}, {clock_time(row.next_minute)}"


def _next_key(row: ParticipantRow) -> str | None:
    """Sorts by day, then by hour."""
    if row.next_on is None:
        return None
    return f"{row.next_on.isoformat()} {row.next_minute or 0:04d}"
