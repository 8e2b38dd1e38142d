"""Make the program's icon for each system out of its one drawing, resources/app/coachdesk.svg.

``python tools/program_icon.py`` writes beside it the pictures of the window and of the Linux
desktop, coachdesk.ico of Windows, coachdesk.icns of macOS. The same drawing gives the same bytes.
"""

import io
import os
import re
from functools import cache
from pathlib import Path

from PIL import Image

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

APP = Path(__file__).resolve().parent.parent / "resources" / "app"
DRAWING = APP / "coachdesk.svg"
PICTURES = (16, 24, 32, 48, 64, 128, 256)
"""Sides in pixels, as the theme of Linux desktops and the window want them."""

WINDOWS = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""The usual ones, and those of screens at 125 and 250 %."""

MACOS = (32, 64, 128, 256, 512, 1024)
_FINE_FROM = 40
"""Below it the signature would be a smear: the desk alone says it."""

_MACOS_MARGIN = 100 / 1024
"""What macOS leaves around every icon of the Dock."""


def main() -> None:
    """Write them all."""
    for name, content in made().items():
        (APP / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")


def made() -> dict[str, bytes]:
    """Each file by its name."""
    files = {f"coachdesk-{side}.png": _bytes(drawn(side), "PNG") for side in PICTURES}
    windows = [drawn(side) for side in WINDOWS]
    files["coachdesk.ico"] = _bytes(
        windows[-1], "ICO", sizes=[each.size for each in windows], append_images=windows[:-1]
    )
    mac = [drawn(side, _MACOS_MARGIN) for side in MACOS]
    files["coachdesk.icns"] = _bytes(mac[-1], "ICNS", append_images=mac[:-1])
    return files


@cache
def drawn(side: int, margin: float = 0) -> Image.Image:
    """The icon at that size, ``margin`` of it left empty on each side."""
    text = DRAWING.read_text("utf-8")
    if side < _FINE_FROM:
        text = re.sub(r'<path id="signature"[^>]*/>', "", text)
    image = QImage(side, side, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(0)
    around = round(side * margin)
    painter = QPainter(image)
    box = QRectF(around, around, side - 2 * around, side - 2 * around)
    QSvgRenderer(QByteArray(text.encode())).render(painter, box)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGBA8888).save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def _bytes(image: Image.Image, form: str, **how: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, optimize=True, **how)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
