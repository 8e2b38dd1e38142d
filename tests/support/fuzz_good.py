"""Good files of every kind that the program reads, made by the program: what ``fuzz`` spoils."""

import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from coachdesk.core.store_files import ERASED_FILE, KEY_FILE, MANIFEST_FILE, MARK_FILE
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.exporting import export_package
from coachdesk.services.journal_extracts import extract_journal
from coachdesk.services.rights.ledger import Erased, write_ledger
from coachdesk.services.settings_file.gather import gathered, save_bundle
from coachdesk.signing.envelope import encrypt_for
from coachdesk.sync.time_authority import TimeAuthority
from coachdesk.sync.timestamp import ask_timestamp
from support.servers.authority_of_time import authority_of_time
from support.signing_desk import DAY, make_desk, reopen, sign
from support.tools import require
from support.workbooks import SAMPLE


def make_good(folder: Path) -> None:
    """Write them in ``folder``, which is made; see ``support.fuzz_readers`` for who reads each."""
    folder.mkdir()
    directory, month = folder / "magasin", DAY.replace(day=1)
    (appointment, *_) = make_desk(directory, 2)
    desk = reopen(directory)
    sign(desk, appointment)
    close_month(desk, desk.action(None), month, force_reason="essai")
    export_package(desk, desk.action(None), month, folder / "envoi")
    extract_journal(desk, folder / "journal.jsonl")
    save_bundle(gathered(desk), folder / "reglages").rename(folder / "reglages.coachdesk")
    write_ledger(directory, desk.store.store_id, [Erased(uuid4(), datetime(2023, 6, 1, tzinfo=UTC),
                                                         "request")])  # fmt: skip
    backup = backup_to(desk, folder / "cle").path
    (folder / "coach.pem").write_bytes(desk.identity.certificate.pem)
    (folder / "coach.der").write_bytes(desk.identity.certificate.der)
    desk.close()
    for name in (KEY_FILE, MARK_FILE, ERASED_FILE, MANIFEST_FILE):
        shutil.copy(backup / name, folder / name)
    (package,) = (folder / "envoi").iterdir()
    package.rename(folder / "envoi.zip")
    with zipfile.ZipFile(folder / "envoi.zip") as archive:
        sealed = next(
            data
            for data in map(archive.read, archive.namelist())
            if data.startswith(b"%PDF-") and b"/ByteRange" in data
        )
    (folder / "papier.pdf").write_bytes(sealed)
    receive(folder)
    shutil.copy(SAMPLE, folder / "a.xlsx")


def receive(folder: Path) -> None:
    """The envoi as a recipient has it: her key, the envoi wrapped for it, its timestamp."""
    subprocess.run(
        [require("openssl"), "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-subj", "/CN=la",
         "-keyout", "cle.pem", "-out", "c.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    package = (folder / "envoi.zip").read_bytes()
    (folder / "envoi.zip.p7m").write_bytes(
        encrypt_for((folder / "c.pem").read_bytes(), package[:64])
    )  # fmt: skip
    with authority_of_time(folder / "tsa") as authority:
        stamp = ask_timestamp(
            TimeAuthority(authority.url, authority.root), sha256(package).digest()
        )
    (folder / "envoi.zip.tsr").write_bytes(stamp.answer)
