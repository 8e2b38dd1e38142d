"""The charts of a bilan: as marks for the screen, as PNG for a DOCX."""

from io import BytesIO

from coachdesk.documents.eu_block import emblem_page
from coachdesk.documents.report.charts import chart
from coachdesk.documents.report.drawing import picture_page
from coachdesk.domain.picture import Picture
from coachdesk.domain.report_content import Report, ReportFigure
from coachdesk.services.papers.preview import PDFIUM

_DOTS = 220
"""Per inch: sharp on a printed page, small in a file."""
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
    import pypdfium2  # it takes 0.05 s to load, and a PDF needs none of it

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        bitmap = document[0].render(scale=dots / _POINTS)
        image = bitmap.to_pil()
        kept = BytesIO()
        image.save(kept, "PNG", optimize=True)
        document.close()
    return kept.getvalue()
