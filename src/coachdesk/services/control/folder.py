"""One person's folder: her files, their fiches de preuve, and the PDF that is read through."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, capital, curled, going_within, listed
from coachdesk.core.ids import new_id
from coachdesk.documents.control_cover import ControlCoverData, CoverFile, control_cover
from coachdesk.documents.control_index import IndexFile, IndexLine
from coachdesk.documents.photo_pages import photo_pages
from coachdesk.services.control.contents import ControlFile, KeptDossier
from coachdesk.services.control.judged import Lack
from coachdesk.services.control.parts import PART_WORDS, Part
from coachdesk.services.control.sheets import MonthSheet
from coachdesk.services.control.told import (
    KEPT_BACK,
    NO_GROUP_PAPER,
    SEALS_BESIDE,
    facts_of,
    made_words,
    part_words,
)
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.documents.proof_sheets import fiche_of
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.papers.preview import page_count
from coachdesk.services.papers.print_copy import joined_pages
from coachdesk.signing.verify_pdf import check_pdf
from coachdesk.store import Head

READ_THROUGH = "dossier.pdf"
_FICHE = "-fiche-de-preuve.pdf"
_PICTURES = (".jpg", ".png", ".gif")


@dataclass(frozen=True)
class FolderFile:
    """A file ready to be written, by its path in the whole."""

    listed: IndexFile
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class PersonFolder:
    """What is written for one person, and her line of the index."""

    files: tuple[FolderFile, ...]
    line: IndexLine


@dataclass(frozen=True)
class _Checked:
    """A file with its pages as they can be joined, None where they can't."""

    file: ControlFile
    path: str
    pages: bytes | None = field(repr=False)
    number: int | None
    """Of pages."""
    seals: int = 0


def person_folder(
    desk: Desk,
    action: ActionInfo,
    kept: KeptDossier,
    made: tuple[Sequence[ControlFile], Sequence[MonthSheet], Sequence[Lack]],
    place: tuple[str, Head],
    watch: Callable[[], None],
) -> PersonFolder:
    """The folder of one person.

    Args:
        desk: the open desk.
        action: hers.
        kept: her dossier.
        made: its files, its sheets, what it lacks.
        place: the name of the folder, and where the journal stands.
        watch: asked between two files; it may raise.
    """
    files, sheets, missing = made
    name, head = place
    lacks = [lack.sentence for lack in missing]
    checked: list[_Checked] = []
    fiches: list[_Checked] = []
    for file in files:
        watch()
        seals, fiche, fault = _proof(desk, file)
        if fault:
            lacks.append(f"{file.label}{NBSP}: {fault}")
        checked.append(_read(file, f"{name}/{file.path}", seals))
        if fiche is not None:
            fiches.append(_read(fiche, f"{name}/{fiche.path}", 0))
    watch()
    sentences = tuple(capital(curled(lack)) for lack in dict.fromkeys(lacks))
    every = (*checked, *fiches)
    whole = _read_through(desk, action, kept, every, sentences, head)
    read = ControlFile(Part.ELIGIBILITY, READ_THROUGH, "Le dossier, à lire d’un trait", "", whole)
    who = kept.card.identity
    return PersonFolder(
        (
            _written(_Checked(read, f"{name}/{READ_THROUGH}", None, page_count(whole))),
            *(_written(item) for item in sorted(every, key=lambda item: item.path)),
        ),
        IndexLine(
            who.number,
            f"{who.last_name} {who.first_name}",
            name,
            tuple(part_words(part, files, sheets) for part in Part),
            sentences,
        ),
    )


def _proof(desk: Desk, file: ControlFile) -> tuple[int, ControlFile | None, str]:
    """The seals of a paper of ours, its fiche de preuve if someone answered in it, its fault."""
    if not file.ours:
        return 0, None, ""
    try:
        check = check_pdf(file.data)
    except UserError:  # a paper printed to be signed by hand carries none
        return 0, None, ""
    if check.faults:
        return check.seals, None, f"son cachet ne se vérifie pas, {check.faults[0]}"
    if not check.proofs or check.certificate is None or check.value_at is None:
        return check.seals, None, ""
    stem = file.name.removesuffix(".pdf")
    pdf = fiche_of(file.name, file.data, check, now=desk.clock.now())
    label = f"Fiche de preuve{NBSP}: {going_within(file.label)}"
    return check.seals, ControlFile(file.part, f"{stem}{_FICHE}", label, "", pdf), ""


def _read(file: ControlFile, path: str, seals: int) -> _Checked:
    """The pages of a file: of a PDF its own, of a picture one; none of what is read otherwise."""
    if file.name.endswith(_PICTURES):
        try:
            pages = photo_pages([file.data])
        except Exception:  # noqa: BLE001  (a decoder fed by strangers raises anything)
            return _Checked(file, path, None, None, seals)
        return _Checked(file, path, pages, 1, seals)
    if file.name.endswith(".pdf") and (number := page_count(file.data)):
        return _Checked(file, path, file.data, number, seals)
    return _Checked(file, path, None, None, seals)


def _read_through(
    desk: Desk,
    action: ActionInfo,
    kept: KeptDossier,
    files: Sequence[_Checked],
    lacks: tuple[str, ...],
    head: Head,
) -> bytes:
    who = kept.card.identity
    data = ControlCoverData(
        operation=operation_of(action.profile),
        number=who.number,
        person=f"{who.last_name} {who.first_name}",
        made=made_words(desk.clock.now(), desk.coach.name),
        facts=facts_of(action.profile, kept),
        lacks=lacks,
        files=tuple(_cover_files(files)),
        notes=tuple(_notes(kept)),
        stamp=stamp_now(desk, f"{new_id().hex[-8:]}-C", head),
        coach=desk.coach.name,
    )
    cover = control_cover(data).pdf
    return joined_pages([cover, *(file.pages for file in files if file.pages is not None)])


def _cover_files(files: Sequence[_Checked]) -> Iterator[CoverFile]:
    at = 1
    for item in files:
        joined = item.pages is not None
        yield CoverFile(
            item.path.partition("/")[2], item.file.label, item.file.state, item.number, item.seals,
            at if joined else None,
        )  # fmt: skip
        at += item.number or 0 if joined else 0


def _notes(kept: KeptDossier) -> Iterator[str]:
    yield SEALS_BESIDE
    if any(met.workshop for met in kept.met):
        yield NO_GROUP_PAPER
    if kept.kept_back:
        yield KEPT_BACK.format(listed(kept.kept_back))


def _written(item: _Checked) -> FolderFile:
    return FolderFile(
        IndexFile(
            item.path,
            item.file.label,
            item.file.state,
            item.number,
            item.seals,
            len(item.file.data),
            sha256(item.file.data).hexdigest(),
        ),
        item.file.data,
    )


def part_titles() -> tuple[str, ...]:
    """The parts of a folder, in words."""
    return tuple(PART_WORDS[part] for part in Part)
