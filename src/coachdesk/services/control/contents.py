"""What one person's dossier holds: read at once, then each file with its words and its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, file_slug, going_within, month_name, of, quoted, short_date
from coachdesk.domain.papers import DocumentState
from coachdesk.queries.attachments import attachment_file
from coachdesk.queries.card import Card, participant_card
from coachdesk.queries.control import (
    MetRow,
    PieceRow,
    came_before,
    met_of,
    pieces_of,
    scans_of,
    taken_over,
)
from coachdesk.queries.documents import DocumentLine, documents_of, latest_bytes
from coachdesk.queries.fse import situation_at_entry
from coachdesk.queries.paper_facts import fse_answers
from coachdesk.services.control.parts import Part, part_of_paper, part_of_piece
from coachdesk.services.control.sheets import MonthSheet
from coachdesk.services.desk import ActionInfo
from coachdesk.services.document_words import missing_words, state_words
from coachdesk.services.papers.templates import known_template

_ENDINGS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"GIF8": ".gif"}
_OFFICE = frozenset(
    {".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp", ".doc", ".xls", ".ppt", ".msg", ".rtf",
     ".txt", ".csv", ".eml", ".tif", ".tiff", ".bmp", ".webp"}
)  # fmt: skip
_HEAD = 1024
"""A PDF may begin by a little of something else."""


@dataclass(frozen=True)
class ControlFile:
    """A file of the dossier, as the bytes it is.

    Attributes:
        part: the folder it stands in.
        name: its name there: of letters, digits and dashes, whatever the coach called it.
        label: what it is.
        state: what is to be known of it, « provisoire »; empty of what is as it should be.
        data: its bytes.
        ours: it is a paper of this program, which may carry seals.
    """

    part: Part
    name: str
    label: str
    state: str
    data: bytes = field(repr=False)
    ours: bool = False

    @property
    def path(self) -> str:
        """Inside the person's folder."""
        return f"{self.part}/{self.name}"


@dataclass(frozen=True)
class KeptPaper:
    """A document of the dossier that stands in it, with its bytes once someone answered."""

    line: DocumentLine
    part: Part
    data: bytes | None = field(repr=False)
    scanned: bool
    """The paper signed by hand is among the pieces."""


@dataclass(frozen=True)
class KeptDossier:
    """All that the store holds of one dossier, for a control."""

    card: Card
    papers: tuple[KeptPaper, ...]
    kept_back: tuple[str, ...]
    """Titles of the signed papers that stay with the coach."""
    pieces: tuple[tuple[PieceRow, bytes], ...] = field(repr=False)
    scans: Mapping[UUID, UUID]
    """Of each paper signed by hand, its piece."""
    met: tuple[MetRow, ...]
    fse: Mapping[str, str]
    """What was answered to the FSE+ at its three moments, by question."""
    situation: tuple[str | None, str | None]
    """Employment and training level at entry, keys of the profile."""
    came_before: bool
    taken_over: frozenset[UUID]
    """The immersions of the reprise."""


def kept_dossier(link: Connection, action: ActionInfo, prescription_id: UUID) -> KeptDossier:
    """What is kept of a dossier, in one transaction.

    Raises:
        UserError: the dossier is gone.
    """
    card = participant_card(link, prescription_id)
    scans = scans_of(link, prescription_id)
    papers, kept_back = [], []
    for line in documents_of(link, prescription_id):
        template = known_template(action, line.kind)
        part = part_of_paper(template)
        answered = line.state in {DocumentState.OPEN, DocumentState.CLOSED}
        if part is None:
            if answered and template is not None and not template.anonymous:
                kept_back.append(line.title)
            continue
        papers.append(KeptPaper(line, part, latest_bytes(link, line.id), line.id in scans))
    pieces = pieces_of(link, prescription_id)
    pathway = card.pathway
    return KeptDossier(
        card,
        tuple(papers),
        tuple(dict.fromkeys(kept_back)),
        tuple((piece, attachment_file(link, piece.id).data) for piece in pieces),
        scans,
        met_of(link, pathway.id) if pathway else (),
        fse_answers(link, prescription_id),
        situation_at_entry(link, prescription_id),
        came_before(link, prescription_id),
        taken_over(link, pathway.id) if pathway else frozenset(),
    )


