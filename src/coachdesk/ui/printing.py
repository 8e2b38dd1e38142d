"""Papers sent to a printer from memory, whole and at their size: no file is left of them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.papers.preview import PagePicture, page_picture, page_sizes
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Refused, Runner

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Source = Callable[[], bytes]
"""Makes or reads a PDF, away from the GUI thread."""
Told = Callable[[int], bool]
"""Is told how many papers were sent so far; False stops there."""

Sizes = tuple[tuple[float, float], ...]
"""Width and height of each page, in points."""

_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_WIDTH = 2480
"""Pixels of an A4 page at 300 dots per inch."""
_UPRIGHT = 600
"""Points: a page wider than an A4 sheet lies across it."""


Noted = Callable[[], None]
"""Notes that a paper was printed, in the journal of accesses."""


def of_nobody() -> None:
    """A paper that is about no person followed: nothing is noted of it."""


def print_pages(
    owner: QWidget,
    runner: Runner,
    messages: Messages,
    pdf: bytes,
    printed: Callable[[], None],
    *,
    noted: Noted,
) -> None:
    """Let her choose a printer for the pages of ``pdf``; ``printed`` once all are sent."""

    def sent() -> None:
        noted()
        printed()

    choose_printer(
        owner,
        messages,
        lambda printer: send_pages(owner, runner, printer, pdf, sent, messages.refuse),
    )


def send_pages(
    owner: QWidget,
    runner: Runner,
    printer: "QPrinter",
    pdf: bytes,
    printed: Callable[[], None],
    refused: Refused,
) -> None:
    """Draw the pages of ``pdf`` on ``printer``, each made beside the window before it is drawn."""
    PrintJob(
        owner,
        runner,
        printer,
        [lambda: pdf],
        lambda sent: printed() if sent else None,
        refused=refused,
    )


def choose_printer(
    owner: QWidget, messages: Messages, chosen: Callable[["QPrinter"], object]
) -> None:
    """Let her choose a printer, or say that this computer knows none."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

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
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()


def both_sides(printer: "QPrinter") -> bool:
    """Whether ``printer`` may put a page on the back of another."""
    from PySide6.QtPrintSupport import QPrinter

    return printer.duplex() != QPrinter.DuplexMode.DuplexNone


class PrintJob(QObject):
    """Papers drawn page by page, the next picture made while the window lives on.

    Where the printer takes both sides each paper begins a sheet: no letter has another's on its
    back. One paper is in memory at a time.
    """

    def __init__(
        self,
        owner: QObject,
        runner: Runner,
        printer: "QPrinter",
        papers: Sequence[Source],
        ended: Callable[[int], None],
        told: Told = lambda _sent: True,
        *,
        refused: Refused,
        both_sides: bool = False,
    ) -> None:
        """``ended`` is told how many of ``papers`` were sent whole, in their order.

        ``refused`` is told after it why the others were not, unless ``told`` stopped there.
        """
        super().__init__(owner)
        self._both_sides = both_sides
        self._runner, self._printer = runner, printer
        self._papers, self._ended, self._told = tuple(papers), ended, told
        self._refused = refused
        self._painter = QPainter()
        self._sent = 0
        self._sides = 0
        """Of paper, blank ones too."""
        printer.setFullPage(True)
        if not self._papers:
            self._end()
        elif self._painter.begin(printer):
            self._next_paper()
        else:
            self._failed(
                UserError(
                    owner.tr("L’impression n’a pas pu commencer."),
                    owner.tr("Vérifiez que l’imprimante est allumée et branchée, puis réessayez."),
                )
            )

    def _next_paper(self) -> None:
        source = self._papers[self._sent]

        def made() -> tuple[bytes, Sizes]:
            pdf = source()
            return pdf, page_sizes(pdf)

        self._runner.read(self, made, lambda found: self._next_page(*found, 0), self._failed)

    def _next_page(self, pdf: bytes, sizes: Sizes, number: int) -> None:
        if number == len(sizes):
            self._sent += 1
            going_on = self._told(self._sent)
            if going_on and self._sent < len(self._papers):
                self._next_paper()
            else:
                self._end()
            return

        def draw(picture: PagePicture) -> None:
            if number == 0 and self._sides % 2 and self._both_sides:
                self._turn()
            self._turn()
            draw_page(self._painter, picture, across=sizes[number][0] > _UPRIGHT)
            self._next_page(pdf, sizes, number + 1)

        self._runner.read(self, lambda: page_picture(pdf, _WIDTH, number), draw, self._failed)

    def _turn(self) -> None:
        """Begin the next side."""
        if self._sides:
            self._printer.newPage()
        self._sides += 1

    def _failed(self, error: UserError) -> None:
        """A paper that can't be made stops what follows: what was sent is known."""
        self._end()
        self._refused(error)

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._ended(self._sent)
        self.deleteLater()


def draw_page(painter: QPainter, picture: PagePicture, *, across: bool = False) -> None:
    """The picture as wide as the sheet, its proportions kept; turned if it lies ``across``."""
    image = QImage(
        picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    sheet = painter.viewport()
    if across and sheet.width() < sheet.height():
        image = image.transformed(QTransform().rotate(90))
    size = image.size().scaled(sheet.size(), _KEEP)
    painter.drawImage(QRect(sheet.topLeft(), size), image)
