"""A page goes from memory to the printer, whole and at its size; here the printer is a file."""

import pypdfium2
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from coachdesk.documents.recovery_sheet import recovery_sheet
from coachdesk.services.papers.preview import page_picture
from coachdesk.ui.printing import draw_page
from documents.test_recovery_sheet import SHEET


def test_the_whole_page_is_drawn_at_its_size(qapp, tmp_path):
    pdf = recovery_sheet(SHEET)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    draw_page(printer, page_picture(pdf, 1240))
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
