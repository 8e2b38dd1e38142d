"""What the head of a rendez-vous sheet says, and why its presence changes no more."""

from datetime import date

from coachdesk.core.french import (
    NBSP,
    capital,
    clock_time,
    full_date,
    hours,
    month_name,
    of,
    short_date,
)
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.signing_words import DECLINED
from coachdesk.queries.appointment_sheet import AppointmentSheet, SheetHead
from coachdesk.services.appointment_view import AppointmentView

_LONGEST = 240


def head_words(head: SheetHead, profile: ActionProfile) -> tuple[str, str]:
    """Who it is; when, where, how, and what her contract asks."""
    start = head.start_minute if head.planned_start_minute is None else head.planned_start_minute
    end = head.end_minute if head.planned_end_minute is None else head.planned_end_minute
    day = full_date(head.held_on)
    parts = (
        f"{capital(day)}, {clock_time(start)} – {clock_time(end)}",
        head.place,
        profile.modes.label(head.mode),
        f"{hours(head.weekly_minutes)} par semaine au contrat" if head.weekly_minutes else None,
        f"n°{NBSP}{head.number}",
        head.phone and head.phone.replace(" ", NBSP),
    )
    return f"{head.first_name} {head.last_name}", "  ·  ".join(part for part in parts if part)


def last_words(sheet: AppointmentSheet) -> str:
    """What was noted at the rendez-vous before, cut when it is long."""
    if not sheet.last_note or sheet.last_on is None:
        return ""
    note = " ".join(sheet.last_note.split())
    if len(note) > _LONGEST:
        note = note[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return f"Le {short_date(sheet.last_on)}{NBSP}: {note}"


def why_words(view: AppointmentView, today: date) -> str:
    """Why the presence changes no more, or what to know before it is noted."""
    head = view.sheet.head
    if head.signed:
        return "Présence signée par la personne\u00a0: elle ne change plus."
    if view.closed:
        return (
            f"Le mois {of(month_name(head.held_on))} est clôturé\u00a0: s’il est faux, ouvrez une "
            "rectification depuis sa page."
        )
    said = []
    if head.declined is not None and head.presence is Presence.ATTENDED:
        said.append(f"{DECLINED[head.declined]}\u00a0: c’est noté\u202f; signer reste possible.")
    if head.presence is Presence.EXCUSED and head.absence_reason is None:
        said.append("Choisissez la catégorie de l’absence.")
    if head.presence is Presence.ATTENDED and head.mode in REMOTE:
        said.append("Attesté par le coach\u202f; la personne le confirme à la prochaine rencontre.")
    if head.presence is Presence.PLANNED and head.held_on > today:
        said.append(
            "Ce rendez-vous est à venir\u00a0: seules une absence justifiée ou une annulation se "
            "notent d’avance. La personne est là\u202f? «\u00a0Sans rendez-vous\u00a0», dans "
            "«\u00a0Aujourd’hui\u00a0»."
        )
    if view.closed_after is not None:
        said.append(
            f"{month_name(view.closed_after).capitalize()} est déjà clôturé\u00a0: ce qui est noté "
            "ici manquera à ses feuilles, qui seront à rectifier."
        )
    return " ".join(said)


def possible_presences(view: AppointmentView, today: date) -> frozenset[Presence]:
    """What the presence may become."""
    if view.closed or view.sheet.head.signed:
        return frozenset()
    if view.sheet.head.held_on > today:
        return frozenset({Presence.EXCUSED, Presence.CANCELLED})
    return frozenset(Presence)


def tab_words(head: SheetHead) -> str:
    """« Léa D. »."""
    return f"{head.first_name} {head.last_name[:1]}."
