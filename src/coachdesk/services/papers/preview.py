"""Pages of a PDF as pictures, to be looked at before it is saved, or to be read on screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

from coachdesk.core.errors import UserError

PDFIUM = Lock()
"""PDFium is not made for several threads, and reads share a few."""
_LARGEST_PAGE = 200_000
"""Points: 70 metres."""
_WIDEST = 6000
"""Pixels: beyond, a page enlarged would take all memory."""


@dataclass(frozen=True)
class PagePicture:
    """Pixels of four bytes each: blue, green, red, and one that is not used."""

    width: int
    height: int
    stride: int
    """Bytes of a line."""
    data: bytes


class Pages(Protocol):
    """What is read on screen page by page: a PDF, or a picture, which is one page."""

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page, in one unit for all."""
        ...

    def picture(self, number: int, width: int) -> PagePicture:
        """A page, ``width`` pixels wide or less; the first is number 0."""
        ...


@dataclass(frozen=True)
class PdfPages:
    """The ``Pages`` of a PDF."""

    pdf: bytes

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """In points."""
        return page_sizes(self.pdf)

    def picture(self, number: int, width: int) -> PagePicture:
        """Drawn from its vectors, sharp at any width."""
        return page_picture(self.pdf, width, number)


def page_picture(pdf: bytes, width: int, number: int = 0) -> PagePicture:
    """A page of ``pdf``, ``width`` pixels wide; the first is number 0.

    Raises:
        UserError: the page is broken, or of no size.
    """
    with _readable(), _opened(pdf) as document:
        page = document[number]
        wide, high = page.get_width(), page.get_height()
        if not (0 < wide < _LARGEST_PAGE and 0 < high < _LARGEST_PAGE):
            raise _broken()
        scale = min(min(width, _WIDEST) / wide, _WIDEST / high)
        if min(wide, high) * scale < 1:  # a hair, as far as it can be seen
            raise _broken()
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        picture = PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()
        page.close()
        return picture


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page, in points.

    Raises:
        UserError: it can't be read.
    """
    with _readable(), _opened(pdf) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def page_count(pdf: bytes) -> int | None:
    """How many pages a PDF has; 0 when it can't be read, None when a password closes it."""
    import pypdfium2

    try:
        with _opened(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        return None if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else 0


def _broken() -> UserError:
    return UserError(
        "Ce PDF est abîmé\u00a0: la page ne peut pas être montrée.",
        "Redemandez-le, ou numérisez le document de nouveau.",
    )


@contextmanager
def _readable() -> Iterator[None]:
    """What PDFium can't read, in French."""
    import pypdfium2

    try:
        yield
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise _broken() from error


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    # PDFium takes 0.05 s to load: see ``papers.templates.load_papers``.
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            # Who signs must see who signed before her: drawings stand in fields of the form.
            document.init_forms()
            yield document
        finally:
            document.close()
