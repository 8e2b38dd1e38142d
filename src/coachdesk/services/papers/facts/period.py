"""What was attended between two days that a paper asks for, such as an attestation de présence."""

from collections.abc import Mapping
from datetime import date

from coachdesk.core.french import hours
from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import Answer
from coachdesk.domain.periods import iso_day
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import Card
from coachdesk.services.papers.facts.pathway import presences_table

FIRST_DAY, LAST_DAY = "first_day", "last_day"
"""Keys of the fields that say the period; a paper without them is about all there is."""


def period_facts(
    card: Card, profile: ActionProfile, answers: Mapping[str, Answer]
) -> dict[str, str | FactTable]:
    """Of the days that ``answers`` name, both included."""
    first = iso_day(answers.get(FIRST_DAY)) or date.min
    last = iso_day(answers.get(LAST_DAY)) or date.max
    attended = [
        item
        for item in reversed(card.appointments)
        if item.presence is Presence.ATTENDED and first <= item.held_on <= last
    ]
    minutes = sum(item.end_minute - item.start_minute for item in attended)
    return {
        "period.presences": presences_table(attended, profile),
        "period.held": str(len(attended)),
        "period.hours": hours(minutes),
    }
