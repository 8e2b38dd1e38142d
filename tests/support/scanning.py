"""QR codes as a camera sees them: read by a reader that has nothing of ours."""

from collections.abc import Sequence
from pathlib import Path

import zxingcpp
from PIL import Image
from PySide6.QtWidgets import QWidget

_QUIET, _SCALE = 4, 3


def scanned(squares: Sequence[Sequence[bool]]) -> str:
    """What is read in these squares, drawn in black on white."""
    side = len(squares) + 2 * _QUIET
    picture = Image.new("L", (side, side), 255)
    for y, line in enumerate(squares):
        for x, dark in enumerate(line):
            if dark:
                picture.putpixel((x + _QUIET, y + _QUIET), 0)
    return _read(picture.resize((side * _SCALE, side * _SCALE), Image.Resampling.NEAREST))


def scanned_widget(widget: QWidget, folder: Path) -> str:
    """What is read in what a widget shows."""
    path = folder / "screen.png"
    widget.grab().save(str(path))
    with Image.open(path) as picture:
        return _read(picture.convert("L"))


def _read(picture: Image.Image) -> str:
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)
