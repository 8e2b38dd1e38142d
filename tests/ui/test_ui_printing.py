"""Pages go from memory to the printer, whole and at their size; here the printer is a file."""

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from coachdesk.documents.recovery_sheet import recovery_sheet
from coachdesk.ui.printing import send_pages
from documents.test_recovery_sheet import SHEET
from support.loose_pdf import pages_of


@pytest.fixture
def printer(qapp, tmp_path):
    made = QPrinter()
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    return made


def test_every_page_is_sent_and_said_once_all_are(qtbot, printer, runner, tmp_path):
    owner, told = QWidget(), []
    qtbot.addWidget(owner)
    send_pages(owner, runner, printer, pages_of("un", "deux", "trois"), lambda: told.append(1))
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert (len(printed), told) == (3, [1])
    printed.close()


def test_the_whole_page_is_drawn_at_its_size(qtbot, printer, runner, tmp_path):
    pdf, owner = recovery_sheet(SHEET), QWidget()
    qtbot.addWidget(owner)
    send_pages(owner, runner, printer, pdf, lambda: None)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == 1
    wanted = pypdfium2.PdfDocument(pdf)[0].render(scale=0.5).to_pil().convert("L")
    found = printed[0].render(scale=0.5).to_pil().convert("L").resize(wanted.size)
    dark = [
        sum(picture.crop(box).histogram()[:128])
        for picture in (wanted, found)
        for box in ((0, 0, wanted.width, 120), (0, 120, wanted.width, wanted.height))
    ]
    assert dark[0] > 0
    assert abs(dark[2] - dark[0]) < 0.5 * dark[0]
    assert abs(dark[3] - dark[1]) < 0.5 * dark[1]
    printed.close()
