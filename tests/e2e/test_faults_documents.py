"""An answer on a document is whole or is not, whatever happens to the program or the disk."""

import shutil
from collections import Counter
from hashlib import sha256
from itertools import count, pairwise
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import DocumentState, Role
from coachdesk.models import (
    Document,
    DocumentRevision,
    EngagementContract,
    JournalEntry,
    JournalPayload,
    Signature,
    SignatureRefusal,
)
from coachdesk.services.desk import Desk
from coachdesk.services.document_drafts import read_document
from support.documents import make_dossier, open_paper, sign_document
from support.faults import file_size_limit, run_until_killed
from support.signing_desk import make_empty_desk, reopen
from support.stores import refusal_of

PEOPLE = 12
FRAME = 4096 + 24
"""Of the WAL: a page and its header."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[UUID]]:
    """A desk with as many contracts to sign."""
    directory = tmp_path_factory.mktemp("documents") / "magasin"
    make_empty_desk(directory)
    desk = reopen(directory)
    documents = [
        open_paper(desk, make_dossier(desk, f"23-{number:03}"), "contract")
        for number in range(1, PEOPLE + 1)
    ]
    desk.close()
    return directory, documents


def rows(desk: Desk, table: type) -> list:
    return desk.read(lambda link: list(link.execute(select(table.__table__)).all()))


def answers(desk: Desk) -> dict[tuple[str, str], tuple[int, str]]:
    """Of each answer, whose and in what quality, the number and the short code of its evidence."""
    hashes = {row.seq: row.hash[:8].upper() for row in rows(desk, JournalEntry)}
    found = [*rows(desk, Signature), *rows(desk, SignatureRefusal)]
    return {
        (str(row.document_id), str(row.role)): (row.entry_seq, hashes[row.entry_seq])
        for row in found
    }


def disagreements(desk: Desk) -> list[str]:
    """Where rows, revisions, evidence and states do not tell one story; nothing when they do."""
    bodies = {row.seq: row.body for row in rows(desk, JournalPayload)}
    signed = Counter(row.document_id for row in rows(desk, Signature))
    refused = Counter(row.document_id for row in rows(desk, SignatureRefusal))
    contracts = {row.id: row.signed_on for row in rows(desk, EngagementContract)}
    kept: dict[UUID, list] = {}
    for row in sorted(rows(desk, DocumentRevision), key=lambda row: row.number):
        kept.setdefault(row.document_id, []).append(row)
    faults = []
    for document in rows(desk, Document):
        mine = kept.get(document.id, [])
        counted = (signed[document.id], refused[document.id])
        faults += [f"{document.id}: {fault}" for fault in unlike(document, mine, counted)]
        faults += [f"{document.id}: {fault}" for fault in torn(mine, bodies)]
        everyone = document.state is DocumentState.CLOSED and signed[document.id] == 2
        if (contracts[document.subject_id] is not None) is not everyone:
            faults.append(f"{document.id}: the contract says otherwise")
    evidence = sum(row.kind == "evidence" for row in rows(desk, JournalEntry))
    if evidence != sum(signed.values()) + sum(refused.values()):
        faults.append(f"{evidence} evidence records")
    return faults


def unlike(document, mine: list, counted: tuple[int, int]) -> list[str]:
    """Revisions and state that are not those of so many signatures and refusals."""
    signed, refused = counted
    closed = document.state is DocumentState.CLOSED
    wanted = 1 + signed if signed + refused else 0
    if closed:
        wanted += refused + 1
    story = f"{len(mine)} revisions, {signed + refused} answers, {document.state}"
    return [] if len(mine) == wanted and closed == (signed + refused == 2) else [story]


def torn(mine: list, bodies: dict[int, bytes]) -> list[str]:
    """Bytes that are not those of their digests, of their entry, or of what was shown before."""
    return [
        *(f"bytes of {row.number}" for row in mine if sha256(row.data).hexdigest() != row.sha256),
        *(
            f"entry of {row.number}"
            for row in mine
            if row.number and row.sha256.encode() not in bodies[row.entry_seq]
        ),
        *(
            f"{after.number} is another paper"
            for before, after in pairwise(mine)
            if not after.data.startswith(before.data)
        ),
    ]


def refused_answer(desk: Desk, document: UUID, role: Role, seed: int) -> UserError | None:
    return refusal_of(lambda: sign_document(desk, document, role, seed=seed))


def whole(desk: Desk) -> bool:
    return desk.store.verify(desk.identity.certificate.public_key).fault is None


def test_every_acknowledged_answer_survives_the_kill_whole_and_once(
    made, tmp_path, torture_n, torture_figures
):
    directory, documents = made
    acked = 0
    for seed in range(torture_n):
        copy = tmp_path / str(seed)
        shutil.copytree(directory, copy)
        death = run_until_killed(
            "support.child_document", str(copy), *map(str, documents), seed=seed, acks=10
        )
        desk = reopen(copy)
        kept = answers(desk)
        for line in death.acked:
            document, role, seq, code = line.split()
            assert kept.get((document, role)) == (int(seq), code), f"seed {seed}: lost {line}"
        assert len(kept) <= len(death.acked) + 1, f"seed {seed}: answered without being asked"
        assert not disagreements(desk), f"seed {seed}"
        assert whole(desk), f"seed {seed}"
        left = next(item for item in reversed(documents) if (str(item), "coach") not in kept)
        sign_document(desk, left, Role.COACH, seed=1000)
        assert read_document(desk, left).signers[1].outcome, f"seed {seed}: the next signature"
        desk.close()
        shutil.rmtree(copy)
        acked += len(death.acked)
    torture_figures("document, killed", kills=torture_n, acknowledged=acked, lost=0)


def test_a_write_that_fails_at_any_frame_leaves_no_half_document(
    made, tmp_path, torture_n, torture_figures
):
    """The n-th frame of the WAL can't be written: refused in words; n grows until it can."""
    shutil.copytree(made[0], tmp_path / "magasin")
    refused = signed = 0
    seeds = count(1)
    for document in made[1][: min(torture_n, PEOPLE)]:
        for role in (Role.PARTICIPANT, Role.COACH):
            desk = reopen(tmp_path / "magasin")  # with an empty WAL
            before = answers(desk)
            # An answer writes a PDF or two: every frame of a presence, some of a document.
            for frames in count(step=3):
                with file_size_limit(frames * FRAME):
                    refusal = refused_answer(desk, document, role, next(seeds))
                if refusal is None:
                    break
                assert answers(desk) == before
                assert not disagreements(desk)
                refused += 1
            assert frames, "no write was refused: the limit did not bite"
            assert answers(desk).keys() - before.keys() == {(str(document), str(role))}
            assert not disagreements(desk)
            assert whole(desk)
            desk.close()
            signed += 1
    torture_figures("document, failing write", signed=signed, refused=refused, lost=0)
