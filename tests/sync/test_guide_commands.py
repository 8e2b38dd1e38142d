"""Every command of VERIFIER.txt and VERIFIER.pdf, run by the outside tools as it is written."""

import hashlib
import os
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from coachdesk.core.french import fold
from coachdesk.documents.verify_commands import VerifyCommands
from coachdesk.sync.guide import verification_page
from coachdesk.sync.receipt import read_receipt
from coachdesk.sync.time_authority import TimeAuthority
from coachdesk.sync.timestamp import ask_timestamp
from documents import pdf_reading
from support.pdf_tools import qpdf_check, run
from support.servers.authority_of_time import authority_of_time
from support.signed_papers import BUILT, FILES, SIGNER, heading, identity
from support.tools import require

RUN = VerifyCommands(BUILT.filename)
TEXT = FILES["VERIFIER.txt"].decode("utf-8-sig").replace("\r\n", "\n")
WRITTEN = [line.strip() for line in TEXT.split("\n") if line.startswith("    ")]


def shell(command: str, folder: Path) -> str:
    """What a shell answers to a command typed as it stands; it must succeed."""
    assert command in WRITTEN, "the text says another command"
    for tool in ("unzip", "sha256sum", "openssl"):
        require(tool)
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a recipient: the envoi in clear and wrapped, its timestamp, her key."""
    folder = tmp_path_factory.mktemp("recu")
    (folder / BUILT.filename).write_bytes(BUILT.data)
    run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=la",
        "-keyout", "VOTRE-CLE.pem", "-out", "c.pem", folder=folder,
    )  # fmt: skip
    run(
        "openssl", "cms", "-encrypt", "-binary", "-aes256", "-outform", "DER",
        "-in", BUILT.filename, "-out", f"{BUILT.filename}.p7m", "c.pem", folder=folder,
    )  # fmt: skip
    with authority_of_time(folder / "tsa") as authority:
        digest = hashlib.sha256(FILES["manifest.json"]).digest()
        stamp = ask_timestamp(TimeAuthority(authority.url, authority.root), digest)
        (folder / f"{BUILT.filename}.tsr").write_bytes(stamp.answer)
        shell(RUN.unzip, folder)
        (folder / "envoi" / "AUTORITE.pem").write_text(authority.root)
    return folder


def test_the_wrapped_envoi_opens(received):
    (received / BUILT.filename).unlink()
    shell(RUN.decrypt, received)
    assert (received / BUILT.filename).read_bytes() == BUILT.data


def test_the_files_are_those_of_the_list(received):
    assert RUN.enter in WRITTEN
    said = shell(RUN.sums, received / "envoi")
    assert said.count(": OK") == len(FILES) - 1


def test_the_list_is_signed(received):
    assert "CMS Verification successful" in shell(RUN.signature, received / "envoi")
    assert (received / "envoi" / "liste.json").read_bytes() == FILES["manifest.json"]


def test_the_certificate_has_the_fingerprint_of_the_text_and_of_the_page(received):
    said = shell(RUN.fingerprint, received / "envoi").strip().partition("=")[2]
    assert said.replace(":", "").lower() == SIGNER
    assert SIGNER in re.sub(r"\s", "", TEXT).lower()


def test_the_timestamp_is_read_and_is_of_this_envoi(received):
    assert re.search(rf"Time stamp: .* {datetime.now(UTC):%Y} GMT", shell(RUN.stamp, received))
    assert "Verification: OK" in shell(RUN.stamp_of, received / "envoi")


def test_the_receipt_that_a_shell_writes_is_read(received):
    shell(RUN.write_receipt, received)
    said = read_receipt((received / RUN.receipt_name).read_bytes())
    assert (said.file, said.by) == (BUILT.filename, "VOTRE SERVICE")
    assert said.sha256 == BUILT.sha256
    assert abs((datetime.now().astimezone() - said.received_at).total_seconds()) < 600


def test_the_receipt_typed_in_a_notepad_is_read(received):
    digest = shell(RUN.digest, received).split()[0]
    assert RUN.receipt in WRITTEN
    typed = RUN.receipt.replace("EMPREINTE", digest)
    typed = typed.replace("AAAA-MM-JJTHH:MM:SS", "2023-06-05T10:30:00")
    said = read_receipt(b"\xef\xbb\xbf" + typed.encode("utf-8") + b"\r\n")
    assert (said.file, said.sha256) == (BUILT.filename, BUILT.sha256)


def test_every_line_that_is_a_command_is_tried_here_or_is_for_windows():
    tried = {
        RUN.unzip, RUN.enter, RUN.sums, RUN.signature, RUN.fingerprint, RUN.decrypt, RUN.stamp,
        RUN.stamp_of, RUN.digest, RUN.write_receipt, RUN.receipt, RUN.receipt_name, RUN.windows,
    }  # fmt: skip
    others = [line for line in WRITTEN if line not in tried]
    commands = [line for line in others if not re.fullmatch(r"[0-9A-F ]+", line)]
    assert len(commands) == 3
    assert commands[0].startswith("Get-Content SHA256SUMS")  # PowerShell, on two lines
    assert commands[2] == f"coachdesk verify --signer {SIGNER} {BUILT.filename}"


def test_the_page_says_the_same_commands_whole(tmp_path):
    (said,) = pdf_reading.texts(FILES["VERIFIER.pdf"], tmp_path)
    for command in (
        RUN.windows, RUN.unzip, RUN.enter, RUN.sums, RUN.signature, RUN.fingerprint,
        RUN.decrypt, RUN.stamp, RUN.stamp_of, RUN.receipt,
    ):  # fmt: skip
        assert command in said
    assert SIGNER in re.sub(r"\s", "", said).lower()
    for words in (BUILT.filename, "Élodie Martin", "mai 2023", "carte de confiance",
                  "Validité inconnue", "Non modifié depuis la signature"):  # fmt: skip
        assert words in said


def test_the_page_is_one_and_nothing_is_cut_nor_drawn_over(tmp_path):
    (page,) = pdf_reading.pages(FILES["VERIFIER.pdf"], tmp_path)
    assert (round(page.width), round(page.height)) == (595, 842)
    assert not page.outside
    assert not page.overlaps
    path = tmp_path / "page.pdf"
    path.write_bytes(FILES["VERIFIER.pdf"])
    assert qpdf_check(path) == 0


def test_the_longest_names_fit_the_page(tmp_path):
    coach = "Marie-Christine DE LA ROCHEFOUCAULD-VANDENBROUCKE"
    about = replace(
        heading(version=12), action="accompagnement-renforce-vers-l-emploi", coach=coach,
        coach_code="MCRV",
    )  # fmt: skip
    page = verification_page(about, identity().certificate)
    (found,) = pdf_reading.pages(page, tmp_path)
    assert not found.outside
    assert not found.overlaps
    (said,) = pdf_reading.texts(page, tmp_path)
    assert VerifyCommands(about.filename).decrypt in said
    assert coach in said


def test_neither_claims_what_it_may_not(tmp_path):
    (said,) = pdf_reading.texts(FILES["VERIFIER.pdf"], tmp_path)
    words = set(re.findall(r"\w+", fold(f"{said} {TEXT}")))
    assert not {"avancee", "qualifiee", "certifie", "certifiee", "conforme"} & words


def test_the_code_of_the_page_is_the_fingerprint(tmp_path):
    image = pypdfium2.PdfDocument(FILES["VERIFIER.pdf"])[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text.lower() == SIGNER
