"""The pathway: what was known at entry, what was held and missed, the immersions, the exit."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from coachdesk.core.french import clock_time, hours, short_date
from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.activity import week_of
from coachdesk.domain.attendance import Presence
from coachdesk.domain.exits import Ahead
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import Card, CardAppointment, CardImmersion, CardPathway
from coachdesk.queries.card_work import CardWork
from coachdesk.services.card import week_activity
from coachdesk.services.papers.facts.words import day_of, label_of, where

_LICENCE = {True: "Oui", False: "Non", None: ""}
_ABSENT = (Presence.EXCUSED, Presence.UNEXCUSED)
_ENTRY = (
    "pathway.entry", "pathway.planned_end", "pathway.status", "pathway.training_level",
    "pathway.household", "pathway.employment", "pathway.main_obstacle", "pathway.driving_licence",
)  # fmt: skip
_EXIT = ("exit.date", "exit.kind", "exit.detail")
_AHEAD = (
    "exit.contract", "exit.working", "exit.working_since", "exit.training", "exit.training_what",
)  # fmt: skip
_YES = "Oui"
_WEEK = timedelta(days=7)


def pathway_facts(
    card: Card, work: CardWork, profile: ActionProfile, day: date
) -> dict[str, str | FactTable]:
    """Of the pathway as it stands on ``day``; empty before an entry, but for who came."""
    met = card.appointments[::-1]
    attended = [item for item in met if item.presence is Presence.ATTENDED]
    absent = [item for item in met if item.presence in _ABSENT]
    return {
        **_entry(card.pathway, profile),
        **_counts(met),
        **_exit(card, profile),
        **_ahead(card, profile, day),
        "pathway.presences": presences_table(attended, profile),
        "pathway.absences": _absences(absent, profile),
        "pathway.immersions": _immersions(card, profile),
        "pathway.activity": _activity(card, work, profile, day),
    }


def _entry(pathway: CardPathway | None, profile: ActionProfile) -> dict[str, str]:
    if pathway is None:
        return dict.fromkeys(_ENTRY, "")
    values = (
        day_of(pathway.entered_on),
        day_of(pathway.planned_end_on),
        label_of(profile.statuses, pathway.status),
        label_of(profile.training_levels, pathway.training_level),
        label_of(profile.households, pathway.household),
        label_of(profile.employment, pathway.employment),
        label_of(profile.obstacles, pathway.main_obstacle),
        _LICENCE[pathway.driving_licence],
    )
    return dict(zip(_ENTRY, values, strict=True))


def _counts(met: Iterable[CardAppointment]) -> dict[str, str]:
    number = Counter(item.presence for item in met)
    minutes = sum(
        item.end_minute - item.start_minute for item in met if item.presence is Presence.ATTENDED
    )
    return {
        "pathway.held": str(number[Presence.ATTENDED]),
        "pathway.excused": str(number[Presence.EXCUSED]),
        "pathway.unexcused": str(number[Presence.UNEXCUSED]),
        "pathway.cancelled": str(number[Presence.CANCELLED]),
        "pathway.hours": hours(minutes),
    }


def _exit(card: Card, profile: ActionProfile) -> dict[str, str]:
    gone = card.exit
    if gone is None:
        return dict.fromkeys(_EXIT, "")
    detail = profile.exit_detail(gone.kind, gone.detail)
    told = (day_of(gone.left_on), profile.exit_kinds.label(gone.kind), detail)
    return dict(zip(_EXIT, told, strict=True))


def _ahead(card: Card, profile: ActionProfile, day: date) -> dict[str, str]:
    """The job or training that she left for, once it has begun; what the exit leaves open stays so.

    Of who left for a job nothing says that she follows no training, nor the reverse.
    """
    told, gone = dict.fromkeys(_AHEAD, ""), card.exit
    if gone is None or gone.kind not in profile.exit_kinds:
        return told
    starts, ends = gone.job_starts_on, gone.job_ends_on
    if (starts is not None and starts > day) or (ends is not None and ends < day):
        return told
    kind = profile.exit_kinds[gone.kind]
    if kind.ahead is Ahead.JOB:
        told["exit.working"] = _YES
        told["exit.contract"] = gone.detail or ""
        told["exit.working_since"] = day_of(starts)
    elif kind.ahead is Ahead.TRAINING:
        what = profile.exit_detail(gone.kind, gone.detail)
        told["exit.training"] = _YES
        told["exit.training_what"] = ", ".join(filter(None, (what, gone.employer)))
    return told


def presences_table(attended: Iterable[CardAppointment], profile: ActionProfile) -> FactTable:
    """What was attended, a row for each."""
    rows = tuple(
        (
            short_date(item.held_on),
            _times(item),
            hours(item.end_minute - item.start_minute),
            where(item, profile),
            profile.modes.label(item.mode),
        )
        for item in attended
    )
    return FactTable(("Date", "Horaires", "Durée", "Lieu", "Forme"), rows)


def _absences(absent: Iterable[CardAppointment], profile: ActionProfile) -> FactTable:
    rows = tuple(
        (
            short_date(item.held_on),
            _times(item),
            profile.presences.label(item.presence),
            label_of(profile.absence_reasons, item.absence_reason),
        )
        for item in absent
    )
    return FactTable(("Date", "Horaires", "Absence", "Motif"), rows)


def _immersions(card: Card, profile: ActionProfile) -> FactTable:
    rows = tuple(
        (
            item.company,
            item.trade or "",
            short_date(item.starts_on),
            short_date(item.course.last_on),
            _done(item),
            label_of(profile.reviews, item.review),
        )
        for item in card.immersions
        if item.course.took_place
    )
    return FactTable(("Entreprise", "Métier", "Du", "Au", "Heures", "Bilan"), rows)


def _done(item: CardImmersion) -> str:
    """The hours really done, or else those of the convention, as far as they are known."""
    real, planned = item.course.real_minutes, item.course.planned_minutes
    known = planned if real is None else real
    return hours(known) if known is not None else ""


def _activity(card: Card, work: CardWork, profile: ActionProfile, day: date) -> FactTable:
    """The hours of each week from the entry on that has any."""
    rows = []
    if card.pathway is not None:
        last = min(day, card.exit.left_on) if card.exit else day
        monday = week_of(card.pathway.entered_on).first
        while monday <= last:
            week = week_activity(card, work, profile, monday)
            if week.minutes:
                asked = hours(week.wanted) if week.wanted is not None else ""
                rows.append((f"Du {short_date(monday)}", hours(week.minutes), asked))
            monday += _WEEK
    return FactTable(("Semaine", "Activité", "Prévu au contrat"), tuple(rows))


def _times(item: CardAppointment) -> str:
    return f"{clock_time(item.start_minute)} – {clock_time(item.end_minute)}"
