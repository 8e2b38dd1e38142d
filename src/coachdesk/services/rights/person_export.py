"""All about one person in a folder: a PDF to read, a JSON, her files (RGPD art. 15 and 20)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.files import make_folder
from coachdesk.core.french import NBSP, file_slug
from coachdesk.documents.account import account_pdf
from coachdesk.models import (
    Appointment,
    Attachment,
    AttachmentContent,
    Document,
    Participant,
    Prescription,
    Workshop,
)
from coachdesk.services.control.sinks import FolderSink, free_name
from coachdesk.services.desk import Desk
from coachdesk.services.documents.drafting import preview
from coachdesk.services.leaving import explained, note_export
from coachdesk.services.papers.one_sheet import one_sheet
from coachdesk.services.papers.shown_sheet import sealed_sheet
from coachdesk.services.rights.own_rows import chunks
from coachdesk.services.rights.person_data import PersonData, ToReread, months_of, person_data
from coachdesk.services.rights.person_json import person_json
from coachdesk.services.rights.person_paper import person_account
from coachdesk.services.workshops.closing import own_line

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class MadeExport:
    """What was written.

    Attributes:
        folder: where.
        files: how many, in all.
        hidden: how many names of others were left out.
        to_reread: where others may be named still: to be read before it is given.
    """

    folder: Path
    person: str
    files: int
    hidden: int
    to_reread: tuple[ToReread, ...]


def participant_of(desk: Desk, number: str) -> UUID:
    """Whose dossier bears that n°, in any action.

    Raises:
        UserError: nobody's, or those of two people.
    """
    query = select(Prescription.participant_id).where(Prescription.number == number.strip())
    found = set(desk.read(lambda link: link.execute(query).scalars().all()))
    if len(found) == 1:
        return found.pop()
    if found:
        raise UserError(
            f"Plusieurs personnes ont un dossier n°{NBSP}{number}, dans des actions différentes.",
            "Ouvrez la fiche de celle qui demande, puis « Données et droits ».",
        )
    raise UserError(
        f"Aucun dossier n’a le n°{NBSP}{number}.", "Vérifiez-le sur la fiche de la personne."
    )


def export_person(
    desk: Desk, participant_id: UUID, out: Path, progress: Progress = lambda _done, _text: None
) -> MadeExport:
    """Write all about someone in a new folder of ``out``, in clear; the journal knows first.

    Raises:
        UserError: she is gone, or the folder can't be written; nothing is left of it then.
    """
    progress(0.0, "Lecture du dossier")
    data = person_data(desk, participant_id)
    day = today(desk.clock)
    number = file_slug(data.numbers[-1]) if data.numbers else "personne"
    with explained(f"dans {out}"):
        make_folder(out)
        name = free_name(out, f"donnees_{number}_{day.isoformat()}")
        note_export(desk, Participant.__tablename__, participant_id, {"folder": name})
        sink = FolderSink(out, name)
        try:
            digests: dict[str, str] = {}
            for path, content in _files(desk, data, progress):
                sink.add(path, content)
                digests[path] = sha256(content).hexdigest()
            progress(0.9, "Mise en page")
            sink.add("donnees.json", person_json(data, digests))
            sink.add("donnees.pdf", account_pdf(person_account(desk, data, tuple(digests))).pdf)
            sink.finish()
        finally:
            sink.give_up()
    progress(1.0, "Fait")
    return MadeExport(sink.target, data.name, len(digests) + 2, data.hidden, data.to_reread)


def _files(desk: Desk, data: PersonData, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Her files, each with its path: pieces, papers as they were signed, attendance sheets."""
    pieces, papers = data.mine.of(Attachment), data.mine.of(Document)
    months = months_of(data)
    ateliers = desk.read(lambda link: _ateliers(link, data.mine.of(Appointment)))
    total, done = len(pieces) + len(papers) + len(months) + len(ateliers) or 1, 0
    taken: set[str] = set()

    def step(text: str) -> None:
        nonlocal done
        done += 1
        progress(0.1 + 0.8 * done / total, text)

    for key in pieces:
        name, content = desk.read(lambda link, key=key: _piece(link, key))  # type: ignore[misc]  # mypy can't infer a bound default
        step("Pièces")
        yield _free(taken, "pieces", Path(name).stem, Path(name).suffix), content
    for key in papers:
        title = desk.read(lambda link, key=key: _title(link, key))  # type: ignore[misc]  # likewise
        step("Papiers")
        yield _free(taken, "papiers", title, ".pdf"), preview(desk, key)
    actions = {action.id: action for action, _ in data.actions}
    dossiers = desk.read(lambda link: _dossiers(link, data.participant_id))
    for month in months:
        step("Feuilles d’émargement")
        for dossier, action_id in dossiers:
            with suppress(UserError):  # not in that action then
                sheet = one_sheet(desk, actions[action_id], dossier, month)
                name = f"emargement_{month:%Y-%m}"
                yield _free(taken, "emargement", name, ".pdf"), sealed_sheet(desk, sheet)
    own = frozenset(dossier for dossier, _ in dossiers)
    for key, action_id, day, title in ateliers:
        step("Ateliers")
        line = sealed_sheet(desk, own_line(desk, actions[action_id], key, own))
        yield _free(taken, "emargement", f"atelier_{day.isoformat()}_{title}", ".pdf"), line


def _ateliers(link: Connection, met: Sequence[UUID]) -> tuple[tuple[UUID, UUID, date, str], ...]:
    """Those that she was at: key, action, day, title."""
    found = {}
    for some in chunks(met):
        for row in link.execute(
            select(Workshop.id, Workshop.action_id, Workshop.held_on, Workshop.title)
            .join(Appointment, Appointment.workshop_id == Workshop.id)
            .where(Appointment.id.in_(some))
        ):
            found[row.id] = (row.id, row.action_id, row.held_on, row.title)
    return tuple(sorted(found.values(), key=lambda each: (each[2], each[3])))


def _piece(link: Connection, key: UUID) -> tuple[str, bytes]:
    name, data = link.execute(
        select(Attachment.name, AttachmentContent.data)
        .join(AttachmentContent, AttachmentContent.id == Attachment.id)
        .where(Attachment.id == key)
    ).one()
    return name, data


def _title(link: Connection, key: UUID) -> str:
    title: str = link.execute(select(Document.title).where(Document.id == key)).scalar_one()
    return title


def _dossiers(link: Connection, participant_id: UUID) -> tuple[tuple[UUID, UUID], ...]:
    found = link.execute(
        select(Prescription.id, Prescription.action_id).where(
            Prescription.participant_id == participant_id
        )
    )
    return tuple((key, action) for key, action in found)


def _free(taken: set[str], folder: str, stem: str, suffix: str) -> str:
    """A path of plain letters that none of the others has."""
    ending = suffix.lower() if suffix[1:].isascii() and suffix[1:].isalnum() else ""
    base = f"{folder}/{file_slug(stem) or 'fichier'}"
    path, number = f"{base}{ending}", 1
    while path in taken:
        number += 1
        path = f"{base}-{number}{ending}"
    taken.add(path)
    return path
