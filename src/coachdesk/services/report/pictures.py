"""The charts of a bilan: as marks for the screen, as PNG for a DOCX."""

from io import BytesIO

from coachdesk.documents.eu_block import emblem_page
from coachdesk.documents.report.charts import chart
from coachdesk.documents.report.drawing import picture_page
from coachdesk.domain.picture import Picture
from coachdesk.domain.report_content import Report, ReportFigure
from coachdesk.services.papers.preview import PDFIUM

_DOTS = 180
"""Per inch: sharp on a printed page, small in a file."""
_COLOURS = 16
"""One hue, ink and greys, with the edges between them: a fifth of the bytes of all colours."""
_NEARLY_WHITE = 250
"""What few colours make of white: a picture must not stand on a grey of its own."""
_POINTS = 72
_EMBLEM_HEIGHT = 60.0
"""Points."""


def figure_chart(report: Report, figure: ReportFigure, width: float) -> Picture | None:
    """The chart of a figure over ``width`` points; None for one that has none."""
    return chart(figure, report.period.first.year, width)


def picture_png(picture: Picture, dots: int = _DOTS) -> bytes:
    """The picture as PNG, on white."""
    return _page_png(picture_page(picture), dots)


def emblem_png() -> bytes:
    """The emblem of the European Union as PNG."""
    return _page_png(emblem_page(_EMBLEM_HEIGHT), _DOTS)


def _page_png(pdf: bytes, dots: int) -> bytes:
    import pypdfium2  # with Pillow it takes 0.1 s to load, and a PDF needs none of them
    from PIL.Image import Quantize

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        bitmap = document[0].render(scale=dots / _POINTS)
        image = bitmap.to_pil()
        kept = BytesIO()
        few = image.quantize(_COLOURS, Quantize.FASTOCTREE)
        few.putpalette([255 if tone >= _NEARLY_WHITE else tone for tone in few.getpalette() or ()])
        few.save(kept, "PNG")
        document.close()
    return kept.getvalue()
