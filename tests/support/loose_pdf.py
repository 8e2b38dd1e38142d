"""A PDF of a few pages, each with its own words; for tests of what shows pages."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def pages_of(*words: str) -> bytes:
    """One page of A4 for each of ``words``, filled with them."""
    out = BytesIO()
    canvas = Canvas(out, A4)
    for told in words:
        for line in range(40):
            canvas.drawString(60, A4[1] - 60 - line * 18, f"{told} {line + 1} " * 5)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
