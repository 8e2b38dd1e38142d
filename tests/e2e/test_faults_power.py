"""A power cut at any moment of the real writes loses nothing that was acknowledged.

``support.power`` says what is cut and how; the same for an upgrade is in
``tests/store/test_faults_migration.py``.
"""

import shutil
import sqlite3
from itertools import islice
from pathlib import Path

import pytest

from coachdesk.domain.deliveries import DeliveryState
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.directory.channels import ChannelFacts
from coachdesk.services.outbox.recovering import recover
from coachdesk.store.backup import UNFINISHED
from support import workbooks
from support.answers import declined, signed, whole
from support.disk_trace import traced
from support.far_ends import small_files
from support.outbox import bytes_sent, lines, queue_small, recipient
from support.power import PowerCuts
from support.signing_desk import DAY, make_desk, make_empty_desk, reopen, sign
from support.workbooks import SAMPLE, contents, grid, new_work, small, write_workbook

FEW = 6
"""Cuts of each act in « make test », at least."""


@pytest.fixture
def cuts_n(torture_n):
    """How often the power is cut over one trace: it costs the opening of a store."""
    return max(torture_n, FEW)


@pytest.fixture
def cut(tmp_path, cuts_n):
    """The power cut over what a child does to a folder, again and again."""

    def cut(root, module, *args):
        power = PowerCuts(root)
        trace = traced(module, *map(str, args), folder=tmp_path)
        for number, left in enumerate(power.after(trace, tmp_path / "cuts", cuts_n)):
            yield f"cut {number}", left.directory, left.acked
            shutil.rmtree(left.directory)

    return cut


def sound(desk):
    """Whether its journal verifies, up to the mark beside it."""
    return desk.store.verify(desk.identity.certificate.public_key).fault is None


def rows_in(file: Path) -> set[str]:
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {str(number) for (number,) in connection.execute("SELECT number FROM row")}
    except sqlite3.OperationalError:  # not even the table
        return set()
    finally:
        connection.close()


@pytest.mark.parametrize(("how", "loses"), [("durable", False), ("lazy", True)])
def test_the_simulator_tells_a_commit_on_the_disk_from_one_that_is_not(tmp_path, how, loses):
    root = tmp_path / "disk"
    root.mkdir()
    power = PowerCuts(root)
    trace = traced("support.child_sqlite", str(root / "a.db"), "40", how, folder=tmp_path)
    lost = sum(
        not set(left.acked) <= rows_in(left.directory / "a.db")
        for left in power.after(trace, tmp_path / "cuts", 60)
    )
    assert bool(lost) == loses


def test_signatures(tmp_path, cut, cuts_n, torture_figures):
    root, acked = tmp_path / "magasin", 0
    appointments = make_desk(root, 10)
    for at, directory, lines_said in cut(root, "support.child_sign", root, *appointments):
        desk = reopen(directory)
        kept, said = signed(desk), declined(desk)
        for line in lines_said:
            what, appointment, seq, code = line.split()
            there = kept if what == "signed" else said
            assert there.get(appointment) == (int(seq), code), f"{at}: lost {line}"
        assert len(kept) + len(said) <= len(lines_said) + 1, at
        assert whole(desk), at
        desk.close()
        acked += len(lines_said)
    torture_figures("signatures, power cut", cuts=cuts_n, acknowledged=acked, lost=0)


def test_a_closing(tmp_path, cut, cuts_n, torture_figures):
    root, month, closed = tmp_path / "magasin", DAY.replace(day=1), 0
    tried = False
    (appointment, *_) = make_desk(root, 6)
    desk = reopen(root)
    sign(desk, appointment)
    desk.close()
    for at, directory, said in cut(root, "support.child_close", root):
        desk = reopen(directory)
        assert sound(desk), at
        packages = dict(
            desk.read(
                lambda link: link.exec_driver_sql("SELECT sha256, length(data) FROM package").all()
            )
        )
        assert set(said[1:]) <= packages.keys(), f"{at}: an acknowledged closing is lost"
        if not packages and not tried:
            tried = True
            close_month(desk, desk.action(None), month, force_reason="essai")
        closed += bool(packages)
        desk.close()
    torture_figures("closing, power cut", cuts=cuts_n, closed=closed, between=0)


def test_an_import(tmp_path, cut, cuts_n, torture_figures):
    root, states = tmp_path / "magasin", []
    new_work(root).store.close()
    path = write_workbook(tmp_path / "a.xlsx", small(grid(SAMPLE)))
    for at, directory, said in cut(root, "support.child_import", root, path):
        work = workbooks.reopened(directory)
        assert work.store.verify().fault is None, at
        there = bool(contents(work.store)["participant"])
        assert there or "done" not in said, f"{at}: an acknowledged import is lost"
        again = work.take(path)
        assert there == (not any(again.imported.values())), f"{at}: a part of it was there"
        states.append(there)
        work.store.close()
    torture_figures("import, power cut", cuts=cuts_n, whole=states.count(True), between=0)


def test_a_copy_elsewhere(tmp_path, cut, cuts_n, torture_figures):
    root, whole_copies = tmp_path / "disque", 0
    store, key = root / "magasin", root / "cle" / "CoachDesk"  # a folder that is made for it
    (appointment, *_) = make_desk(store, 3)
    desk = reopen(store)
    sign(desk, appointment)
    desk.close()
    key.parent.mkdir()
    for at, directory, said in cut(root, "support.child_backup", store, key):
        made = (directory / "cle").glob("CoachDesk/*")
        named = [each for each in made if not each.name.endswith(UNFINISHED)]
        assert set(said[1:]) <= {each.name for each in named}, f"{at}: a copy told is not there"
        for each in named:
            copy = reopen(each)
            assert sound(copy), at
            assert len(signed(copy)) == 1, at
            copy.close()
            whole_copies += 1
        desk = reopen(directory / "magasin")
        assert sound(desk), at
        backup_to(desk, directory / "cle" / "CoachDesk")
        desk.close()
    torture_figures("copy elsewhere, power cut", cuts=cuts_n, whole=whole_copies, between=0)


def test_what_is_sent_to_a_folder(tmp_path, cut, cuts_n, torture_figures):
    root, handed = tmp_path / "disque", 0
    store, folder = root / "magasin", root / "depot"
    make_empty_desk(store)
    folder.mkdir()
    desk = reopen(store)
    recipient(desk, ChannelFacts(f"file://{folder}"))
    queue_small(desk, islice(small_files(1), 6))
    desk.close()
    for at, directory, _ in cut(root, "support.child_send", store, "1", "50"):
        desk = reopen(directory / "magasin")
        recover(desk)
        assert sound(desk), at
        sent = bytes_sent(desk)
        for each in lines(desk).values():
            there = directory / "depot" / each.filename
            if there.exists():
                assert there.read_bytes() == sent[each.filename], f"{at}: not whole"
            if each.state is DeliveryState.HANDED_OVER:
                assert there.exists(), f"{at}: {each.filename} is said to be there"
                handed += 1
        assert len(sent) == 6, f"{at}: one was lost"
        desk.close()
    torture_figures("sending to a folder, power cut", cuts=cuts_n, handed_over=handed, lost=0)
