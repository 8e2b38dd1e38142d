"""A code that a phone or a scanner reads: one encoder, as vectors on paper, squares on screen."""

from functools import lru_cache
from itertools import groupby

from coachdesk.documents.kit import INK, Paper

_KEPT = 64
Modules = tuple[tuple[bool, ...], ...]
"""Row by row from the top, whether each square is dark; the quiet zone is not among them."""


def draw_qr(paper: Paper, text: str, x: float, y: float, side: float) -> None:
    """The QR code of ``text``, ``side`` points wide, its bottom left at (x, y)."""
    count, path = _path(text)
    scale = side / count
    paper.operators(f"{INK} rg {scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm {path} f")


def modules(text: str, *, printed: bool) -> Modules:
    """The squares of the QR code of ``text``.

    Args:
        text: what is read.
        printed: whether it must survive a fold or a stain; on a screen its squares are larger
            instead.

    Raises:
        ValueError: ``text`` is too long for any code.
    """
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M if printed else QRErrorCorrectLevel.L)
    code.addData(text)
    code.make()
    size: int = code.getModuleCount()  # type: ignore[no-untyped-call] # the stubs miss it
    return tuple(
        tuple(bool(code.isDark(row, at)) for at in range(size))  # type: ignore[no-untyped-call] # the stubs miss it
        for row in range(size)
    )


@lru_cache(maxsize=_KEPT)
def _path(text: str) -> tuple[int, str]:
    """How many modules wide the code is, and its dark ones as rectangles of whole rows."""
    squares = modules(text, printed=True)
    size = len(squares)
    rectangles = []
    for row, line in enumerate(squares):
        column = 0
        for dark, run in groupby(line):
            length = len(list(run))
            if dark:
                rectangles.append(f"{column} {size - 1 - row} {length} 1 re")
            column += length
    return size, " ".join(rectangles)
