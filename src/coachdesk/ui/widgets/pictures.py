"""Pictures made beside the window, turned into what it paints."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPixmap

from coachdesk.services.papers.preview import PagePicture


def pixmap_of(picture: PagePicture, scale: float) -> QPixmap:
    """``picture`` ready to be shown, one of its pixels for each pixel of a screen at ``scale``."""
    image = QImage(
        picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    pixmap = QPixmap.fromImage(image.copy())
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def png_of(image: QImage) -> bytes:
    """An image of the clipboard as the bytes of a PNG file; away from the GUI thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # it takes a text, and no bytes
    return bytes(buffer.data().data())
