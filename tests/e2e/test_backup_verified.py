"""A sauvegarde is looked at whole: each part of it that is changed is noticed, and said."""

import json
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from coachdesk.core.ids import new_id
from coachdesk.core.store_files import (
    COPY_FILE,
    DATABASE_FILE,
    KEY_FILE,
    MANIFEST_FILE,
    MARK_FILE,
    SPARE_KEY_FILE,
)
from coachdesk.models import Attachment, AttachmentContent, Prescription
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.backup.verification import verify_backup, verify_files
from coachdesk.store.engine import cipher_connect
from coachdesk.store.manifest import read_manifest
from coachdesk.store.vault import unlock
from support.command import PASSPHRASE
from support.signing_desk import make_desk, reopen, sign
from support.stores import refusal_of

SCAN = b"the bytes of a scan"


def keep_scan(desk) -> None:
    """A pièce on the card of the only person."""
    piece = new_id()
    with desk.store.write() as uow:
        whose = uow.session.scalars(select(Prescription.id)).first()
        uow.session.add(
            Attachment(
                id=piece, prescription_id=whose, kind="autre", name="scan.pdf",
                added_at=datetime(2023, 6, 1, tzinfo=UTC), size=len(SCAN),
            )
        )  # fmt: skip
        uow.session.flush()
        uow.session.add(AttachmentContent(id=piece, data=SCAN))
        uow.commit()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A sauvegarde with a drawing and a pièce in it."""
    root = tmp_path_factory.mktemp("verified")
    (appointment, *_) = make_desk(root / "magasin", 1)
    desk = reopen(root / "magasin")
    sign(desk, appointment)
    keep_scan(desk)
    path = backup_to(desk, root / "cle").path
    desk.close()
    return path


@pytest.fixture
def copy(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / made.name))


def rewritten(copy: Path, *statements: str) -> None:
    """What someone who has the key changes by hand; the manifest is made to agree."""
    key = unlock(copy, PASSPHRASE).data_key
    with closing(cipher_connect(copy / DATABASE_FILE, key, "rw")) as connection:
        for statement in statements:
            connection.execute(statement)
    (copy / MANIFEST_FILE).unlink()


def test_what_was_just_made_is_whole_and_nothing_of_it_is_changed_by_looking(copy):
    before = {path.name: path.read_bytes() for path in copy.iterdir()}
    report = verify_backup(copy, PASSPHRASE)
    assert report.faults == ()
    assert report.sentence.startswith("Sauvegarde intacte")
    assert report.examined.files == 2, "the pièce and the drawing"
    assert (report.head, report.made_at) == (report.manifest.head, report.manifest.made_at)
    assert verify_files(copy).intact
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == before
    files = {DATABASE_FILE, KEY_FILE, SPARE_KEY_FILE, MARK_FILE, COPY_FILE}
    assert set(report.manifest.files) == files


def test_each_file_that_is_changed_shortened_or_gone_is_said_without_a_passphrase(copy):
    for name in (KEY_FILE, SPARE_KEY_FILE, DATABASE_FILE, MARK_FILE):
        whole = (copy / name).read_bytes()
        for spoilt in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
            (copy / name).write_bytes(spoilt)
            report = verify_files(copy)
            assert name in report.faults[0]
            assert "altérée" in report.sentence
        (copy / name).write_bytes(whole)
    (copy / SPARE_KEY_FILE).unlink()
    assert "a disparu" in verify_files(copy).sentence


def test_a_flipped_bit_anywhere_is_noticed_with_and_without_the_manifest(copy, torture_n):
    whole, manifest = (copy / DATABASE_FILE).read_bytes(), (copy / MANIFEST_FILE).read_bytes()
    for seed in range(torture_n):
        bit = Random(seed).randrange(8 * len(whole))
        spoilt = bytearray(whole)
        spoilt[bit // 8] ^= 1 << bit % 8
        (copy / DATABASE_FILE).write_bytes(spoilt)
        assert not verify_files(copy).intact
        (copy / MANIFEST_FILE).unlink()
        assert not verify_backup(copy, PASSPHRASE).intact, bit
        (copy / MANIFEST_FILE).write_bytes(manifest)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE attachment_content SET data = X'00'"], "la pièce"),
        (["DELETE FROM attachment_content"], "a disparu"),
        (
            ["DROP TRIGGER {}", "UPDATE signature SET drawing = X'00'"],
            "la signature",
        ),
        (["DROP TRIGGER {}", "DELETE FROM journal_entry WHERE seq = 3"], "n°\u00a03"),
        (["DELETE FROM alembic_version", "DROP TABLE alembic_version"], "vide"),
    ],
)
def test_what_is_changed_inside_by_who_has_the_key_is_noticed(copy, statements, said):
    if "{}" in statements[0]:
        key = unlock(copy, PASSPHRASE).data_key
        with closing(cipher_connect(copy / DATABASE_FILE, key, "rw")) as link:
            found = link.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        statements = [*(f"DROP TRIGGER {name}" for (name,) in found), *statements[1:]]
    rewritten(copy, *statements)
    report = verify_backup(copy, PASSPHRASE)
    assert said in " ".join(report.faults)


def test_files_of_another_sauvegarde_are_not_taken_for_its_own(copy, tmp_path):
    make_desk(tmp_path / "autre", 1)
    other = reopen(tmp_path / "autre")
    theirs = backup_to(other, tmp_path / "cle").path
    other.close()
    shutil.copy(theirs / MARK_FILE, copy / MARK_FILE)
    assert "deux magasins" in " ".join(verify_backup(copy, PASSPHRASE).faults)
    shutil.copy(theirs / KEY_FILE, copy / KEY_FILE)
    assert not verify_backup(copy, PASSPHRASE).intact


def test_a_wrong_passphrase_and_a_folder_that_is_no_sauvegarde_are_refused_in_words(copy, tmp_path):
    assert "phrase de passe" in str(refusal_of(lambda: verify_backup(copy, "une autre phrase")))
    (tmp_path / "photos").mkdir()
    photos = tmp_path / "photos"
    for verify in (lambda at: verify_backup(at, PASSPHRASE), verify_files):
        assert "n’est pas une sauvegarde" in str(refusal_of(lambda v=verify: v(photos)))
    (copy / MANIFEST_FILE).write_text("[" * 5000)
    assert read_manifest(copy) is None
    assert "manifeste" in str(refusal_of(lambda: verify_files(copy)))
    assert verify_backup(copy, PASSPHRASE).intact, "its key says the rest"


def test_a_manifest_can_not_lead_outside_of_its_folder(copy):
    told = json.loads((copy / MANIFEST_FILE).read_text())
    told["files"]["../../etc/passwd"] = {"size": 1, "sha256": "0"}
    (copy / MANIFEST_FILE).write_text(json.dumps(told))
    assert "hors de la sauvegarde" in " ".join(verify_files(copy).faults)


def test_a_sauvegarde_that_is_opened_is_a_store_and_has_no_manifest_any_more(copy):
    opened = reopen(copy)
    assert read_manifest(copy) is None
    assert opened.store.verify().fault is None
    opened.close()
