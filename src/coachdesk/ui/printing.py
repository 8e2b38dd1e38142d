"""A page sent to a printer from memory: no file is left of it."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.papers.preview import PagePicture, page_picture
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner

_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_WIDTH = 2480
"""Pixels of an A4 page at 300 dots per inch."""


def print_page(
    owner: QWidget, runner: Runner, messages: Messages, pdf: bytes, printed: Callable[[], None]
) -> None:
    """Let her choose a printer for the one page of ``pdf``; ``printed`` once it is sent."""
    if not QPrinterInfo.availablePrinterNames():
        messages.refuse(
            UserError(
                owner.tr("Aucune imprimante n’est connue de cet ordinateur."),
                owner.tr("Enregistrez la fiche en PDF sur une clé USB, pour l’imprimer ailleurs."),
            )
        )
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, owner)

    def draw(picture: PagePicture) -> None:
        draw_page(printer, picture)
        printed()

    dialog.accepted.connect(lambda: runner.read(owner, lambda: page_picture(pdf, _WIDTH), draw))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()


def draw_page(printer: QPrinter, picture: PagePicture) -> None:
    """The picture as large as the sheet, its proportions kept."""
    image = QImage(
        picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    printer.setFullPage(True)
    painter = QPainter(printer)
    page = painter.viewport()
    size = image.size().scaled(page.size(), _KEEP)
    painter.drawImage(QRect(page.topLeft(), size), image)
    painter.end()
