"""What was attended, and what was done, between two days that a paper asks for.

An attestation de présence tells the rendez-vous, a relevé the acts of its kinds.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from coachdesk.core.french import NBSP, hours, plural, short_date
from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import FIRST_DAY, LAST_DAY, Answer
from coachdesk.domain.periods import iso_day
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import Card
from coachdesk.queries.card_work import CardService, CardWork
from coachdesk.services.papers.facts.pathway import presences_table
from coachdesk.services.prestations.words import act_details, amount, kind_of, result_words


def period_facts(
    card: Card,
    work: CardWork,
    profile: ActionProfile,
    answers: Mapping[str, Answer],
    kinds: Collection[str],
) -> dict[str, str | FactTable]:
    """Of the days that ``answers`` name, both included; acts of those ``kinds``, or of any."""
    first = iso_day(answers.get(FIRST_DAY)) or date.min
    last = iso_day(answers.get(LAST_DAY)) or date.max
    attended = [
        item
        for item in reversed(card.appointments)
        if item.presence is Presence.ATTENDED and first <= item.held_on <= last
    ]
    minutes = sum(item.end_minute - item.start_minute for item in attended)
    done = [
        item
        for item in work.services
        if first <= item.done_on <= last and (not kinds or item.kind in kinds)
    ]
    return {
        "period.acts": _acts_table(done, profile),
        "period.acts_total": _total(done, profile),
        "period.presences": presences_table(attended, profile),
        "period.held": str(len(attended)),
        "period.hours": hours(minutes),
    }


def _acts_table(done: Iterable[CardService], profile: ActionProfile) -> FactTable:
    rows = tuple(
        (
            short_date(item.done_on),
            profile.services.label(item.kind),
            ", ".join(act_details(profile, item.kind, item.quantity, item.minutes)),
            item.place or "",
            result_words(profile, item.kind, item.result),
        )
        for item in done
    )
    return FactTable(("Date", "Acte", "Combien", "Lieu", "Résultat"), rows)


def _total(done: Iterable[CardService], profile: ActionProfile) -> str:
    """« 4 actes, 42 h »: what they add up to, each unit apart."""
    units: Counter[str] = Counter()
    number = minutes = 0
    for item in done:
        number, minutes = number + 1, minutes + (item.minutes or 0)
        if item.quantity:
            units[kind_of(profile, item.kind).unit] += item.quantity
    told = [f"{amount(sums)}{NBSP}{unit}" for unit, sums in units.items()]
    if minutes:
        told.append(hours(minutes))
    return ", ".join((plural(number, "acte"), *told)) if number else ""
