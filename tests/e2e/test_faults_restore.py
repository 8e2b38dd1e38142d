"""A store put back, or encrypted anew, in whatever trouble: the old or the new, never between.

Each step of the disk in turn is in ``tests/store``: ``test_mending`` and ``test_rekey``.
"""

import shutil
from pathlib import Path

import pytest

from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import SecretRefusedError
from coachdesk.core.store_files import ASIDE_FOLDER
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.outbox.recovering import recover
from support import stores
from support.disk_trace import traced
from support.faults import run_until_killed, seconds_of
from support.power import PowerCuts
from support.signing_desk import CLOCK, make_desk, reopen, sign
from support.stores import names, new_store, open_store, save

NEW = "phrase toute neuve à elle"
FEW = 4


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a store, a sauvegarde of before its last person, and the seconds it takes."""
    root = tmp_path_factory.mktemp("restore") / "disque"
    appointments = make_desk(root / "magasin", 2)
    desk = reopen(root / "magasin")
    sign(desk, appointments[0])
    backup = backup_to(desk, root / "cle").path
    save(desk.store, "Depuis")
    desk.close()
    measured = Path(shutil.copytree(root, root.with_name("measured")))
    args = (str(measured / "magasin"), str(measured / "cle" / backup.name))
    seconds = seconds_of("support.child_restore", *args)
    return root, backup.name, seconds


def put_back_state(root, backup, at):
    """« before » or « after », the store sound; what was there before is there, and the copy."""
    desk = reopen(root / "magasin")
    recover(desk)
    assert desk.store.verify(desk.identity.certificate.public_key).fault is None, at
    state = "before" if "Depuis" in names(desk.store) else "after"
    assert len(names(desk.store)) == (2 if state == "before" else 1), at
    desk.close()
    if state == "after":
        (aside,) = (path for path in (root / "magasin" / ASIDE_FOLDER).iterdir() if path.is_dir())
        kept = reopen(Path(shutil.copytree(aside, root / "regarde")))
        assert "Depuis" in names(kept.store), f"{at}: the store of before is not kept"
        kept.close()
    copy = reopen(Path(shutil.copytree(root / "cle" / backup, root / "copie")))
    assert names(copy.store) == ["DURAND"], at
    copy.close()
    return state


def test_a_restore_killed_at_random(made, tmp_path, torture_n, torture_figures):
    root, backup, seconds = made
    states = []
    for seed in range(torture_n):
        here = Path(shutil.copytree(root, tmp_path / str(seed)))
        args = (str(here / "magasin"), str(here / "cle" / backup))
        death = run_until_killed(
            "support.child_restore", *args, seed=seed, acks=1, within=1.2 * seconds
        )
        states.append(put_back_state(here, backup, f"seed {seed}"))
        assert states[-1] == "after" or "done" not in death.acked, f"seed {seed}"
        shutil.rmtree(here)
    torture_figures(
        "restore, killed",
        kills=torture_n, before=states.count("before"), after=states.count("after"),
    )  # fmt: skip


def test_the_power_cut_during_a_restore(made, tmp_path, torture_n, torture_figures):
    root, backup, _ = made
    here = Path(shutil.copytree(root, tmp_path / "disque"))
    power, states = PowerCuts(here), []
    args = (str(here / "magasin"), str(here / "cle" / backup))
    trace = traced("support.child_restore", *args, folder=tmp_path)
    for number, cut in enumerate(power.after(trace, tmp_path / "cuts", max(torture_n, FEW))):
        states.append(put_back_state(cut.directory, backup, f"cut {number}"))
        assert states[-1] == "after" or "done" not in cut.acked, f"cut {number}"
        shutil.rmtree(cut.directory)
    torture_figures(
        "restore, power cut",
        cuts=len(states), before=states.count("before"), after=states.count("after"),
    )  # fmt: skip


def test_the_power_cut_while_it_is_encrypted_anew(tmp_path, torture_n, torture_figures):
    here, states = tmp_path / "magasin", []
    store = new_store(here, CLOCK).store
    save(store, "Azouline", "Berthelot")
    store.close()
    power = PowerCuts(here)
    trace = traced("support.child_rekey", str(here), NEW, folder=tmp_path)
    for number, cut in enumerate(power.after(trace, tmp_path / "cuts", max(torture_n, FEW))):
        try:
            store = open_store(cut.directory, SystemClock(), NEW)
            states.append("new")
        except SecretRefusedError:
            store = open_store(cut.directory, SystemClock(), stores.PASSPHRASE)
            states.append("old")
        assert names(store) == ["Azouline", "Berthelot"], f"cut {number}"
        assert store.verify().fault is None, f"cut {number}"
        store.close()
        assert states[-1] == "new" or "done" not in cut.acked, f"cut {number}"
        shutil.rmtree(cut.directory)
    torture_figures(
        "encrypted anew, power cut",
        cuts=len(states), old=states.count("old"), new=states.count("new"),
    )  # fmt: skip
