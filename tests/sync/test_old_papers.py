"""What stores of earlier versions proved is still read, in the form it had then."""

import json
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from coachdesk.models import JournalEntry, JournalPayload, Package
from coachdesk.services.desk import open_desk
from coachdesk.signing.evidence_reader import read_evidence
from coachdesk.sync.findings import check_package
from support.clock import FixedClock
from support.command import PASSPHRASE

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
LATER = FixedClock(datetime(2023, 7, 4, 9, 0, tzinfo=timezone(timedelta(hours=2))))


@pytest.fixture(params=sorted(path.name for path in GOLDEN.glob("store-*")))
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
    assert {(each.version, each.outcome, each.signer.role) for each in read} <= {
        (1, "signed", "participant"),
        (2, "signed", "participant"),
    }
    assert all(each.capture for each in read)


def test_old_packages_and_the_proofs_in_them_stand(desk):
    (data,) = desk.read(lambda link: link.execute(select(Package.data)).scalars().all())
    check = check_package(data)
    assert check.findings == ()
    assert check.drawn == 2
