"""Pages sent to a printer from memory: no file is left of them."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.papers.preview import PagePicture, page_picture, page_sizes
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner

_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_WIDTH = 2480
"""Pixels of an A4 page at 300 dots per inch."""


def print_pages(
    owner: QWidget, runner: Runner, messages: Messages, pdf: bytes, printed: Callable[[], None]
) -> None:
    """Let her choose a printer for the pages of ``pdf``; ``printed`` once all are sent."""
    if not QPrinterInfo.availablePrinterNames():
        messages.refuse(
            UserError(
                owner.tr("Aucune imprimante n’est connue de cet ordinateur."),
                owner.tr("Enregistrez le PDF sur une clé USB, pour l’imprimer ailleurs."),
            )
        )
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, owner)
    dialog.accepted.connect(lambda: send_pages(owner, runner, printer, pdf, printed))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()


def send_pages(
    owner: QWidget, runner: Runner, printer: QPrinter, pdf: bytes, printed: Callable[[], None]
) -> None:
    """Draw the pages of ``pdf`` on ``printer``, each made beside the window before it is drawn."""
    printer.setFullPage(True)

    def begin(pages: int) -> None:
        painter = QPainter(printer)

        def ask(number: int) -> None:
            runner.read(owner, lambda: page_picture(pdf, _WIDTH, number), draw)

        def draw(picture: PagePicture) -> None:
            drawn.append(len(drawn))
            draw_page(painter, picture)
            if len(drawn) < pages:
                printer.newPage()
                ask(len(drawn))
            else:
                painter.end()
                printed()

        drawn: list[int] = []
        ask(0)

    runner.read(owner, lambda: len(page_sizes(pdf)), begin)


def draw_page(painter: QPainter, picture: PagePicture) -> None:
    """The picture as large as the sheet, its proportions kept."""
    image = QImage(
        picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    page = painter.viewport()
    size = image.size().scaled(page.size(), _KEEP)
    painter.drawImage(QRect(page.topLeft(), size), image)
