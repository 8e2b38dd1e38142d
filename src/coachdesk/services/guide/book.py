"""The guide, or some pages of it, as a PDF."""

from collections.abc import Callable
from pathlib import Path

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.os_errors import reason
from coachdesk.domain.guide_text import GuidePage
from coachdesk.services.guide.pages import guide_pages, picture_path


class GuideStoppedError(UserError):
    """The coach stopped it: nothing is written."""


def guide_pdf(
    pages: tuple[GuidePage, ...] | None = None,
    progress: Callable[[float, str], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """Those pages, or the whole guide with its contents; the same pages give the same bytes.

    Raises:
        GuideStoppedError: ``cancelled`` said so.
    """
    from coachdesk.documents.guide_book import guide_book

    asked = guide_pages() if pages is None else pages

    def begun(number: int) -> None:
        if cancelled():
            raise GuideStoppedError("Le guide n’a pas été enregistré.", "Rien n’a changé.")
        progress(number / len(asked), f"Guide\u00a0: {asked[number].title}")

    return guide_book(asked, picture_path, __version__, begun)


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
