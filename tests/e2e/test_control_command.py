"""The command ``control``, as its users run it; and what becomes of rectified months and twins."""

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from coachdesk.core.resources import resource
from coachdesk.domain.words import WordList
from coachdesk.models import Document, Pathway, Prescription
from coachdesk.services.attachments import ReadyFile
from coachdesk.services.closing.correcting import open_correction
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.control.asked import read_list
from coachdesk.services.control.contents import files_of, kept_dossier
from coachdesk.services.control.folder import person_folder
from coachdesk.services.control.writing import MadeControl, write_control
from coachdesk.services.desk import Desk
from coachdesk.services.documents.paper_bridge import signed_on_paper
from support.command import coachdesk
from support.control_story import LACKS, ControlStory, photo
from support.pdf_tools import run
from support.whole_month import MONTH


@pytest.fixture
def store(controlled: ControlStory, tmp_path: Path) -> Path:
    return Path(shutil.copytree(controlled.directory, tmp_path / "magasin"))


@pytest.fixture
def desk(controlled: ControlStory, store: Path) -> Iterator[Desk]:
    opened = controlled.opened(store)
    yield opened
    opened.close()


def control(desk: Desk, out: Path, *numbers: str) -> MadeControl:
    action = desk.actions[0]
    return write_control(desk, action, read_list(desk, action, numbers), out)


def words_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(said.split())


def test_a_file_or_numbers_and_each_paper_is_verified(store: Path, tmp_path: Path) -> None:
    listed = tmp_path / "liste.csv"
    listed.write_text("N° de dossier\r\n23-103\r\n", "utf-8")
    out = tmp_path / "sortie"
    ran = coachdesk("control", "--list", listed, "23-001", "--out", out, store=store)
    assert ran.code == 0, ran.err
    (made,) = out.iterdir()
    assert ran.out.splitlines()[0] == str(made)
    assert "23-001 DURAND-1 Yvette\u00a0: " in ran.out
    assert "lisible par qui l’ouvre" in ran.err
    sealed = [made / "23-001/3-emargement/2023-05.pdf", made / "23-001/3-emargement/2023-06.pdf"]
    verified = coachdesk("verify", *sealed, store=store)
    assert verified.code == 0, verified.out
    changed = sealed[1].read_bytes()
    sealed[1].write_bytes(changed[:2000] + b"9" + changed[2001:])
    assert coachdesk("verify", sealed[1], store=store).code == 1


