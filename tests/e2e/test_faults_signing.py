"""A signature is committed before its pad closes, whatever happens to the program or the disk."""

import shutil
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from support.answers import declined, signed, whole
from support.faults import file_size_limit
from support.signing_desk import make_desk, reopen, sign, survivors
from support.stores import refusal_of

ASKED = 40
FRAME = 4096 + 24
"""Of the WAL: a page and its header."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[UUID]]:
    directory = tmp_path_factory.mktemp("signing") / "magasin"
    return directory, make_desk(directory, ASKED)


def test_a_signature_that_was_acknowledged_survives_the_kill(
    made, tmp_path, kills_n, torture_figures
):
    directory, appointments = made
    acked = 0
    for seed, death, desk in survivors(
        directory, tmp_path, "support.child_sign", appointments, kills=kills_n, acks=8
    ):
        kept = signed(desk)
        said = declined(desk)
        for line in death.acked:
            what, appointment, seq, code = line.split()
            there = kept if what == "signed" else said
            assert there.get(appointment) == (int(seq), code), f"{seed}: lost {line}"
        answers = len(kept) + len(said)
        assert answers <= len(death.acked) + 1, f"{seed}: answered without being asked"
        assert whole(desk), seed
        left = next(item for item in appointments if str(item) not in kept)
        sign(desk, left)
        assert str(left) in signed(desk), f"{seed}: the next signature"
        acked += len(death.acked)
    torture_figures("signature, killed", kills=kills_n, acknowledged=acked, lost=0)


def test_a_write_that_fails_at_any_frame_refuses_the_signature_and_no_other(
    made, tmp_path, torture_n, torture_figures
):
    """The n-th frame of the WAL can't be written: refused in words; n grows until it can."""
    shutil.copytree(made[0], tmp_path / "magasin")
    asked, refused = made[1][: min(torture_n, ASKED)], 0
    for appointment in asked:
        desk = reopen(tmp_path / "magasin")  # with an empty WAL
        before = signed(desk)
        for frames in count():
            with file_size_limit(frames * FRAME):
                refusal = refusal_of(partial(sign, desk, appointment))
            if refusal is None:
                break
            assert signed(desk) == before
            refused += 1
        assert frames, "no write was refused: the limit did not bite"
        assert signed(desk).keys() - before.keys() == {str(appointment)}
        assert whole(desk)
        desk.close()
    torture_figures("signature, failing write", signed=len(asked), refused=refused, lost=0)
