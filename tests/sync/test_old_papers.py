"""What stores of earlier versions proved is still read, in the form it had then."""

import json
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from coachdesk.models import JournalEntry, JournalPayload, Package
from coachdesk.services.desk import open_desk
from coachdesk.services.documents.proof_sheets import proof_sheet_of
from coachdesk.signing.evidence_reader import read_evidence
from coachdesk.sync.findings import check_package
from coachdesk.sync.zipfmt import unpack
from documents import pdf_reading
from support.clock import FixedClock
from support.command import PASSPHRASE

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
LATER = FixedClock(datetime(2023, 7, 4, 9, 0, tzinfo=timezone(timedelta(hours=2))))


@pytest.fixture(params=["store-0001", "store-0002", "store-0003"])
def desk(request, tmp_path):
    folder = shutil.copytree(GOLDEN / request.param, tmp_path / "store")
    opened = open_desk(folder, PASSPHRASE, clock=LATER)
    yield opened
    opened.close()


def test_the_evidence_of_old_signatures_is_read(desk):
    query = (
        select(JournalPayload.body)
        .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
        .where(JournalEntry.kind == "evidence")
    )
    bodies = desk.read(lambda link: link.execute(query).scalars().all())
    read = [read_evidence(json.loads(body)) for body in bodies]
    assert len(read) == 2
    assert {(each.version, each.outcome, each.signer.role) for each in read} == {
        (1, "signed", "participant")
    }, "stores up to the third version hold the first form"
    assert all(each.capture for each in read)


def test_old_packages_and_the_proofs_in_them_stand(desk):
    (data,) = desk.read(lambda link: link.execute(select(Package.data)).scalars().all())
    check = check_package(data)
    assert check.findings == ()
    assert check.drawn == 2
    assert [proof.evidence.version for proof in check.proofs] == [1, 1]


def test_a_fiche_is_made_of_an_old_sheet(desk, tmp_path):
    (data,) = desk.read(lambda link: link.execute(select(Package.data)).scalars().all())
    (name,) = (path for path in unpack(data).files if path.startswith("emargement/"))
    fiche = proof_sheet_of(name, unpack(data).files[name], now=LATER.now())
    (text,) = pdf_reading.texts(fiche, tmp_path)
    assert "A signé" in text
    assert "Poste" not in text, "the first form says nothing of the machine"
