"""A month's feuille de temps in the window: opened, completed, signed on the pad, exported."""

from datetime import date

from openpyxl import load_workbook
from sqlalchemy import select

from coachdesk.models import JournalEntry, TimeEntry
from coachdesk.queries.documents import latest_bytes
from coachdesk.queries.timesheet import signed_sheet
from coachdesk.services.agenda.places import set_base_place
from coachdesk.services.papers.shown_sheet import save_sheet
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timesheet.paper import month_sheet, view_time_sheet
from coachdesk.services.timesheet.typing import tell_distance, type_road
from coachdesk.sync.verification import verify_file
from support.lived import TODAY
from support.pad_hands import sign, thanked
from support.pdf_tools import pdfsig, trust_store


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
    assert "Feuille de temps" not in page.state.text()

    hands.count("", 1)
    hands.click(page.panel.time)
    hands.type("14h-16h")
    hands.press("Ctrl+Shift+Return", said="Ctrl+Maj+Entrée")
    window.until(lambda: len(_times(window)) > 3)
    counted("Autre temps de chaque semaine", 3)
    hands.press("Ctrl+Z")
    window.until(lambda: len(_times(window)) == 1)

    while (pairs := _sheet(window, TODAY).unknown):
        left = len(pairs)
        window.until(lambda left=left: page.panel.distance.isVisible())
        hands.click(page.panel.distance)
        hands.type("12,5")
        hands.press("Return", said="Entrée")
        window.until(lambda left=left: len(_sheet(window, TODAY).unknown) < left)
        window.until(lambda: page.panel.distance.text() == "")

    hands.press("Ctrl+Return", said="Ctrl+Entrée")
    window.until(lambda: window.shell.pad is not None)
    pad = window.shell.pad
    sign(pad)
    window.until(lambda: thanked(pad))
    hands.press("Return", said="Entrée")
    action = window.desk.actions[0]
    signed = window.read(lambda link: signed_sheet(link, action.id, TODAY.replace(day=1)))
    assert signed is not None
    pdf = window.read(lambda link: latest_bytes(link, signed.id))
    kept = tmp_path / "feuille.pdf"
    kept.write_bytes(pdf)
    told = pdfsig(kept, trust_store(tmp_path / "nss", window.desk.identity.certificate.pem))
    assert "Signature is Valid" in str(told)
    assert verify_file(kept).intact
    shown = view_time_sheet(window.desk, action, TODAY.replace(day=1))
    assert shown.closed
    save_sheet(window.desk, shown, tmp_path / "copie.pdf")
    assert (tmp_path / "copie.pdf").read_bytes() == pdf

    type_road(window.desk, TODAY, 42_000, "déviation")
    assert month_sheet(window.desk, action, TODAY.replace(day=1)).stale
    assert not view_time_sheet(window.desk, action, TODAY.replace(day=1)).closed


def _sheet(window, day: date):
    return month_sheet(window.desk, window.desk.actions[0], day.replace(day=1)).sheet


def _times(window):
    return window.read(lambda link: link.execute(select(TimeEntry.id)).all())
