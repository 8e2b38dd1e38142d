"""Pages go from memory to the printer, whole and at their size; here the printer is a file."""

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.documents.recovery_sheet import recovery_sheet
from coachdesk.ui.printing import PrintJob, send_pages
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
    send_pages(
        owner, runner, printer, pages_of("un", "deux", "trois"), lambda: told.append(1), wrong
    )
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert (len(printed), told) == (3, [1])
    printed.close()


def test_the_whole_page_is_drawn_at_its_size(qtbot, printer, runner, tmp_path):
    pdf, owner = recovery_sheet(SHEET), QWidget()
    qtbot.addWidget(owner)
    send_pages(owner, runner, printer, pdf, lambda: None, wrong)
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


def test_each_paper_begins_a_sheet_of_a_printer_of_both_sides(qtbot, printer, runner, tmp_path):
    owner, ended = QWidget(), []
    qtbot.addWidget(owner)
    papers = [lambda: pages_of("un"), lambda: pages_of("deux", "trois"), lambda: pages_of("quatre")]
    PrintJob(owner, runner, printer, papers, ended.append, refused=wrong, both_sides=True)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    dark = [ink(printed[number]) for number in range(len(printed))]
    printed.close()
    assert ended == [3]
    assert [number for number, drawn in enumerate(dark) if not drawn] == [1], (
        "the back of the first"
    )
    assert len(dark) == 5


def test_on_one_side_no_sheet_is_blank(qtbot, printer, runner, tmp_path):
    owner, ended = QWidget(), []
    qtbot.addWidget(owner)
    PrintJob(
        owner,
        runner,
        printer,
        [lambda: pages_of("un"), lambda: pages_of("deux")],
        ended.append,
        refused=wrong,
    )
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert [bool(ink(printed[number])) for number in range(len(printed))] == [True, True]
    printed.close()


def test_stopped_it_tells_how_many_papers_were_sent(qtbot, printer, runner):
    owner, ended, told = QWidget(), [], []
    qtbot.addWidget(owner)

    def go_on(sent):
        told.append(sent)
        return sent < 2

    papers = [lambda: pages_of("un")] * 4
    PrintJob(owner, runner, printer, papers, ended.append, go_on, refused=wrong)
    assert (told, ended) == ([1, 2], [2])


def test_a_paper_that_cant_be_made_leaves_those_sent_before_it(qtbot, printer, runner):
    owner, ended, said = QWidget(), [], []
    qtbot.addWidget(owner)

    def gone():
        raise UserError("Ce document n’existe plus.", "Revenez à la liste.")

    PrintJob(
        owner, runner, printer, [lambda: pages_of("un"), gone], ended.append, refused=said.append
    )
    assert ended == [1]
    assert [error.sentence for error in said] == ["Ce document n’existe plus."]


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_does_not_begin_is_told(qtbot, printer, runner, tmp_path):
    owner, ended, said = QWidget(), [], []
    qtbot.addWidget(owner)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    PrintJob(owner, runner, printer, [lambda: pages_of("un")], ended.append, refused=said.append)
    assert ended == [0]
    assert [error.sentence for error in said] == ["L’impression n’a pas pu commencer."]


def wrong(error):
    raise AssertionError(error)


def ink(page):
    """Dark points of a page."""
    return sum(page.render(scale=0.5).to_pil().convert("L").histogram()[:128])
