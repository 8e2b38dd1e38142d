"""A whole month with one of everything, closed at its page by two signers, exported and verified.

What is counted by hand in ``support.whole_month`` is what the page, the workbook, the report and
the closed month say, to the digit.
"""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from coachdesk.core.french import hours
from coachdesk.models import Closing, Signature
from coachdesk.services.desk import open_desk
from coachdesk.services.documents.copies import save_document
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timesheet.export import export_time_sheet
from support.command import PASSPHRASE, coachdesk
from support.desk_window import DeskWindow, desk_window
from support.pad_hands import sign, thanked
from support.pdf_tools import openssl_verify, pdfsig, qpdf_check, run, trust_store
from support.stores import cheapen
from support.whole_month import (
    COUNTED,
    DRIVEN,
    MONTH,
    WORKED,
    WholeMonth,
    clock_of,
    june,
    whole_month,
)

TILES = {
    "file_active": "14", "entries": "1", "exits": "2", "positive_exits": "1",
    "positive_rate": "50\u202f%", "prescriptions": "1",
    "appointments": "21", "appointments.attended": "15", "appointments.excused": "1",
    "appointments.unexcused": "4", "appointments.cancelled": "1",
    "minutes": hours(28 * 60 + 55), "minutes.on_site": hours(160), "minutes.phone": hours(30),
    "minutes.video": hours(45), "minutes.collective": hours(25 * 60),
    "often_absent": "1", "immersions": "1",
}  # fmt: skip
"""What the page says of June: 28 h 55 are the 28,92 hours of the report."""
CLOSED_ON = date(2023, 7, 3)
FOLLOW_UPS = (1, 3, 6)
"""Months after an exit."""
NAME = "2023-06"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> WholeMonth:
    """The desk, whose passphrase opens at once."""
    found = whole_month(tmp_path_factory.mktemp("mois"))
    cheapen(found.directory, PASSPHRASE)
    return found