def files_of(
    action: ActionInfo, kept: KeptDossier, sheets: Sequence[MonthSheet]
) -> tuple[ControlFile, ...]:
    """The files of the dossier, by part, none with the name of another."""
    found = [*_papers(kept), *_sheets(sheets), *_pieces(action, kept)]
    taken: set[str] = set()
    named = []
    for file in sorted(found, key=lambda file: file.part):
        name, number = file.name, 1
        while f"{file.part}/{name}" in taken:
            number += 1
            stem, dot, suffix = file.name.rpartition(".")
            name = f"{stem}-{number}{dot}{suffix}"
        taken.add(f"{file.part}/{name}")
        named.append(ControlFile(file.part, name, file.label, file.state, file.data, file.ours))
    return tuple(named)


def _papers(kept: KeptDossier) -> Iterator[ControlFile]:
    hosts = {immersion.id: immersion.company for immersion in kept.card.immersions}
    for paper in kept.papers:
        by_hand = paper.line.paper_signed_on is not None and not paper.line.signed
        if paper.data is None or by_hand:  # what was printed proves nothing: its scan does
            continue
        line = paper.line
        label = f"{line.title} du {short_date(line.made_on)}"
        if line.subject_id in hosts:
            label += f", {hosts[line.subject_id]}"
        if line.revision > 1:
            label += f", version{NBSP}{line.revision}"
        name = f"{file_slug(line.title) or 'papier'}_{line.made_on.isoformat()}.pdf"
        yield ControlFile(paper.part, name, label, _state(paper), paper.data, ours=True)


def _state(paper: KeptPaper) -> str:
    line = paper.line
    if line.state is DocumentState.VOID:
        return "remplacé ou annulé"
    if line.state is DocumentState.OPEN:
        return going_within(missing_words(line.missing))
    if line.paper_signed_on is not None or not line.all_signed:
        return going_within(state_words(line))
    return ""


def _sheets(sheets: Sequence[MonthSheet]) -> Iterator[ControlFile]:
    for sheet in sheets:
        label, stem = f"Feuille d’émargement {of(month_name(sheet.month))}", f"{sheet.month:%Y-%m}"
        state = ""
        if sheet.revision is None:
            stem += "-provisoire"
            state = "provisoire, mois non clôturé"
        elif sheet.correcting:
            state = "mois en cours de rectification"
        if sheet.revision is not None and sheet.revision > 1:
            label += f", rectificatif n°{NBSP}{sheet.revision - 1}"
        yield ControlFile(Part.ATTENDANCE, f"{stem}.pdf", label, state, sheet.pdf, ours=True)


def _pieces(action: ActionInfo, kept: KeptDossier) -> Iterator[ControlFile]:
    profile = action.profile
    scanned = {piece: document for document, piece in kept.scans.items()}
    papers = {paper.line.id: paper for paper in kept.papers}
    for piece, data in kept.pieces:
        if piece.id in scanned:
            paper = papers.get(scanned[piece.id])
            if paper is None:
                continue  # the scan of a paper that stays with the coach stays there too
            what, part = f"{paper.line.title}, signé à la main", paper.part
            day = paper.line.paper_signed_on or paper.line.made_on
        else:
            what, part = profile.attachment_kinds.label(piece.kind), part_of_piece(profile, piece)
            day = piece.proves_on or piece.added_at.date()
        label = f"{what}, absence du {short_date(day)}" if piece.proves_on else what
        name = f"{file_slug(what) or 'piece'}_{day.isoformat()}{_ending(piece, data)}"
        yield ControlFile(part, name, label, "", data)


def _ending(piece: PieceRow, data: bytes) -> str:
    """Of the file's name: by what is inside; of the name that it was given, known endings only."""
    for head, ending in _ENDINGS.items():
        if data.startswith(head) or (ending == ".pdf" and head in data[:_HEAD]):
            return ending
    suffix = PurePath(piece.name).suffix.lower()
    return suffix if suffix in _OFFICE else ".bin"


def paper_words(paper: KeptPaper) -> str:
    """« « Contrat d’engagement » du 09/05/2023 »."""
    return f"{quoted(paper.line.title)} du {short_date(paper.line.made_on)}"


def first_day(kept: KeptDossier) -> date | None:
    """When her sheets begin: at her entry, or the first time she was met on the pathway."""
    pathway = kept.card.pathway
    if pathway is None:
        return None
    return min((pathway.entered_on, *(met.held_on for met in kept.met)))


def last_day(kept: KeptDossier, day: date) -> date:
    """When they end: at her exit or the last time she was met, on ``day`` at the latest."""
    left = kept.card.exit
    if left is None:
        return day
    past = (met.held_on for met in kept.met if met.held_on <= day)
    return min(day, max((left.left_on, *past)))
