"""One immersion: the host, the hours day by day, what its convention and its bilan say.

Also the parties that every convention names: written once, they are those of the one before.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import DAYS, NBSP, full_date, going_within, hours, long_date, plural
from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.paper_facts import FACTS, TABLES
from coachdesk.domain.periods import iso_day
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.siret import siret_words
from coachdesk.domain.week_hours import WeekHours, day_words, minutes_of, read_week
from coachdesk.queries.immersion_paper import (
    CONVENTION,
    REVIEW,
    ImmersionRow,
    immersion_row,
    last_of_action,
    latest_answers,
)
from coachdesk.services.delegation import delegation_of, delegation_words
from coachdesk.services.desk import ActionInfo
from coachdesk.services.papers.facts.words import label_of
from coachdesk.services.papers.templates import templates

_STRONG = "very_good"
"""The best level of the company's grid."""
_PREFIX = "immersion."
_ATTENDANCES = {
    ImmersionOutcome.DONE: "Faite en entier",
    ImmersionOutcome.ENDED_EARLY: "Arrêtée avant la fin",
    ImmersionOutcome.NOT_DONE: "Jamais commencée",
}
"""What became of it, in the words of the bilan."""


def immersion_facts(
    link: Connection, action: ActionInfo, immersion_id: UUID | None, day: date
) -> dict[str, str | FactTable]:
    """Of that immersion, if the paper is about one; the usual parties in any case."""
    found = immersion_row(link, immersion_id) if immersion_id is not None else None
    delegation = delegation_of(link, action.code)
    parties: dict[str, str | FactTable] = {
        **usual_parties(link, action),
        "immersion.delegation": delegation_words(delegation, day) if delegation else "",
    }
    if found is None:
        return {name: "" for name in _NAMES if name not in parties} | parties
    convention = latest_answers(link, CONVENTION, found.id)
    if found.renews_id is not None:
        convention = latest_answers(link, CONVENTION, found.renews_id) | convention
    review = latest_answers(link, REVIEW, found.id)
    return {
        **parties,
        **_host(found),
        **_terms(found, action),
        **_presence(found, review),
        **_outcome(found, action),
        "immersion.renewal": _renewal(link, found),
        "immersion.objectives": str(convention.get("objectives", "")),
        "immersion.tasks": str(convention.get("tasks", "")),
        "immersion.strengths": _strengths(action, review),
    }


_NAMES = tuple(name for name in FACTS if name.startswith(_PREFIX) and name not in TABLES)


def usual_parties(link: Connection, action: ActionInfo) -> dict[str, str]:
    """As the profile names them, or else as the latest convention of the action did."""
    profile, before = action.profile, last_of_action(link, CONVENTION, action.id)
    named = profile.immersion_prescriber
    return {
        "association.address": profile.association_address or before.get("support_address", ""),
        "association.phone": profile.association_phone or before.get("support_phone", ""),
        "immersion.prescriber": named.name if named else before.get("prescriber", ""),
        "immersion.prescriber_address": (
            named.address if named else before.get("prescriber_address", "")
        ),
        "immersion.prescriber_contact": (
            named.contact if named else before.get("prescriber_contact", "")
        ),
    }


def _host(found: ImmersionRow) -> dict[str, str]:
    return {
        "immersion.company": found.company,
        "immersion.siret": siret_words(found.siret or ""),
        "immersion.company_address": found.address or "",
        "immersion.company_activity": found.activity or "",
        "immersion.collective_agreement": found.collective_agreement or "",
        "immersion.contact": found.contact or "",
        "immersion.tutor": found.tutor or "",
        "immersion.place": found.place or found.address or "",
    }


def _terms(found: ImmersionRow, action: ActionInfo) -> dict[str, str]:
    return {
        "immersion.number": f"{found.number}-{found.rank}",
        "immersion.trade": found.trade or "",
        "immersion.purpose": label_of(action.profile.purposes, found.purpose),
        "immersion.starts": long_date(found.starts_on),
        "immersion.ends": long_date(found.ends_on),
        "immersion.review": label_of(action.profile.reviews, found.review),
    }


def _presence(found: ImmersionRow, review: dict[str, Any]) -> dict[str, str | FactTable]:
    """Hours and days; only those of a week are known of an immersion of the reprise."""
    cut = found.ended_on
    if cut is None and found.outcome is None and review.get("attendance") == "cut":
        cut = iso_day(review.get("last_day"))
    last = {"immersion.last_day": long_date(cut or found.ends_on)}
    if found.schedule is None:
        known = found.weekly_minutes
        return {
            **last,
            "immersion.weekly": hours(known) if known else "",
            "immersion.days": "",
            "immersion.hours": "",
            "immersion.hours_done": "",
            "immersion.schedule": FactTable((), ()),
        }
    week = read_week(found.schedule)
    planned = list(week.presences(found.starts_on, found.ends_on))
    done = sum(minutes for day, minutes in planned if cut is None or day <= cut)
    real = found.course.real_minutes
    return {
        **last,
        "immersion.weekly": hours(week.minutes),
        "immersion.days": plural(len(planned), "jour"),
        "immersion.hours": hours(sum(minutes for _, minutes in planned)),
        "immersion.hours_done": hours(done if real is None else real),
        "immersion.schedule": _schedule(week, found.starts_on, found.ends_on),
    }


def _outcome(found: ImmersionRow, action: ActionInfo) -> dict[str, str]:
    """What became of it, as the bilan asks; whole while nobody said otherwise."""
    missed = found.missed_minutes
    return {
        "immersion.attendance": _ATTENDANCES[found.outcome or ImmersionOutcome.DONE],
        "immersion.missed": hours(missed) if missed else "",
        "immersion.cause": label_of(action.profile.immersion_causes, found.cause),
    }


def _renewal(link: Connection, found: ImmersionRow) -> str:
    """« Renouvellement de la convention n° …, du … au …. Ce qui reste à atteindre : … »."""
    before = immersion_row(link, found.renews_id) if found.renews_id is not None else None
    if before is None:
        return ""
    span = f"du {long_date(before.starts_on)} au {long_date(before.course.last_on)}"
    reason = (found.renewal_reason or "").rstrip(".")
    return (
        f"Renouvellement de la convention n°{NBSP}{before.number}-{before.rank}, {span}, avec le "
        f"même objet et les mêmes objectifs. Objectifs non atteints{NBSP}: {reason}."
    )


def _schedule(week: WeekHours, first: date, last: date) -> FactTable:
    """Each day of a whole week, its total, and the public holidays that are left out."""
    rows = [
        (DAYS[number].capitalize(), day_words(spans) or "–", _length(minutes_of(spans)))
        for number, spans in enumerate(week.days)
    ]
    rows.append(("Semaine pleine", plural(week.days_worked, "jour"), hours(week.minutes)))
    off = week.days_off(first, last)
    if off:
        rows.append(("Sauf", ", ".join(map(full_date, off)) + f"{NBSP}: férié", "–"))
    return FactTable(("Jour", "Horaires", "Heures"), tuple(rows), (22, 58, 20))


def _length(minutes: int) -> str:
    return hours(minutes) if minutes else "–"


def _strengths(action: ActionInfo, review: dict[str, Any]) -> str:
    """What the company saw done very well."""
    template = templates(action).get(REVIEW)
    fields = template.fields if template else ()
    seen = [field.label for field in fields if review.get(field.key) == _STRONG]
    return ", ".join([*seen[:1], *map(going_within, seen[1:])])
