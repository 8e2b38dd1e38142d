"""A PDF or a picture read inside the window: its pages as pictures, crisp on any screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.papers.preview import Pages, PdfPages
from coachdesk.ui.runner import Runner
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.page_area import ZOOMS, PageArea


class PageView(QWidget):
    """``viewed`` tells how many pages were seen whole; ``drawn`` that what is in sight is new."""

    viewed = Signal(int)
    drawn = Signal()

    def __init__(self, runner: Runner, title: str = "", *, whole: bool = False) -> None:
        """``title`` stands above the pages; ``whole`` wants the height of them all."""
        super().__init__()
        self._title, self._whole = title, whole
        self.area = PageArea(runner)
        self.area.setParent(self)  # first: Tab comes to it, then to what enlarges it
        self.title = label(title, role="caption", wrap=True)
        self.number = label("", role="caption")
        self.smaller = button("", kind="icon", glyph="zoom-out", name=self.tr("Réduire (Ctrl+-)"))
        self.larger = button("", kind="icon", glyph="zoom-in", name=self.tr("Agrandir (Ctrl++)"))
        self.smaller.clicked.connect(lambda: self.area.zoom(-1))
        self.larger.clicked.connect(lambda: self.area.zoom(1))
        self.area.moved.connect(self._tell)
        self.area.refused.connect(self._refuse)
        self.area.viewed.connect(self.viewed)
        self.area.drawn.connect(self.drawn)
        head = QWidget()
        line = row(self.title, self.number, self.smaller, self.larger, spacing=6)
        line.setStretch(0, 1)
        head.setLayout(line)
        layout = column(head, self.area, spacing=4)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.area)
        self._tell()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.area.places)

    @property
    def pages_seen(self) -> tuple[int, ...]:
        """Which of them were seen whole, at once or bit by bit, from 1."""
        return self.area.seen.numbers()

    def entitle(self, title: str) -> None:
        """Say ``title`` above the pages."""
        self._title = title
        self.title.setText(title)

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Show ``pdf``, called ``name``; a new PDF is unseen, and stays where it was scrolled."""
        self.show_pages(PdfPages(pdf), name)

    def show_pages(self, pages: Pages, name: str) -> None:
        """Show pages of another make, as ``show_pdf``."""
        self.title.setText(self._title)  # what is told there of those before is over
        self.area.show_pages(pages, name)

    def clear(self) -> None:
        """Show nothing, and keep nothing in memory."""
        self.title.setText(self._title)
        self.area.clear()

    def to_top(self) -> None:
        """Begin with the first page."""
        self.area.verticalScrollBar().setValue(0)

    def _refuse(self, error: UserError) -> None:
        """Say in place of the title that it can't be shown: around it the page works on."""
        self.title.setText(f"{error.sentence} {error.remedy}")
        self.title.show()

    def _tell(self) -> None:
        """Say which page is in sight, and whether it can be larger or smaller."""
        number, pages = self.area.current_page() + 1, self.pages
        self.number.setText(self.tr("Page {} sur {}").format(number, pages) if pages else "")
        self.smaller.setEnabled(self.area.zoomed > 0)
        self.larger.setEnabled(pages > 0 and self.area.zoomed + 1 < len(ZOOMS))
        if self._whole:
            self.area.setMinimumHeight(self.area.whole_height())
