"""Photos of a paper's pages as one PDF: an A4 page for each, the picture as large as it fits."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from coachdesk.documents.kit import A4_LANDSCAPE, A4_PORTRAIT

_MARGIN = 14


def photo_pages(photos: Sequence[bytes]) -> bytes:
    """A PDF of JPEG pictures, kept as they are; the same pictures give the same bytes."""
    file = BytesIO()
    canvas = Canvas(file, invariant=True, pageCompression=1, pdfVersion=(1, 7), lang="fr-FR")
    canvas.setProducer("")
    canvas.setCreator("")
    for photo in photos:
        picture = ImageReader(BytesIO(photo))
        width, height = picture.getSize()
        page = A4_LANDSCAPE if width > height else A4_PORTRAIT
        canvas.setPageSize(page)
        scale = min((page[0] - 2 * _MARGIN) / width, (page[1] - 2 * _MARGIN) / height)
        shown = (width * scale, height * scale)
        left, bottom = ((page[side] - shown[side]) / 2 for side in (0, 1))
        canvas.drawImage(picture, left, bottom, *shown)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
