"""Pieces of a dossier, inside the encrypted store: taken, named, given back in clear, removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import long_date, of, plural, quoted
from coachdesk.core.ids import new_id
from coachdesk.documents.photo_pages import photo_pages
from coachdesk.domain.attachments import proposed_kind, usual_kind, usual_validity
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Attachment, AttachmentContent, Document, Prescription
from coachdesk.queries.attachments import attachment_file
from coachdesk.services.acts import act
from coachdesk.services.attachment_files import (
    MOST_BYTES,
    FileForm,
    TakenFile,
    clean_name,
    form_of,
    too_large,
)
from coachdesk.services.desk import Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.preview import page_count
from coachdesk.services.photo_shrinking import shrunk
from coachdesk.services.rows import name_of, profile_of, row
from coachdesk.store import UnitOfWork

_FINAL = "le journal ne garde que l’empreinte d’un fichier, jamais le fichier"


@dataclass(frozen=True)
class ReadyFile:
    """A file ready to be kept as a piece: shrunk, with nothing in it but what is seen."""

    name: str
    data: bytes
    source: str
    """Digests of the files it was made of."""


def ready(file: TakenFile) -> ReadyFile:
    """A file made ready: a photo shrunk, a scan of several pages made a PDF, the rest as it is.

    Raises:
        UserError: it is refused, broken or too large.
    """
    form = form_of(file)
    if form is FileForm.PHOTO:
        photos = shrunk(file.name, file.data)
        if len(photos) > 1:
            return one_paper([file], [photo.data for photo in photos])
        return ReadyFile(clean_name(file.name, photos[0].suffix), photos[0].data, file.digest)
    if form is FileForm.PDF:
        _refuse_unreadable(file)
        return ReadyFile(clean_name(file.name, ".pdf"), file.data, file.digest)
    return ReadyFile(clean_name(file.name), file.data, file.digest)


def joined(files: Sequence[TakenFile]) -> ReadyFile:
    """Photos of the pages of one paper, as one PDF of as many pages.

    Raises:
        UserError: one of them is broken, or the whole is too large.
    """
    return one_paper(files, [page for file in files for page in pages_of(file)])


def pages_of(file: TakenFile) -> list[bytes]:
    """The pages of a photo or a scan, each as a JPEG.

    Raises:
        UserError: it is broken.
    """
    return [page.data for page in shrunk(file.name, file.data, jpeg=True)]


def one_paper(files: Sequence[TakenFile], pages: Sequence[bytes]) -> ReadyFile:
    """One PDF of the ``pages`` that were made of ``files``.

    Raises:
        UserError: it is too large.
    """
    pdf, name = photo_pages(pages), clean_name(files[0].name, ".pdf")
    if len(pdf) > MOST_BYTES:
        raise too_large(name, MOST_BYTES)
    return ReadyFile(name, pdf, " ".join(file.digest for file in files))


def add_attachments(
    desk: Desk, prescription_id: UUID, files: Sequence[ReadyFile]
) -> tuple[UUID, ...]:
    """Keep files as pieces of a dossier, in one act; gives their ids.

    The kind is what the name tells, the validity what the profile gives that kind.

    Raises:
        UserError: all of them are there already.
    """
    told: list[str] = []
    with act(desk, lambda: told[0]) as uow:
        dossier = row(uow.session, Prescription, prescription_id)
        profile = profile_of(desk, dossier)
        day, new = today(desk.clock), new_ones(uow.session, dossier, files)
        kept = [
            keep_file(uow, dossier, file, told_kind(profile, file.name), profile, day)
            for file in new
        ]
        what = f"pièce {quoted(new[0].name)}" if len(new) == 1 else plural(len(new), "pièce")
        told.append(f"{what} {of(name_of(uow.session, dossier))}")
        uow.commit()
    return tuple(kept)


def new_ones(
    session: Session, dossier: Prescription, files: Sequence[ReadyFile]
) -> tuple[ReadyFile, ...]:
    """Those of ``files`` that the dossier does not hold yet.

    Raises:
        UserError: it holds them all.
    """
    held = set(
        session.scalars(select(Attachment.source).where(Attachment.prescription_id == dossier.id))
    )
    new = tuple({file.source: file for file in files if file.source not in held}.values())
    if not new:
        raise UserError(
            f"{quoted(files[0].name)} est déjà parmi les pièces de cette personne.",
            "Ouvrez la liste de ses pièces : le même fichier y figure.",
        )
    return new


def told_kind(profile: ActionProfile, name: str) -> str:
    """The kind that a name tells, or the usual one."""
    kinds = profile.attachment_kinds
    return proposed_kind(name, kinds) or usual_kind(kinds)


def keep_file(
    uow: UnitOfWork,
    dossier: Prescription,
    file: ReadyFile,
    kind: str,
    profile: ActionProfile,
    day: date,
    appointment_id: UUID | None = None,
) -> UUID:
    """Keep one file, within the transaction of ``uow``; ``appointment_id`` is what it proves."""
    piece = Attachment(
        id=new_id(),
        prescription_id=dossier.id,
        appointment_id=appointment_id,
        kind=kind,
        name=file.name,
        added_at=uow.now,
        valid_until=usual_validity(profile.attachment_kinds[kind], day),
        size=len(file.data),
        source=file.source,
    )
    uow.session.add(piece)
    uow.session.flush()
    uow.session.add(AttachmentContent(id=piece.id, data=file.data))
    return piece.id


def describe_attachment(
    desk: Desk, attachment_id: UUID, *, name: str, kind: str, valid_until: date | None
) -> None:
    """Give a piece another name, kind or validity.

    Raises:
        UserError: it is gone, or the name is empty.
    """
    if not name.strip():
        raise UserError("Une pièce porte un nom.", "Donnez-lui celui que vous chercherez.")
    told: list[str] = []
    with act(desk, lambda: told[0]) as uow:
        piece = row(uow.session, Attachment, attachment_id)
        told.append(_words(uow.session, piece))
        piece.name = clean_name(name, _suffix(piece.name))
        piece.kind, piece.valid_until = kind, valid_until
        uow.commit()


def remove_attachment(desk: Desk, attachment_id: UUID) -> None:
    """Remove a piece for good; a paper whose scan it was waits for another one.

    Raises:
        UserError: it is gone already.
    """
    told: list[str] = []
    with act(desk, lambda: f"retrait de la {told[0]}", final=_FINAL) as uow:
        piece = row(uow.session, Attachment, attachment_id)
        told.append(_words(uow.session, piece))
        scanned = select(Document).where(
            Document.prescription_id == piece.prescription_id,
            Document.attachment_id == attachment_id,
        )
        for document in uow.session.scalars(scanned).all():
            document.attachment_id = None
        content = uow.session.get(AttachmentContent, attachment_id)
        if content is not None:
            uow.session.delete(content)
            uow.session.flush()
        uow.session.delete(piece)
        uow.commit()


def export_attachment(desk: Desk, attachment_id: UUID, target: Path) -> None:
    """Write a copy of a piece in ``target``, in clear; the journal knows that it left.

    Raises:
        UserError: it is gone, or the file can't be written.
    """
    found = desk.read(lambda link: attachment_file(link, attachment_id))
    leave_in_clear(desk, Attachment.__tablename__, attachment_id, target, found.data)


def pasted_name(desk: Desk) -> str:
    """What an image without a name is called."""
    now = desk.clock.now()
    return f"Image du {long_date(now.date())} à {now:%H} h {now:%M}.png".replace("\u00a0", " ")


def _words(session: Session, piece: Attachment) -> str:
    dossier = row(session, Prescription, piece.prescription_id)
    return f"pièce {quoted(piece.name)} {of(name_of(session, dossier))}"


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2] if "." in name else ""


def _refuse_unreadable(file: TakenFile) -> None:
    pages = page_count(file.data)
    if pages is None:
        raise UserError(
            f"{quoted(file.name)} est fermé par un mot de passe.",
            "Imprimez-le en PDF sans mot de passe : il est chiffré ici de toute façon.",
        )
    if not pages:
        raise UserError(
            f"{quoted(file.name)} est abîmé ou incomplet.",
            "Attendez la fin de la numérisation, ou numérisez-le de nouveau.",
        )
