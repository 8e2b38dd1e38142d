"""A piece looked at in the window: its pages as pictures, made from the bytes of the store.

Nothing is handed to another program: a copy in clear is made only where the coach asks for one.
"""

from dataclasses import dataclass
from uuid import UUID

from PIL import Image
from sqlalchemy import Connection

from coachdesk.queries.attachments import attachment_file
from coachdesk.services.attachment_files import FileForm, TakenFile, form_of
from coachdesk.services.papers.preview import PagePicture, PdfPages, page_count, page_picture
from coachdesk.services.photo_shrinking import picture_size, small_picture

_TALLEST = 3
"""A picture is shown whole up to that many times as high as it is wide."""


@dataclass(frozen=True)
class OpenPiece:
    """A piece taken out of the store to be looked at: the ``Pages`` of its PDF, or its picture."""

    id: UUID
    name: str
    form: FileForm
    pages: int
    """0 for what can't be shown here."""
    data: bytes

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page.

        Raises:
            UserError: it can't be shown.
        """
        if self.form is FileForm.PDF:
            return PdfPages(self.data).sizes()
        return (picture_size(self.name, self.data),) if self.pages else ()

    def picture(self, number: int, width: int) -> PagePicture:
        """A page at most ``width`` pixels wide; a picture is never made larger than it is.

        Raises:
            UserError: it can't be shown.
        """
        return _picture(self.form, self.name, self.data, number, width)


def open_piece(connection: Connection, attachment_id: UUID) -> OpenPiece:
    """The piece, with the number of its pages.

    Raises:
        UserError: it is gone.
    """
    found = attachment_file(connection, attachment_id)
    form = form_of(TakenFile(found.name, found.data))
    return OpenPiece(found.id, found.name, form, _pages(form, found.data), found.data)


def file_picture(file: TakenFile, width: int) -> PagePicture | None:
    """The first page of a file that is not kept yet; None for what can't be shown.

    Raises:
        UserError: it is broken, or refused as a piece would be.
    """
    form = form_of(file)
    return _picture(form, file.name, file.data, 0, width) if _pages(form, file.data) else None


def _pages(form: FileForm, data: bytes) -> int:
    if form is FileForm.PDF:
        return page_count(data) or 0
    return 1 if form is FileForm.PHOTO else 0


def _picture(form: FileForm, name: str, data: bytes, number: int, width: int) -> PagePicture:
    if form is FileForm.PDF:
        return page_picture(data, width, number)
    return _pixels(small_picture(name, data, width, _TALLEST * width))


def _pixels(image: Image.Image) -> PagePicture:
    data = image.convert("RGB").tobytes("raw", "BGRX")
    return PagePicture(image.width, image.height, 4 * image.width, data)