def test_a_number_of_no_dossier_is_said_and_the_others_are_made(
    store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "sortie"
    ran = coachdesk("control", "--list", "23-103, 99-1", "--out", out, "--json", store=store)
    assert ran.code == 1
    assert "99-1" in ran.err
    told = json.loads(ran.out)
    assert (told["unknown"], [person["number"] for person in told["people"]]) == (
        ["99-1"], ["23-103"]
    )  # fmt: skip
    assert told["people"][0]["missing"]
    refused = coachdesk("control", "--list", "99-1", "--out", tmp_path / "rien", store=store)
    assert (refused.code, refused.out) == (1, "")
    assert not (tmp_path / "rien").exists()


def test_a_list_longer_than_a_file_s_name_may_be_is_a_list(store: Path, tmp_path: Path) -> None:
    numbers = ", ".join(["23-103", *(f"99-{number:03}" for number in range(60))])
    ran = coachdesk("control", "--list", numbers, "--out", tmp_path / "la", "--json", store=store)
    assert ran.code == 1
    told = json.loads(ran.out)
    assert (len(told["unknown"]), [person["number"] for person in told["people"]]) == (
        60, ["23-103"]
    )  # fmt: skip


def test_an_ec_certificate_is_refused_before_the_store_is_opened(
    store: Path, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "ec.key", tmp_path / "ec.pem"
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", key, "-out", certificate, "-subj", "/CN=Controleur")  # fmt: skip
    ran = coachdesk(
        "control", "--list", "23-103", "--out", tmp_path / "sortie", "--encrypt-for", certificate,
        store=store,
    )  # fmt: skip
    assert ran.code == 1
    assert "n’a pas de clé RSA" in ran.err
    assert not (tmp_path / "sortie").exists()


def test_a_number_of_another_action_is_left_to_it(store: Path, tmp_path: Path) -> None:
    profile = tmp_path / "autre.toml"
    text = resource("actions", "coaching-emploi.toml").read_text("utf-8")
    profile.write_text(
        text.replace('code = "coaching-emploi"', 'code = "autre"', 1).replace(
            'name = "Coaching Emploi"', 'name = "Coup de pouce"', 1
        ),
        "utf-8",
    )
    assert coachdesk("action", "add", profile, store=store).code == 0
    ran = coachdesk(
        "control", "--action", "autre", "--list", "23-103", "--out", tmp_path / "sortie",
        store=store,
    )  # fmt: skip
    assert ran.code == 1
    assert "«\u00a023-103\u00a0» est d’une autre action, «\u00a0Coaching Emploi\u00a0»" in ran.err
    assert not (tmp_path / "sortie").exists()


def test_the_version_in_force_leaves_and_is_said(desk: Desk, tmp_path: Path) -> None:
    action = desk.actions[0]
    open_correction(desk, action, MONTH, "Heure fausse")
    between = control(desk, tmp_path / "entre", "23-001")
    assert "mois en cours de rectification" in words_of(between.path / "23-001/dossier.pdf")
    close_month(desk, action, MONTH, force_reason="contrôle annoncé")
    after = control(desk, tmp_path / "apres", "23-001")
    cover = words_of(after.path / "23-001/dossier.pdf")
    assert "juin 2023, rectificatif n° 1" in cover
    assert "en cours de rectification" not in cover
    sheets = [each.path / "23-001/3-emargement/2023-06.pdf" for each in (between, after)]
    assert sheets[0].read_bytes() != sheets[1].read_bytes()


def test_two_numbers_that_one_name_would_hold_never_mix(desk: Desk, tmp_path: Path) -> None:
    """« 23 103 » comes after the closing: the sheet « 23-103 » of May is not hers."""
    with desk.store.write() as uow:
        found = uow.session.scalars(select(Prescription).where(Prescription.number == "23-011"))
        found.one().number = "23 103"
        uow.commit()
    made = control(desk, tmp_path / "sortie", "23 103", "23-103")
    folders = {line.number: line.folder for line in made.lines}
    assert folders["23 103"] == "23-103"
    assert folders["23-103"].startswith("23-103-")
    hers = made.path / folders["23 103"]
    assert not (hers / "3-emargement/2023-05.pdf").exists(), "that one names someone else"
    assert "ARTAGNAN" not in words_of(hers / "dossier.pdf")
    assert (made.path / folders["23-103"] / "3-emargement/2023-05.pdf").exists()


def test_what_the_profile_does_without_is_not_missing(desk: Desk, tmp_path: Path) -> None:
    known = desk.actions[0]
    profile = known.profile
    kinds = WordList(tuple(replace(kind, required=False) for kind in profile.attachment_kinds))
    off = frozenset({"fse_entry", "fse_exit", "prescription_return"})
    action = replace(known, profile=replace(profile, attachment_kinds=kinds, papers_off=off))
    made = write_control(desk, action, read_list(desk, action, ["23-103"]), tmp_path / "sortie")
    assert made.lines[0].lacks == (LACKS["23-103"][2], LACKS["23-103"][3], LACKS["23-103"][-1])


def test_a_paper_whose_seal_does_not_hold_is_said_in_red(desk: Desk) -> None:
    action = desk.actions[0]
    (asked,) = read_list(desk, action, ["23-101"]).found
    kept = desk.read(lambda link: kept_dossier(link, action, asked.prescription_id))
    files = files_of(action, kept, ())
    convention = next(file for file in files if "convention" in file.name)
    place = convention.data.rindex(b"stream") // 2
    changed = convention.data[:place] + b"#" + convention.data[place + 1 :]
    made = ((replace(convention, data=changed),), (), ())
    folder = person_folder(
        desk, action, kept, made, ("23-101", desk.store.head()), lambda: None
    )  # fmt: skip
    assert len(folder.line.lacks) == 1
    assert "son cachet ne se vérifie pas" in folder.line.lacks[0]
    assert not any("fiche-de-preuve" in file.listed.path for file in folder.files)


def test_what_is_signed_by_hand_leaves_as_its_scan(desk: Desk, tmp_path: Path) -> None:
    action = desk.actions[0]
    (asked,) = read_list(desk, action, ["23-001"]).found
    scan = ReadyFile("scan.jpg", photo("contrat"), "scan")
    contract = select(Document.id).where(
        Document.prescription_id == asked.prescription_id, Document.kind == "contract"
    )
    document = desk.read(lambda link: link.execute(contract).scalar_one())
    signed_on_paper(desk, document, date(2023, 5, 9), [scan])
    made = control(desk, tmp_path / "sortie", "23-001")
    (kept,) = (made.path / "23-001/2-contrat").iterdir()
    assert kept.name == "contrat-d-engagement-signe-a-la-main_2023-05-09.jpg"
    assert kept.read_bytes() == scan.data
    assert not any("numérisation" in lack for lack in made.lines[0].lacks)


def test_a_month_in_which_someone_was_met_before_her_entry_has_its_sheet(
    desk: Desk, tmp_path: Path
) -> None:
    """Workbooks tell of such: she was met on 25 May, and entered in June."""
    with desk.store.write() as uow:
        hers = select(Pathway).join(Prescription, Prescription.id == Pathway.prescription_id)
        found = uow.session.scalars(hers.where(Prescription.number == "23-101"))
        found.one().entered_on = date(2023, 6, 1)
        uow.commit()
    made = control(desk, tmp_path / "sortie", "23-101")
    assert (made.path / "23-101/3-emargement/2023-05.pdf").exists()
    assert made.lines[0].lacks == LACKS["23-101"]


def test_the_whole_is_verified_at_once_and_what_changed_is_named(
    store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "sortie"
    assert coachdesk("control", "--list", "23-001", "--out", out, store=store).code == 0
    (made,) = out.iterdir()
    whole = coachdesk("verify", made, store=store)
    assert whole.code == 0, whole.out
    assert "Intact, signé par" in whole.out
    assert "1\u00a0personne, 9\u00a0fichiers" in whole.out
    (made / ".DS_Store").write_bytes(b"looked at")
    assert coachdesk("verify", made, store=store).code == 0
    assert coachdesk("verify", made, "--signer", "ab" * 32, store=store).code == 1

    def verdict_of(change: Callable[[Path], object]) -> str:
        copy = Path(shutil.copytree(made, tmp_path / "copie" / made.name))
        change(copy)
        ran = coachdesk("verify", copy, store=store)
        shutil.rmtree(copy)
        assert (ran.code, "Altéré" in ran.out) == (1, True), ran.out
        return ran.out

    read_through, index = "23-001/dossier.pdf", "index.xlsx"
    said = verdict_of(lambda copy: (copy / read_through).write_bytes(b"%PDF-1.4 autre"))
    assert f"{read_through}\u00a0: son contenu a changé" in said
    assert f"{index}\u00a0: il manque" in verdict_of(lambda copy: (copy / index).unlink())
    said = verdict_of(lambda copy: (copy / "23-001/ajout.pdf").write_bytes(b"%PDF-1.4"))
    assert "23-001/ajout.pdf\u00a0: il a été ajouté" in said
    said = verdict_of(lambda copy: _swapped(copy / "manifest.json", b"23-001", b"23-002"))
    assert "manifest.json" in said
    said = verdict_of(lambda copy: (copy / "SHA256SUMS").write_text("", "utf-8"))
    assert "SHA256SUMS\u00a0: " in said
    assert coachdesk("verify", tmp_path, store=store).code == 1


def test_the_whole_is_verified_out_of_its_encrypted_file(store: Path, tmp_path: Path) -> None:
    key, certificate = tmp_path / "controleur.key", tmp_path / "controleur.pem"
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
        certificate, "-subj", "/CN=Controleur")  # fmt: skip
    out = tmp_path / "sortie"
    ran = coachdesk(
        "control", "--list", "23-001", "--out", out, "--encrypt-for", certificate, store=store
    )
    assert ran.code == 0, ran.err
    (made,) = out.iterdir()
    whole = coachdesk("verify", made, "--key", key, store=store)
    assert whole.code == 0, whole.out
    assert "1\u00a0personne, 9\u00a0fichiers" in whole.out
    run("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", made, "-inkey", key,
        "-out", tmp_path / "clair.zip")  # fmt: skip
    with zipfile.ZipFile(tmp_path / "clair.zip") as packed:
        packed.extractall(tmp_path / "clair")
    again = Path(shutil.make_archive(str(tmp_path / "refait"), "zip", tmp_path / "clair"))
    assert coachdesk("verify", again, store=store).code == 0, "zipped again, the files are the same"


def _swapped(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
