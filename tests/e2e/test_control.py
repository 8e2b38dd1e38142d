"""The dossier de contrôle on a desk with one of everything: what leaves, and what must not.

Seals are checked by pdfsig and by ``verify``, the list by sha256sum and openssl; each name of
someone else is looked for in the text of every file.
"""

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.core.french import typeset
from coachdesk.models import JournalEntry, JournalPayload
from coachdesk.services.control import told
from coachdesk.services.control.asked import numbers_in, read_list, split_numbers
from coachdesk.services.control.writing import ControlStoppedError, MadeControl, write_control
from coachdesk.services.desk import Desk
from support.control_story import HOSTILE, LACKS, SECRET, ControlStory
from support.pdf_tools import openssl_verify, pdfsig, qpdf_check, run, trust_store

ASKED = ("23-101", "23-001", "23-103", "23-102", "23-011")
OTHERS = (
    "LEFÈVRE-7",
    "N’DIAYE-4",
    "MAQUET-5",
    "DURAND-6",
    "ŁUKASZEWSKI-3",
    "DELATTRE",
    "MAQUET-10",
)


@pytest.fixture
def desk(controlled: ControlStory, tmp_path: Path) -> Iterator[Desk]:
    opened = controlled.opened(Path(shutil.copytree(controlled.directory, tmp_path / "magasin")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def made(controlled: ControlStory, tmp_path_factory: pytest.TempPathFactory) -> MadeControl:
    """The dossier in clear, made once for the tests that only read it."""
    folder = tmp_path_factory.mktemp("fait")
    opened = controlled.opened(Path(shutil.copytree(controlled.directory, folder / "magasin")))
    action = opened.actions[0]
    asked = read_list(opened, action, [*ASKED, "99-999", "23-001"])
    found = write_control(opened, action, asked, folder / "sortie")
    opened.close()
    return found


def control(desk: Desk, out: Path, *numbers: str, **asked: object) -> MadeControl:
    """The dossier of those n°."""
    action = desk.actions[0]
    found = read_list(desk, action, numbers)
    return write_control(desk, action, found, out, **asked)  # type: ignore[arg-type]


def key_pair(folder: Path) -> tuple[Path, Path]:
    """An RSA key and its certificate, as a controller makes them."""
    key, certificate = folder / "controleur.key", folder / "controleur.pem"
    made = run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
        certificate, "-subj", "/CN=Controleur", "-days", "30",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return key, certificate


def text_of(path: Path) -> str:
    """All the words of a file, whatever it is."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        said = " ".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        return " ".join(said.split())
    if path.suffix == ".xlsx":
        cells = (
            str(cell)
            for sheet in load_workbook(path).worksheets
            for line in sheet.iter_rows(values_only=True)
            for cell in line
            if cell is not None
        )
        return " ".join(cells)
    return path.read_bytes().decode("utf-8", errors="replace")


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_each_person_has_a_folder_a_pdf_and_what_proves_her_course(made: MadeControl) -> None:
    assert made.path.name == "controle_coaching-emploi_2023-07-03"
    assert {path.name for path in made.path.iterdir()} == {
        *ASKED, "index.pdf", "index.xlsx", "manifest.json", "manifest.json.p7s", "SHA256SUMS",
        "coach.pem", "VERIFIER.txt",
    }  # fmt: skip
    assert files_in(made.path / "23-101") == {
        "dossier.pdf",
        "1-eligibilite/retour-de-prescription_2023-06-30.pdf",
        "1-eligibilite/retour-de-prescription_2023-06-30-fiche-de-preuve.pdf",
        "1-eligibilite/fiche-de-prescription_2023-06-30.pdf",
        "1-eligibilite/attestation-rsa_2023-06-30.jpg",
        "3-emargement/2023-05.pdf",
        "3-emargement/2023-06.pdf",
        "3-emargement/2023-06-fiche-de-preuve.pdf",
        "3-emargement/2023-07-provisoire.pdf",
        "4-immersions/convention-d-immersion-pmsmp_2023-06-30.pdf",
        "4-immersions/convention-d-immersion-pmsmp_2023-06-30-fiche-de-preuve.pdf",
        "4-immersions/bilan-de-l-immersion_2023-06-30.pdf",
        "4-immersions/bilan-de-l-immersion_2023-06-30-fiche-de-preuve.pdf",
        "5-questionnaires/questionnaire-fse-a-l-entree_2023-06-30.pdf",
        "5-questionnaires/questionnaire-fse-a-l-entree_2023-06-30-fiche-de-preuve.pdf",
        "7-autres-pieces/autre-piece_2023-06-30.docx",
    }
    assert files_in(made.path / "23-103") == {"dossier.pdf", "3-emargement/2023-05.pdf"}
    assert "6-sortie-et-suivis/justificatif-de-sortie_2023-06-30.pdf" in files_in(
        made.path / "23-001"
    )


def test_what_is_missing_is_what_was_counted_by_hand(made: MadeControl) -> None:
    lacking = {line.number: line.lacks for line in made.lines}
    assert {number: lacking[number] for number in LACKS} == LACKS
    index = text_of(made.path / "index.pdf")
    for number, lacks in LACKS.items():
        cover = text_of(made.path / number / "dossier.pdf")
        for lack in lacks:
            assert " ".join(lack.split()) in cover, number
    assert "« 99-999 » n’est le n° d’aucun dossier." in index
    assert "« 23-001 » figure plusieurs fois" in index
    book = load_workbook(made.path / "index.xlsx")
    told = list(book["Ce qui manque"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in told if row[0] == "23-101"] == list(LACKS["23-101"])
    cell = book["Ce qui manque"]["C2"]
    assert cell.font.color is not None
    assert cell.font.color.rgb == "00A8231C"


def test_the_seals_hold_where_the_papers_stand(made: MadeControl, tmp_path: Path) -> None:
    nss = trust_store(tmp_path / "nss", made.path / "coach.pem")
    sealed = {
        "23-101/3-emargement/2023-05.pdf": 1,
        "23-101/3-emargement/2023-06.pdf": 1,
        "23-101/3-emargement/2023-07-provisoire.pdf": 1,
        "23-101/4-immersions/convention-d-immersion-pmsmp_2023-06-30.pdf": 5,
        "23-101/4-immersions/bilan-de-l-immersion_2023-06-30.pdf": 2,
        "23-101/5-questionnaires/questionnaire-fse-a-l-entree_2023-06-30.pdf": 2,
    }
    for path, number in sealed.items():
        seals = pdfsig(made.path / path, nss)
        assert len(seals) == number, path
        assert all(seal.valid for seal in seals), path
        assert seals[-1].whole_document, path
    for pdf in made.path.rglob("*.pdf"):
        assert qpdf_check(pdf) == 0, pdf


def test_the_sheets_are_the_bytes_of_the_envoi(
    made: MadeControl, controlled: ControlStory, tmp_path: Path
) -> None:
    from coachdesk.services.exporting import export_package

    opened = controlled.opened(Path(shutil.copytree(controlled.directory, tmp_path / "magasin")))
    for month in (date(2023, 5, 1), date(2023, 6, 1)):
        envoi = export_package(opened, opened.actions[0], month, tmp_path / "envois")
        with zipfile.ZipFile(envoi) as archive:
            kept = archive.read("emargement/23-101.pdf")
        assert (made.path / f"23-101/3-emargement/{month:%Y-%m}.pdf").read_bytes() == kept
    opened.close()


def test_ordinary_tools_find_that_nothing_changed_and_any_change(
    made: MadeControl, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(made.path, tmp_path / "recu"))
    assert run("sha256sum", "-c", "--strict", "SHA256SUMS", folder=copy).returncode == 0
    assert "Verification successful" in openssl_verify(copy).stderr
    told = json.loads((copy / "manifest.json").read_bytes())
    listed = {file["path"]: file["sha256"] for file in told["files"]}
    there = files_in(copy) - {"manifest.json", "manifest.json.p7s", "SHA256SUMS", "liste.json"}
    assert listed.keys() == there
    for path, digest in listed.items():
        assert sha256((copy / path).read_bytes()).hexdigest() == digest
    assert (told["asked"], told["not_here"]) == (list(ASKED), ["99-999"])
    changed = copy / "23-101" / "dossier.pdf"
    changed.write_bytes(changed.read_bytes() + b" ")
    assert run("sha256sum", "-c", "SHA256SUMS", folder=copy).returncode != 0


def test_nobody_else_is_named_and_nothing_of_health_leaves(made: MadeControl) -> None:
    names = {
        "23-101": "D’ARTAGNAN", "23-103": "D’ARTAGNAN", "23-001": "DURAND-1 ",
        "23-102": "LEFÈVRE-2", "23-011": "DURAND-11",
    }  # fmt: skip
    for path in made.path.rglob("*"):
        if not path.is_file():
            continue
        said = text_of(path)
        for other in OTHERS:
            assert other not in said, path
        assert SECRET not in said, path
        assert "Dépression" not in said, path
        number = path.relative_to(made.path).parts[0]
        for theirs, name in names.items():
            if number in names and names[number] != name:
                assert name.strip() not in said.replace(names[number].strip(), ""), (path, theirs)
    assert not any("maladie" in str(path) for path in made.path.rglob("*")), HOSTILE


def test_what_a_piece_was_called_names_no_file(made: MadeControl) -> None:
    assert "3-emargement/justificatif-d-absence_2023-06-15.pdf" in files_in(made.path / "23-011")
    for path in made.path.rglob("*"):
        assert path.name.isascii()
        assert path.resolve().is_relative_to(made.path.resolve())


def test_the_pdf_is_read_through_and_says_where_the_originals_are(made: MadeControl) -> None:
    pdf = made.path / "23-101" / "dossier.pdf"
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert "Les originaux, avec leurs cachets" in pages[0]
    assert "portent d’autres noms" not in pages[0], "she came to no atelier"
    assert "portent d’autres noms" in text_of(made.path / "23-011" / "dossier.pdf")
    assert "Restent chez le coach" in pages[0]
    assert "Bilan final" in pages[0]
    assert "Santé" not in pages[0] + pages[1], "her frein is not told"
    cover = " ".join(" ".join(pages[:2]).split())
    at = int(cover.partition("Feuille d’émargement de juin 2023 1 1 ")[2].split()[0])
    assert "juin 2023" in pages[at - 1]
    assert "Feuille d’émargement" in pages[at - 1]


def test_a_month_that_is_open_is_said_provisional(desk: Desk, tmp_path: Path) -> None:
    made = control(desk, tmp_path / "sortie", "23-101")
    sheet = made.path / "23-101/3-emargement/2023-07-provisoire.pdf"
    assert "Provisoire, mois non clôturé" in text_of(sheet)
    assert "provisoire" in made.lines[0].there[2]


def test_encrypted_only_the_controller_opens_it(desk: Desk, tmp_path: Path) -> None:
    key, certificate = key_pair(tmp_path)
    out = tmp_path / "sortie"
    made = control(desk, out, "23-101", encrypt_for=certificate.read_bytes())
    assert [path.name for path in out.iterdir()] == ["controle_coaching-emploi_2023-07-03.zip.p7m"]
    assert b"ARTAGNAN" not in made.path.read_bytes()
    opened = run(
        "openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", made.path,
        "-inkey", key, "-out", tmp_path / "dossier.zip",
    )  # fmt: skip
    assert opened.returncode == 0, opened.stderr
    assert run("unzip", "-q", tmp_path / "dossier.zip", "-d", tmp_path).returncode == 0
    folder = tmp_path / "controle_coaching-emploi_2023-07-03"
    assert run("sha256sum", "-c", "--strict", "SHA256SUMS", folder=folder).returncode == 0
    assert _exports(desk)[-1]["encrypted"] is True


def test_a_certificate_that_can_t_encrypt_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    ours = desk.identity.certificate.pem
    with pytest.raises(UserError, match="n’a pas de clé RSA"):
        control(desk, tmp_path / "sortie", "23-101", encrypt_for=ours)
    assert not (tmp_path / "sortie").exists()


def test_the_journal_knows_what_left_in_clear(desk: Desk, tmp_path: Path) -> None:
    made = control(desk, tmp_path / "sortie", "23-101", "23-001")
    begun, *people, whole = _exports(desk)
    assert begun == {"control": made.path.name, "people": 2, "encrypted": False}
    assert people == [{"control": made.path.name, "encrypted": False}] * 2
    digest = sha256((made.path / "manifest.json").read_bytes()).hexdigest()
    assert (whole["sha256"], whole["encrypted"]) == (digest, False)


@pytest.mark.parametrize("stop_at", [1, 2, 7, 12])
def test_one_that_is_stopped_leaves_nothing(desk: Desk, tmp_path: Path, stop_at: int) -> None:
    asked = iter(range(10_000))
    with pytest.raises(ControlStoppedError):
        control(desk, tmp_path, "23-101", "23-001", cancelled=lambda: next(asked) >= stop_at)
    assert [path.name for path in tmp_path.iterdir()] == ["magasin"]


def test_what_a_kill_left_is_cleared_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "sortie"
    left = out / ".controle_coaching-emploi_2023-07-01.0a1b2c3d.part" / "23-001"
    left.mkdir(parents=True)
    (left / "dossier.pdf").write_bytes(b"%PDF")
    mine = out / ".controle_notes"
    mine.mkdir()
    first, second = control(desk, out, "23-103"), control(desk, out, "23-103")
    assert {path.name for path in out.iterdir()} == {
        mine.name, first.path.name, second.path.name
    }  # fmt: skip
    assert second.path.name == f"{first.path.name}_2"


def test_a_folder_that_can_t_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("pas un dossier")
    with pytest.raises(UserError, match="Impossible d’écrire dans"):
        control(desk, tmp_path / "fichier" / "sortie", "23-103")


def test_lists_are_read_as_controllers_write_them(desk: Desk, tmp_path: Path) -> None:
    action = desk.actions[0]
    asked = read_list(
        desk,
        action,
        split_numbers("N°\n23-001 ; 23\u2011002\n\n23-003, 23-101 23-102\n23-001\nabc"),
    )
    assert [each.number for each in asked.found] == [
        "23-001", "23-002", "23-003", "23-101", "23-102"
    ]  # fmt: skip
    assert (asked.twice, asked.unknown, asked.complete) == (("23-001",), ("abc",), False)
    csv = tmp_path / "liste.csv"
    csv.write_bytes("\ufeffNom;N° dossier\r\nX;23-001\r\nY;23-002\r\n".encode())
    assert numbers_in(csv) == ("23-001", "23-002")
    empty = tmp_path / "vide.txt"
    empty.write_text("\n\n")
    with pytest.raises(UserError, match="ne contient aucun n°"):
        numbers_in(empty)


def test_nobody_of_the_list_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Aucun des n°"):
        control(desk, tmp_path / "sortie", "99-1")
    assert not (tmp_path / "sortie").exists()


def _exports(desk: Desk) -> list[dict[str, object]]:
    found = (
        select(JournalPayload.body)
        .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
        .where(JournalEntry.kind == "export")
        .order_by(JournalEntry.seq)
    )
    told = desk.read(lambda link: link.execute(found).scalars().all())
    return [body for body in map(json.loads, filter(None, told)) if "control" in body]


def test_no_sign_of_what_the_pages_say_begins_a_line() -> None:
    said = (told.SEALS_BESIDE, told.NO_GROUP_PAPER, told.INDEX_NOTE, told.KEPT_BACK)
    assert said == tuple(map(typeset, said))
