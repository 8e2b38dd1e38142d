"""A month's feuille de temps in the window: opened, completed, signed on the pad, exported."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import select

from coachdesk.models import JournalEntry, TimeEntry
from coachdesk.services.documents.copies import save_document
from coachdesk.services.people_export import Format
from coachdesk.services.timesheet.sheet import month_sheet
from coachdesk.services.timesheet.typing import type_road
from coachdesk.sync.verification import verify_file
from support.lived import TODAY
from support.pad_hands import sign, thanked
from support.pdf_tools import pdfsig, qpdf_check, trust_store


def test_a_month_is_completed_signed_and_exported(window, hands, counted, tmp_path):
    hands.count("", 1)
    hands.press("Ctrl+8")
    page = window.space.timesheet
    window.until(lambda: page.isVisible() and page.table.rows.rows())
    counted("Temps et km du mois", 1)
    assert page.state.text() == "Provisoire"
    past = TODAY.day - 2
    page.table.selectRow(past)
    before = _sheet(window, TODAY).own
    hands.count("", 1)
    hands.click(page.panel.time)
    hands.type("1h30")
    hands.press("Return", said="Entrée")
    window.until(lambda: len(_times(window)) == 1)
    counted("Autre temps d’un jour", 3)
    window.until(lambda: _sheet(window, TODAY).own == before + 90)

    window.until(lambda: not page.panel.time.text())
    hands.count("", 1)
    hands.click(page.panel.time)
    hands.type("14h-16h")
    hands.click(page.panel.repeat)
    window.until(lambda: len(_times(window)) > 3)
    counted("Autre temps de chaque semaine", 3)
    hands.press("Ctrl+Z")
    window.until(lambda: len(_times(window)) == 1)

    _complete_the_roads(window, hands, page)
    hands.count("", 1)
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    paper = window.space.paper
    window.until(lambda: paper.isVisible() and paper.view and paper.act.isEnabled())
    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: window.shell.pad is not None)
    pad = window.shell.pad
    sign(pad)
    window.until(lambda: thanked(pad))
    counted("Feuille de temps signée", 3)
    hands.press("Return", said="Entrée")
    window.until(lambda: window.shell.pad is None and window.space.paper.isVisible())
    signed = _month(window)
    assert signed.signed
    assert not signed.stale
    kept = tmp_path / "feuille.pdf"
    save_document(window.desk, signed.paper.document_id, kept)
    _holds_without_us(window.desk, kept)
    _told_as_signed_then_as_changed(window, hands, page, tmp_path)


def test_the_whole_page_by_the_keyboard(window, hands):
    hands.press("Ctrl+8")
    page = window.space.timesheet
    window.until(lambda: page.isVisible() and page.table.rows.rows() and page.table.hasFocus())
    for _ in range(4):
        hands.press("Up")
    window.until(lambda: page.panel.heading.text().startswith("Vendredi\u00a012"))

    _tab_to(hands, page.panel.time)
    hands.type("14h-16h")
    hands.press("Ctrl+Shift+Return")
    window.until(lambda: len(_times(window)) == 4)
    window.until(lambda: not page.panel.time.text())
    hands.press("Ctrl+Return")
    window.until(lambda: "après aujourd’hui" in window.shell.said)
    assert page.isVisible(), "two Fridays are to come"
    hands.press("Ctrl+Z")
    window.until(lambda: not _times(window))
    window.until(page.table.hasFocus)
    _tab_to(hands, page.panel.time)
    hands.type("14h-16h")
    hands.press("Return")
    hands.press("Return")  # the hand that trembles
    window.until(lambda: not window.waiting() and not page.panel.time.text())
    assert len(_times(window)) == 1
    window.until(page.panel.time.hasFocus)  # the keyboard stays where she types

    while count := len(_sheet(window, TODAY).unknown):
        _tab_to(hands, page.panel.asked.distance)
        hands.type("12,5")
        hands.press("Return")
        window.until(lambda wanted=count: len(_sheet(window, TODAY).unknown) < wanted)
        window.until(lambda: not page.panel.asked.distance.text())
    _tab_to(hands, page.panel.road.km)
    hands.type("42")
    _tab_to(hands, page.panel.road.reason)
    hands.type("deviation")
    hands.press("Return")
    window.until(lambda: _sheet(window, TODAY).days[11].metres == 42_000)
    _tab_to(hands, page.rate.line)
    hands.type("0,529")
    hands.press("Return")
    window.until(lambda: "€" in page.figures.text())

    hands.press("Ctrl+Return")
    paper = window.space.paper
    window.until(lambda: paper.isVisible() and paper.view and paper.act.isEnabled())
    hands.press("Ctrl+Return")
    window.until(lambda: window.shell.pad is not None)
    sign(window.shell.pad)
    window.until(lambda: thanked(window.shell.pad))
    hands.press("Return")
    window.until(lambda: window.shell.pad is None)
    assert _month(window).signed


def _tab_to(hands, field):
    """By Tab alone; what has the keyboard is in sight."""
    for _ in range(60):
        if QApplication.focusWidget() is field:
            assert not field.visibleRegion().isEmpty()
            return
        hands.tab()
    raise AssertionError(f"Tab never came to {field.accessibleName()}")


def _told_as_signed_then_as_changed(window, hands, page, tmp_path):
    paper = window.space.paper
    hands.press("Ctrl+8")
    window.until(lambda: page.isVisible() and page.state.text().startswith("Signée"))
    _exported(window, hands, page, tmp_path / "temps.xlsx")
    type_road(window.desk, TODAY, 42_000, "déviation")
    assert _month(window).stale
    window.space.refresh()
    window.until(lambda: page.state.text().startswith("Ne correspond plus"))
    hands.click(page.paper)
    window.until(lambda: paper.isVisible() and paper.view and paper.view.revision == 2)


def _complete_the_roads(window, hands, page):
    """Each distance that is asked is typed in place, once for both ways."""
    while count := len(_sheet(window, TODAY).unknown):
        window.until(page.panel.asked.distance.isVisible)
        hands.click(page.panel.asked.distance)
        hands.type("12,5")
        hands.press("Return", said="Entrée")
        window.until(lambda wanted=count: len(_sheet(window, TODAY).unknown) < wanted)
        window.until(lambda: not page.panel.asked.distance.text())


def _holds_without_us(desk, kept):
    folder = kept.parent
    (folder / "coach.pem").write_bytes(desk.identity.certificate.pem)
    seals = pdfsig(kept, trust_store(folder / "nss", folder / "coach.pem"))
    assert [seal.valid for seal in seals] == [True, True], "the coach, then the closing"
    assert seals[-1].whole_document
    assert qpdf_check(kept) == 0
    report = verify_file(kept, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0, report.lines


def _exported(window, hands, page, target):
    """Announced as leaving in clear, told by the journal, read back with typed cells."""
    hands.click(page.export)
    window.until(page.exporting.isVisible)
    hands.click(page.exporting.formats[Format.XLSX])
    window.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    dialog.selectFile(str(target))
    dialog.accept()
    window.until(target.exists)
    times, roads = load_workbook(target).worksheets
    sheet = _sheet(window, TODAY)
    heads = [cell.value for cell in times[1]]
    own = heads.index("Total opération")
    hours = [row[own].value for row in times.iter_rows(min_row=2)]
    assert sum(hours) == pytest.approx(sheet.own / 60, abs=0.2)
    assert times["A2"].is_date
    assert sum(row[2].value for row in roads.iter_rows(min_row=2)) == sheet.metres / 1000
    exports = select(JournalEntry.seq).where(JournalEntry.kind == "export")
    assert window.read(lambda link: link.execute(exports).all())


def _sheet(window, day: date):
    return _month(window, day).month


def _month(window, day: date = TODAY):
    action = window.desk.actions[0]
    return window.read(lambda link: month_sheet(link, action, day.replace(day=1), TODAY))


def _times(window):
    return window.read(lambda link: link.execute(select(TimeEntry.id)).all())
