"""A refused command has done nothing, and what it could not do is said in French."""

import json
import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import open_desk
from coachdesk.services.exporting import export_package
from support.clock import FixedClock
from support.command import PASSPHRASE, coachdesk
from support.pdf_tools import run
from support.signing_desk import CLOCK, make_desk, sign
from support.workbooks import FAULTY, SAMPLE, grid, small, write_workbook

INIT = ("init", "--profile", "coaching-emploi", "--coach", "Odile Vasseur")


def test_a_recovery_key_that_cannot_be_written_creates_no_store(tmp_path: Path) -> None:
    store = tmp_path / "magasin"
    ran = coachdesk(*INIT, "--recovery-out", tmp_path / "absent" / "cle.txt", store=store)
    assert ran.code == 1
    assert not store.exists()
    again = coachdesk(*INIT, "--recovery-out", tmp_path / "cle.txt", store=store)
    assert again.code == 0, again.err
    assert re.fullmatch(r"([A-Z2-7]{4}-){7}[A-Z2-7]{4}\n", (tmp_path / "cle.txt").read_text())


def test_a_refused_creation_leaves_no_recovery_file(tmp_path: Path) -> None:
    ran = coachdesk(
        *INIT, "--recovery-out", tmp_path / "cle.txt", store=tmp_path / "m", passphrase="court"
    )
    assert ran.code == 1
    assert not list(tmp_path.iterdir())


def test_one_bad_file_hides_no_other_verdict(tmp_path: Path) -> None:
    made = coachdesk("demo", "--dir", tmp_path)
    package = next(tmp_path.rglob("*.zip"))
    fingerprint = next(tmp_path.rglob("coach.fingerprint")).read_text().strip()
    assert made.code == 0
    ran = coachdesk("verify", "--signer", fingerprint, package, tmp_path / "absent.zip")
    assert ran.code == 1
    assert "Intact, signé par" in ran.out
    assert "absent.zip" in ran.err
    told = json.loads(
        coachdesk("verify", "--json", "--signer", fingerprint, package, tmp_path / "x.zip").out
    )
    assert [each["verdict"] for each in told] == ["intact", "not_judged"]
    printed = ":".join(fingerprint.upper()[at : at + 2] for at in range(0, 64, 2))
    assert coachdesk("verify", "--signer", f"sha256 Fingerprint={printed}", package).code == 0
    renamed = tmp_path / "envoi.pdf"
    renamed.write_bytes(package.read_bytes())
    assert "Intact, signé par" in coachdesk("verify", "--signer", fingerprint, renamed).out


@pytest.mark.parametrize(
    "numbers", [("24/902", "24-902"), ("24-É", "24-e"), ("../../x", "..x"), ("con", "(A)")]
)
def test_any_number_of_dossier_gives_a_file_name(tmp_path: Path, numbers: tuple[str, str]) -> None:
    book = small(grid(SAMPLE))
    renamed = dict(zip(sorted({row[0] for row in book["Sorties"][1:]}), numbers, strict=False))
    for rows in book.values():
        for row in rows[1:]:
            row[0] = renamed.get(row[0], row[0])
    store = tmp_path / "magasin"
    assert coachdesk(*INIT, store=store).code == 0
    path = write_workbook(tmp_path / "a.xlsx", book)
    assert coachdesk("import", path, store=store).code == 0
    left = min(row[1] for row in book["Sorties"][1:])
    ran = coachdesk("close", f"{left:%Y-%m}", store=store)
    assert ran.code == 0, ran.err


def test_the_sheet_says_the_hour_that_was_on_the_wall_when_it_was_signed(tmp_path: Path) -> None:
    """Signed in summer time, closed in winter time."""
    directory = tmp_path / "magasin"
    (held, *_) = make_desk(directory, 1)
    summer = FixedClock(CLOCK.now())
    desk = open_desk(directory, PASSPHRASE, clock=summer)
    signed = sign(desk, held)
    summer.set_wall(datetime(2023, 12, 1, 9, tzinfo=timezone(timedelta(hours=1))))
    close_month(desk, desk.action(None), date(2023, 6, 1), force_reason="essai")
    package = export_package(desk, desk.action(None), date(2023, 6, 1), tmp_path / "out")
    desk.close()
    assert run("unzip", "-q", package, "-d", tmp_path / "in").returncode == 0
    text = run("pdftotext", tmp_path / "in" / "emargement" / "23-001.pdf", "-").stdout
    text = " ".join(text.replace("\u00a0", " ").split())
    assert f"Signé le 01/06/2023 à 18 h 00, n° {signed.entry_seq}" in text


def test_a_closed_month_keeps_its_figures_on_the_command_line(tmp_path: Path) -> None:
    store = tmp_path / "magasin"
    assert coachdesk(*INIT, store=store).code == 0
    assert coachdesk("import", SAMPLE, store=store).code == 0
    before = coachdesk("month", "2023-05", "--json", store=store)
    assert coachdesk("close", "2023-05", store=store).code == 0
    after = coachdesk("month", "2023-05", "--json", store=store)
    assert (after.out, after.err) == (before.out, "")


def test_another_workbook_is_not_replaced_by_the_annotated_one(tmp_path: Path) -> None:
    store, other = tmp_path / "magasin", tmp_path / "autre.xlsx"
    assert coachdesk(*INIT, store=store).code == 0
    write_workbook(other, {"Notes": [["à moi"]]})
    kept = other.read_bytes()
    refused = coachdesk("import", FAULTY, "--annotate", other, store=store)
    assert refused.code == 1
    assert "existe déjà" in refused.err
    assert other.read_bytes() == kept
    assert "aucune donnée" in coachdesk("month", "2023-05", store=store).err
    mine = tmp_path / "a-corriger.xlsx"
    for _ in range(2):
        coachdesk("import", FAULTY, "--annotate", mine, store=store)
        assert mine.exists()


def test_a_social_security_number_is_never_taken(tmp_path: Path) -> None:
    book = small(grid(SAMPLE))
    column = book["Prescriptions"][0].index("N° allocataire")
    book["Prescriptions"][1][column] = "2 85 05 78 006 084 36"
    store = tmp_path / "magasin"
    assert coachdesk(*INIT, store=store).code == 0
    ran = coachdesk("import", write_workbook(tmp_path / "a.xlsx", book), "--json", store=store)
    faults = [fault for fault in json.loads(ran.out)["errors"] if "nir" in fault["code"]]
    assert [(each["row"], each["column"]) for each in faults] == [(2, "N° allocataire")]
