"""The guide, or some pages of it, as a PDF."""

from pathlib import Path

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.os_errors import reason
from coachdesk.domain.guide_text import GuidePage
from coachdesk.services.guide.pages import guide_pages, picture_path


def guide_pdf(pages: tuple[GuidePage, ...] | None = None) -> bytes:
    """Those pages, or the whole guide with its contents; the same pages give the same bytes."""
    from coachdesk.documents.guide_book import guide_book

    return guide_book(guide_pages() if pages is None else pages, picture_path, __version__)


def save_guide(target: Path, pdf: bytes) -> None:
    """Write the guide, made beforehand, in ``target``.

    Raises:
        UserError: the file can't be written.
    """
    try:
        write_atomically(target, pdf)
    except OSError as error:
        raise UserError(
            f"Le guide n’a pas pu être enregistré\u00a0: {reason(error)}.",
            "Choisissez un autre dossier.",
        ) from error
