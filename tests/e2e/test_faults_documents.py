"""An answer on a document is whole or is not, whatever happens to the program or the disk."""

import shutil
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import Role
from coachdesk.models import JournalEntry, Signature, SignatureRefusal
from coachdesk.services.desk import Desk
from coachdesk.services.documents.drafting import read_document
from support.document_story import disagreements
from support.documents import make_dossier, open_paper, sign_document
from support.faults import file_size_limit
from support.kept import rows, whole
from support.signing_desk import make_empty_desk, reopen, survivors
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


def answers(desk: Desk) -> dict[tuple[str, str], tuple[int, str]]:
    """Of each answer, whose and in what quality, the number and the short code of its evidence."""
    hashes = {row.seq: row.hash[:8].upper() for row in rows(desk, JournalEntry)}
    found = [*rows(desk, Signature), *rows(desk, SignatureRefusal)]
    return {
        (str(row.document_id), str(row.role)): (row.entry_seq, hashes[row.entry_seq])
        for row in found
    }


def refused_answer(desk: Desk, document: UUID, role: Role, seed: int) -> UserError | None:
    return refusal_of(lambda: sign_document(desk, document, role, seed=seed))


def test_every_acknowledged_answer_survives_the_kill_whole_and_once(
    made, tmp_path, kills_n, torture_figures
):
    directory, documents = made
    acked = 0
    for seed, death, desk in survivors(
        directory, tmp_path, "support.child_document", documents, kills=kills_n, acks=10
    ):
        kept = answers(desk)
        for line in death.acked:
            document, role, seq, code = line.split()
            assert kept.get((document, role)) == (int(seq), code), f"{seed}: lost {line}"
        assert len(kept) <= len(death.acked) + 1, f"{seed}: answered without being asked"
        assert not disagreements(desk), seed
        assert whole(desk), seed
        left = next(item for item in reversed(documents) if (str(item), "coach") not in kept)
        sign_document(desk, left, Role.COACH, seed=1000)
        assert read_document(desk, left).signers[1].outcome, f"{seed}: the next signature"
        acked += len(death.acked)
    torture_figures("document, killed", kills=kills_n, acknowledged=acked, lost=0)


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
