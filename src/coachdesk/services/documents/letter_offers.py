"""The letters that what happened to someone calls for, and how far they are written."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import CopyState, PaperTemplate, Subject
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import Card
from coachdesk.queries.documents import document_row, documents_of
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_rows import template_of
from coachdesk.services.documents.letters import NOTICE, OWN_WORDS, Wanted
from coachdesk.services.papers.subjects import subjects_of
from coachdesk.services.papers.templates import templates

GROUP = "courrier"
"""Of the papers that are letters."""
_LATELY = 30
"""Days after which nobody expects a letter any more."""


@dataclass(frozen=True)
class LetterOffer:
    """A letter that can be written for someone."""

    wanted: Wanted
    label: str
    """« Relance – rendez-vous du 16/01/2024 »."""
    waits: bool
    """Whether it is with those to be printed already."""
    due: bool
    """Whether what happened lately calls for it, and it is not written yet."""


def letters_offered(
    link: Connection, desk: Desk, action: ActionInfo, prescription_id: UUID
) -> tuple[LetterOffer, ...]:
    """The letters that make sense for someone today, those that are due first."""
    subjects, day = subjects_of(link, prescription_id), today(desk.clock)
    made = {(line.kind, line.subject_id): line for line in documents_of(link, prescription_id)}
    found = []
    for template in templates(action).values():
        if template.group != GROUP or not _fits(template, subjects.card, action.profile):
            continue
        about = subjects.of(template)
        if template.subject is Subject.IMMERSION:
            about = tuple(item for item in about if _happened(subjects.card, item.id) <= day)
        for item in about[:1]:
            label = f"{template.title} – {item.words}" if item.words else template.title
            latest = made.get((template.key, item.id))
            ago = (day - _happened(subjects.card, item.id)).days
            found.append(
                LetterOffer(
                    Wanted(template.key, prescription_id, item.id),
                    label,
                    waits=latest is not None and latest.copy is CopyState.TO_PRINT,
                    due=latest is None and 0 <= ago <= _LATELY and _follows(template),
                )
            )
    return tuple(sorted(found, key=lambda offer: not offer.due))


@dataclass(frozen=True)
class AbsenceLetters:
    """The letters that follow one absence, as far as they are written."""

    waiting: frozenset[str]
    """The kinds that wait for the printer."""
    own_words: str
    """What the person says of it; empty while she was not heard."""


def absence_letters(
    link: Connection, action: ActionInfo, prescription_id: UUID, appointment_id: UUID
) -> AbsenceLetters:
    """What is written of the absence at that rendez-vous."""
    about = [
        line for line in documents_of(link, prescription_id) if line.subject_id == appointment_id
    ]
    waiting = frozenset(line.kind for line in about if line.copy is CopyState.TO_PRINT)
    notices = [line for line in about if line.kind == NOTICE]
    said = document_row(link, notices[-1].id).given.get(OWN_WORDS, "") if notices else ""
    fields = template_of(action, NOTICE).fields if notices else ()
    unheard = {field.prefill for field in fields if field.key == OWN_WORDS}
    return AbsenceLetters(waiting, "" if said in unheard else str(said))


def _fits(template: PaperTemplate, card: Card, profile: ActionProfile) -> bool:
    """Whether what happened to the person calls for that letter."""
    if card.exit is None:
        return not any(name.startswith("exit.") for name in template.required)
    if template.subject is Subject.APPOINTMENT:
        return False  # nobody is awaited any more
    return not (profile.is_deceased(card.exit.kind) and "{person." in template.to)


def _follows(template: PaperTemplate) -> bool:
    """Whether it follows what happened; an invitation comes before."""
    return Presence.PLANNED not in template.presences


def _happened(card: Card, subject_id: UUID | None) -> date:
    """The day of what a letter is about; of the exit when it is about the whole dossier."""
    days = {item.id: item.held_on for item in card.appointments}
    days |= {item.id: item.ends_on for item in card.immersions}
    if subject_id is not None:
        return days[subject_id]
    return card.exit.left_on if card.exit else date.min
