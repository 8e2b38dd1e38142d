"""A code that a phone or a scanner reads, drawn as vectors."""

from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from coachdesk.documents.kit import INK, Paper

_KEPT = 64


def draw_qr(paper: Paper, text: str, x: float, y: float, side: float) -> None:
    """The QR code of ``text``, ``side`` points wide, its bottom left at (x, y)."""
    modules, path = _path(text)
    scale = side / modules
    paper.operators(f"{INK} rg {scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm {path} f")


@lru_cache(maxsize=_KEPT)
def _path(text: str) -> tuple[int, str]:
    """How many modules wide the code is, and its dark ones as rectangles of whole rows."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size: int = code.getModuleCount()  # type: ignore[no-untyped-call] # the stubs miss it
    rectangles = []
    for row in range(size):
        column = 0
        modules = [code.isDark(row, at) for at in range(size)]  # type: ignore[no-untyped-call] # the stubs miss it
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                rectangles.append(f"{column} {size - 1 - row} {length} 1 re")
            column += length
    return size, " ".join(rectangles)