@pytest.fixture(scope="module")
def envoi(made: WholeMonth, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The envoi of June closed by the command line, unzipped."""
    folder = tmp_path_factory.mktemp("envoi")
    store = Path(shutil.copytree(made.directory, folder / "magasin"))
    closed = coachdesk("close", NAME, "--json", store=store)
    assert closed.code == 0, closed.err
    assert json.loads(closed.out)["forced"] == []
    assert coachdesk("export", NAME, "--out", folder / "sortie", store=store).code == 0
    (package,) = (folder / "sortie").iterdir()
    assert run("unzip", "-q", package, "-d", folder / "contenu").returncode == 0
    report = json.loads(coachdesk("report", "2023", "--json", store=store).out)
    assert report["months"][NAME] == COUNTED
    return folder / "contenu"


def test_the_page_says_what_was_counted_and_two_sign_to_close_it(
    made: WholeMonth, qtbot: QtBot, tmp_path: Path
) -> None:
    store = Path(shutil.copytree(made.directory, tmp_path / "magasin"))
    with desk_window(store, clock_of(CLOSED_ON, 9), qtbot) as window:
        window.shell.unlock(made.recovery_key)
        window.until(lambda: window.shell.workspace is not None)
        page = window.space.month
        window.space.go(Target(Screen.MONTH, day=MONTH))
        window.until(lambda: page.close_button.isEnabled() and page.missing.isVisible())
        assert {tile.key: tile.figure for tile in page.tiles.tiles} == TILES
        assert page.missing.title.text() == "Ce qui manque\u00a0: 2\u00a0points, rien ne bloque"
        window.hands.press("Ctrl+Return")
        window.until(page.closing.isVisible)
        assert page.closing.earlier.text().endswith("encore ouvert\u00a0: mai\u00a02023.")
        window.hands.press("Space")  # it waits on the box that says « quand même »
        window.hands.click(page.closing.second)
        window.hands.press("Ctrl+Return")
        before = _signatures(window)
        _signs(window, 1.0)
        _signs(window, 2.0)
        window.until(lambda: window.shell.pad is None and page.export.isEnabled())
        assert _signatures(window) == before + 2
        window.hands.press("Ctrl+Z")
        window.until(lambda: "ne s’annule pas" in window.shell.said)
        frozen = window.read(lambda link: link.execute(select(Closing.figures)).scalar_one())
        assert json.loads(frozen) == COUNTED
        assert {tile.key: tile.figure for tile in page.tiles.tiles} == TILES
    out = tmp_path / "sortie"
    assert coachdesk("export", NAME, "--out", out, store=store).code == 0
    (package,) = out.iterdir()
    verified = coachdesk("verify", package, store=store)
    assert verified.code == 0, verified.out
    assert "15\u00a0signatures dessinées" in verified.out, "13 presences, and the two of the table"
    assert run("unzip", "-q", package, "-d", tmp_path / "contenu").returncode == 0
    table = coachdesk("verify", tmp_path / "contenu" / "tableau-de-suivi.pdf", store=store)
    assert table.code == 0, table.out
    for who in ("Odile Vasseur", "Anne Caron"):
        assert who in table.out


def _signatures(window: DeskWindow) -> int:
    number = select(func.count()).select_from(Signature)
    return int(window.read(lambda link: link.execute(number).scalar_one()))


def _signs(window: DeskWindow, seed: float) -> None:
    """The one before the pad."""
    window.until(lambda: window.shell.pad and window.shell.pad.isVisible())
    pad = window.shell.pad
    assert pad is not None
    window.until(lambda: pad.pages.currentWidget() is pad.signing)
    sign(pad, seed=seed)
    window.until(lambda: thanked(pad))
    pad.thanks.finish.click()


def test_the_workbook_adds_up_to_what_was_counted(envoi: Path) -> None:
    people, received = load_workbook(envoi / "tableau-de-suivi.xlsx").worksheets
    rows = _rows(people)
    sums = {
        column: round(sum(row[column] for row in rows), 2)
        for column in (
            "Rendez-vous prévus", "Rendez-vous tenus", "Rendez-vous excusés",
            "Rendez-vous non excusés", "Rendez-vous annulés par le coach",
            "Heures sur place", "Heures à distance", "Heures en collectif",
        )
    }  # fmt: skip
    assert len(rows) == COUNTED["file_active"]
    assert list(sums.values()) == [21, 15, 1, 4, 1, 2.67, 1.25, 25.0]
    told = {row["N°"]: row for row in rows}
    assert [number for number, row in told.items() if row["Sortie : date"]] == ["23-001", "23-002"]
    assert told["23-001"]["Sortie : détail"] == "CDI"
    assert str(told["23-001"]["Suivi après le parcours"]).count("mois") == len(FOLLOW_UPS)
    assert told["23-002"]["Suivi après le parcours"] is None, "she came again: nobody will call"
    assert [told["23-101"][f"PMSMP : {what}"] for what in ("entreprise d’accueil", "heures")] == [
        "Garage du Centre", "47\u00a0h",
    ]  # fmt: skip
    assert len(_rows(received)) == COUNTED["prescriptions"]


def test_tools_that_are_not_ours_find_the_envoi_whole(envoi: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(envoi, tmp_path / "envoi")  # openssl writes what it verified
    assert openssl_verify(folder).returncode == 0
    assert run("sha256sum", "-c", "--strict", "SHA256SUMS", folder=folder).returncode == 0
    nss = trust_store(tmp_path / "nss", folder / "coach.pem")
    sealed = [*sorted((folder / "emargement").iterdir()), folder / "tableau-de-suivi.pdf"]
    assert len(sealed) == COUNTED["file_active"] + 1
    for pdf in sealed:
        assert [(seal.valid, seal.whole_document) for seal in pdfsig(pdf, nss)] == [(True, True)]
        assert qpdf_check(pdf) == 0


def test_the_journal_of_the_month_holds(made: WholeMonth, tmp_path: Path) -> None:
    out, store = tmp_path / "journal.jsonl", shutil.copytree(made.directory, tmp_path / "magasin")
    assert coachdesk("journal", "--out", out, store=store).code == 0
    judged = coachdesk("verify", out, store=store)
    assert judged.code == 0, judged.out


def test_the_time_sheet_of_the_month_says_the_hours_and_the_roads(
    made: WholeMonth, tmp_path: Path
) -> None:
    store = shutil.copytree(made.directory, tmp_path / "magasin")
    desk = open_desk(store, made.recovery_key, clock=clock_of(june(30)))
    kept, book = tmp_path / "temps.pdf", tmp_path / "temps.xlsx"
    save_document(desk, made.time_sheet, kept)
    export_time_sheet(desk, desk.actions[0], MONTH, book)
    (tmp_path / "coach.pem").write_bytes(desk.identity.certificate.pem)
    desk.close()
    seals = pdfsig(kept, trust_store(tmp_path / "nss", tmp_path / "coach.pem"))
    assert [seal.valid for seal in seals] == [True] * 3, "the coach, the director, the closing"
    times, roads = load_workbook(book).worksheets
    worked = [row["Total opération"] for row in _rows(times)]
    assert sum(worked) == pytest.approx(WORKED / 60, abs=0.05)
    assert sum(row[2].value for row in roads.iter_rows(min_row=2)) == DRIVEN / 1000


def _rows(sheet: Worksheet) -> list[dict[str, object]]:
    """Each row by the words of its columns, their no-break spaces as plain ones."""
    head, *rows = sheet.iter_rows(values_only=True)
    columns = [str(column).replace("\u00a0", " ") for column in head]
    return [dict(zip(columns, row, strict=True)) for row in rows]
