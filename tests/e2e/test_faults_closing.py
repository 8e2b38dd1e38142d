"""A closing is whole or has not been: killed, or with a disk that fails at any moment."""

import errno
import hashlib
import shutil
from itertools import count
from pathlib import Path
from random import Random

import pytest

from coachdesk.core.errors import UserError
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import Desk
from coachdesk.services.exporting import export_package
from coachdesk.sync.verification import verify_file
from support.faults import file_size_limit, run_until_killed, seconds_of
from support.faults_files import io_error_at
from support.signing_desk import DAY, make_desk, reopen, sign
from support.stores import refusal_of

MONTH = DAY.replace(day=1)
SMALLER = 60_000
"""Bytes; a package weighs more."""


def close(desk: Desk) -> str:
    return close_month(desk, desk.action(None), MONTH, force_reason="essai").sha256


def refused_closing(desk: Desk) -> UserError | None:
    return refusal_of(lambda: close(desk))


def refused_export(desk: Desk, out: Path) -> UserError | None:
    return refusal_of(lambda: export_package(desk, desk.action(None), MONTH, out))


def exported(desk: Desk, out: Path) -> str | None:
    """The digest of the verified package; None when the month is open."""
    refusal = refused_export(desk, out)
    if refusal is not None:
        assert "clôturé" in refusal.sentence
        return None
    (package,) = out.iterdir()
    report = verify_file(package, signer=desk.identity.certificate.fingerprint)
    assert report.exit_code == 0, report.lines
    return hashlib.sha256(package.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def open_month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A store whose month can be closed, and the seconds it takes a program just started."""
    folder = tmp_path_factory.mktemp("closing")
    (appointment, *_) = make_desk(folder / "magasin", 12)
    desk = reopen(folder / "magasin")
    sign(desk, appointment)
    desk.close()
    shutil.copytree(folder / "magasin", folder / "measured")
    seconds = seconds_of("support.child_close", str(folder / "measured"))
    return folder / "magasin", seconds


@pytest.fixture
def desk(open_month, tmp_path):
    desk = reopen(shutil.copytree(open_month[0], tmp_path / "magasin"))
    yield desk
    desk.close()


def test_a_killed_closing_left_the_month_open_or_its_package_whole(
    open_month, tmp_path, torture_n, torture_figures
):
    directory, seconds = open_month
    closed = 0
    for seed in range(torture_n):
        copy = tmp_path / str(seed)
        shutil.copytree(directory, copy / "magasin")
        death = run_until_killed(
            "support.child_close", str(copy / "magasin"), seed=seed, acks=1, within=1.5 * seconds
        )
        desk = reopen(copy / "magasin")
        assert desk.store.verify(desk.identity.certificate.public_key).fault is None, seed
        package = exported(desk, copy / "envoi")
        if package is None:
            assert death.acked == ("begins",), f"seed {seed}: an acknowledged closing is lost"
            assert exported_after_closing(desk, copy / "envoi"), f"seed {seed}"
        else:
            assert death.acked[1:] in {(), (package,)}, f"seed {seed}"
            closed += 1
        desk.close()
        shutil.rmtree(copy)
    torture_figures("closing, killed", kills=torture_n, closed=closed, open=torture_n - closed)


def exported_after_closing(desk: Desk, out: Path) -> bool:
    made = close(desk)
    return exported(desk, out) == made


def test_a_disk_that_fails_while_closing_leaves_the_month_open(
    open_month, tmp_path, torture_n, torture_figures
):
    shutil.copytree(open_month[0], tmp_path / "magasin")
    for seed in range(torture_n):
        desk = reopen(tmp_path / "magasin")  # with an empty WAL
        with file_size_limit(Random(seed).randrange(SMALLER)):
            refusal = refused_closing(desk)
        assert refusal is not None, f"seed {seed}: a whole package went into {SMALLER} bytes"
        assert exported(desk, tmp_path / "envoi") is None, f"seed {seed}"
        desk.close()
    desk = reopen(tmp_path / "magasin")
    assert exported_after_closing(desk, tmp_path / "envoi")
    desk.close()
    torture_figures("closing, failing write", refused=torture_n)


def test_an_export_that_fails_at_any_step_leaves_no_part_of_a_package(desk, tmp_path):
    made, out = close(desk), tmp_path / "envoi"
    for number in count(1):
        with io_error_at(number, out, errno.ENOSPC) as steps:
            refusal = refused_export(desk, out)
        if not steps.struck:
            break
        assert refusal is not None, f"{steps.seen[-1]} failed and nobody was told"
        left = list(out.iterdir()) if out.exists() else []
        assert all(hashlib.sha256(path.read_bytes()).hexdigest() == made for path in left)
        shutil.rmtree(out, ignore_errors=True)
    assert number > 4
    assert exported(desk, out) == made
