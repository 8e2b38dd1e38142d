"""The avis d’absence: one page to the référent RSA, which reports a fact and decides nothing.

An absence may weigh on a person’s income (domain §3): the wording is neutral, computes no
sanction and says that she has not been heard yet.
"""

from dataclasses import dataclass
from datetime import date

from coachdesk.core.french import NBSP, full_date, long_date, plural, short_date
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    ACCENT,
    LABEL,
    TITLE,
    ZEBRA,
    About,
    Paper,
    Style,
    fitted,
)
from coachdesk.documents.letterhead import Operation

TITLE_WORDS = "Avis d’absence"
RIGHT_OF_REPLY = (
    "La personne n’a pas encore été entendue. Cet avis rapporte un fait et ne propose aucune "
    "suite. Si un motif ou un justificatif est donné plus tard, l’absence sera notée autrement "
    "et vous en serez informé."
)
_NOTHING_TRIED = "Rien n’a encore été noté."
_TEXT = Style(size=10)
_STRONG = Style(BOLD, 10)
_HEADING = Style(BOLD, 10.5, ACCENT)
_BOX_HEIGHT = 58.0
_GAP = 12.0
_DATES_SHOWN = 12


@dataclass(frozen=True)
class AbsenceNoticeData:
    """All that the notice says.

    Attributes:
        operation: the action, as on every paper.
        case_manager: the référent RSA; empty when unknown.
        person: « Léa DURAND ».
        number: the dossier's n°.
        recipient_number: n° allocataire, empty when unknown.
        held_on: the day of the rendez-vous.
        hours: « de 9 h 00 à 9 h 30 ».
        where: the place, or how it was to be held.
        category: the profile's word for the absence.
        unexcused: the days of her unexcused absences since the entry, this one last.
        last_attended: the last rendez-vous she came to.
        tried: what the coach did to reach her, as typed.
        next_on: the next rendez-vous planned.
        coach: her name.
        made_on: the day of the notice.
        stamp: what vouches for the paper.
    """

    operation: Operation
    case_manager: str
    person: str
    number: str
    recipient_number: str
    held_on: date
    hours: str
    where: str
    category: str
    unexcused: tuple[date, ...]
    last_attended: date | None
    tried: str
    next_on: date | None
    coach: str
    made_on: date
    stamp: Stamp

    @property
    def full_title(self) -> str:
        """« Avis d’absence – Léa DURAND (23-001) – 01/06/2023 »."""
        return f"{TITLE_WORDS} – {self.person} ({self.number}) – {short_date(self.held_on)}"


def notice_paragraphs(data: AbsenceNoticeData) -> tuple[tuple[str, str], ...]:
    """Heading and text of each paragraph, the same on paper and in a message."""
    number = len(data.unexcused)
    days = ", ".join(short_date(day) for day in data.unexcused[-_DATES_SHOWN:])
    absences = plural(number, "absence injustifiée", "absences injustifiées")
    since = f"{absences} depuis l’entrée dans l’action{NBSP}: {days}."
    if data.last_attended:
        since += f" Dernière présence{NBSP}: {long_date(data.last_attended)}."
    fact = (
        f"{data.person} avait rendez-vous le {full_date(data.held_on)}, {data.hours}, "
        f"{data.where}. La personne n’y est pas venue et n’a pas fait connaître de motif à ce "
        f"jour. L’absence est notée «{NBSP}{data.category}{NBSP}»."
    )
    following = (
        f"Un rendez-vous est prévu le {full_date(data.next_on)}."
        if data.next_on
        else "Aucun autre rendez-vous n’est encore prévu."
    )
    return (
        ("Le rendez-vous", fact),
        ("Depuis l’entrée", since),
        ("Ce qui a été tenté", data.tried or _NOTHING_TRIED),
        ("La suite", following),
        ("Droit de réponse", RIGHT_OF_REPLY),
    )


def notice_text(data: AbsenceNoticeData) -> str:
    """The notice as plain text, to be pasted in a message."""
    to = data.case_manager or "référent RSA"
    paragraphs = (f"{heading}{NBSP}: {text}" for heading, text in notice_paragraphs(data))
    lines = (
        f"{TITLE_WORDS} – {data.operation.title}",
        f"À l’attention de {to}",
        f"{data.person}, n°{NBSP}{data.number}"
        + (f", allocataire {data.recipient_number}" if data.recipient_number else ""),
        *paragraphs,
        f"{data.coach}, le {long_date(data.made_on)}",
    )
    return "\n\n".join(lines)


def absence_notice(data: AbsenceNoticeData) -> Printed:
    """The notice as a PDF of one A4 page, without seal."""
    subject = f"{data.operation.title}, convention n° {data.operation.number}"
    about = About(data.full_title, subject, data.coach, data.stamp.creator, UNSEALED)
    paper = Paper(A4_PORTRAIT, about)
    page = Frame(paper, data.operation, data.stamp, data_digest(data))
    y = page.begin(1, 1)
    paper.bookmark(data.full_title)
    y = _draw_heading(page, data, y)
    for heading, text in notice_paragraphs(data):
        paper.text(page.left, y, heading, _HEADING)
        y -= _HEADING.leading + 3
        for line in wrap(text, _TEXT.face, _TEXT.size, page.width):
            paper.text(page.left, y, line, _TEXT)
            y -= _TEXT.leading + 1.5
        y -= _GAP
    paper.text(page.left, y - 6, f"{data.coach}, coach", _STRONG)
    paper.text(page.left, y - 20, f"Fait le {long_date(data.made_on)}", _TEXT)
    paper.end_page()
    return page.printed(1)


def _draw_heading(page: Frame, data: AbsenceNoticeData, top: float) -> float:
    paper = page.paper
    paper.text(page.left, top - 18, TITLE_WORDS, TITLE)
    paper.right(page.right, top - 18, short_date(data.held_on), TITLE)
    box_top = top - 30
    paper.box(page.left, box_top - _BOX_HEIGHT, page.width, _BOX_HEIGHT, ZEBRA)
    facts = (
        (("À l’attention de (référent RSA)", data.case_manager), ("Coach", data.coach)),
        (("Participant", data.person), ("N° dans l’action", data.number)),
        (("N° allocataire", data.recipient_number), ("Rendez-vous du", short_date(data.held_on))),
    )
    room = (page.width - 8) / len(facts)
    for index, column in enumerate(facts):
        y = box_top - 13
        for label, value in column:
            x = page.left + 8 + index * room
            shown = value or "–"
            paper.text(x, y, label, LABEL)
            paper.text(x, y - 12, shown, fitted(shown, _STRONG, room - 12))
            y -= 27
    return box_top - _BOX_HEIGHT - 28
