"""Several files taken at once: read and made ready one after the other, the refused ones told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.services.attachment_files import FileForm, TakenFile, form_of, read_file
from coachdesk.services.attachments import ReadyFile, one_paper, pages_of, ready

Source: TypeAlias = Path | TakenFile
"""Where a file is, or the file itself when it comes from the clipboard or the scanner."""
_MOST_AT_ONCE = 60


@dataclass(frozen=True)
class Prepared:
    """Files ready to be kept, in the order in which they were given."""

    ready: tuple[ReadyFile, ...]
    photos: tuple[TakenFile, ...]
    """Those that are photos: more than one may be the pages of one paper."""
    refusals: tuple[UserError, ...]


def prepare(
    sources: Sequence[Source],
    report: Callable[[float, str], None],
    cancelled: Callable[[], bool],
) -> Prepared:
    """Read the files and make them ready.

    Args:
        sources: the files; photos and scans among them are shrunk.
        report: told how far it is.
        cancelled: asked before each file.

    Raises:
        UserError: none can be kept, or it was cancelled.
    """
    if len(sources) > _MOST_AT_ONCE:
        raise UserError(
            f"{len(sources)} fichiers d’un coup, c’est trop.",
            f"Prenez-en {_MOST_AT_ONCE} au plus à la fois.",
        )
    kept: list[ReadyFile] = []
    photos: list[TakenFile] = []
    refusals: list[UserError] = []
    for number, source in enumerate(sources):
        if cancelled():
            raise UserError(
                "L’ajout a été interrompu : rien n’a été gardé.", "Reprenez les fichiers."
            )
        name = source.name
        report(number / len(sources), f"Préparation de {name}…")
        try:
            file = read_file(source) if isinstance(source, Path) else source
            kept.append(ready(file))
            if form_of(file) is FileForm.PHOTO:
                photos.append(file)
        except UserError as refusal:
            refusals.append(refusal)
    if not kept and refusals:
        raise refusals[0]
    return Prepared(tuple(kept), tuple(photos), tuple(refusals))


def as_one_paper(
    prepared: Prepared, report: Callable[[float, str], None], cancelled: Callable[[], bool]
) -> tuple[ReadyFile, ...]:
    """The photos as the pages of one PDF, and the other files; as ``prepare`` otherwise.

    Raises:
        UserError: the whole is too large, or it was cancelled.
    """
    pages: list[bytes] = []
    for number, photo in enumerate(prepared.photos):
        if cancelled():
            raise UserError(
                "L’assemblage a été interrompu.", "Les images attendent toujours votre réponse."
            )
        report(number / len(prepared.photos), f"Page {number + 1} sur {len(prepared.photos)}…")
        pages += pages_of(photo)
    sources = {photo.digest for photo in prepared.photos}
    others = tuple(file for file in prepared.ready if file.source not in sources)
    return (one_paper(prepared.photos, pages), *others)


def refusals_told(prepared: Prepared) -> UserError | None:
    """What was not kept beside what was; None when all was."""
    if not prepared.refusals:
        return None
    first, others = prepared.refusals[0], len(prepared.refusals) - 1
    also = f" (et {plural(others, 'autre fichier', 'autres fichiers')} de même)" if others else ""
    return UserError(f"Non gardé{also}{NBSP}: {first.sentence}", first.remedy)
