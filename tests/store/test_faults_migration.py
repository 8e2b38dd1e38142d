"""Each kept store, laden, upgraded in whatever trouble: as it was or whole, never between."""

import errno
import shutil
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import count, cycle, islice
from pathlib import Path
from random import Random

import pytest

from coachdesk.models.migrations import HEAD
from coachdesk.services.desk import open_desk
from support.child_open import EARLIER, LATER
from support.command import PASSPHRASE
from support.disk_trace import traced
from support.faults import file_size_limit, run_until_killed, seconds_of
from support.faults_files import io_error_at
from support.golden import OLDER, Rows, held, laden, revision, work
from support.power import PowerCuts
from support.stores import refusal_of


@dataclass(frozen=True)
class Upgrade:
    """A laden store as it was, what it becomes, and the seconds that takes."""

    directory: Path
    before: Rows
    after: Rows
    seconds: float

    def judge(self, directory: Path, at: str) -> str:
        """« before » or « after »; opened then, it becomes what it becomes untroubled."""
        found = held(directory)
        if revision(found) == HEAD:
            state = "after"
            assert work(found) == work(self.after), at
        else:
            state = "before"
            assert found == self.before, at
        assert work(opened(directory)) == work(self.after), at
        return state


def opened(directory):
    desk = open_desk(directory, PASSPHRASE, clock=LATER)
    assert desk.store.verify().fault is None
    desk.close()
    return held(directory)


@pytest.fixture(scope="module")
def upgrade_of(tmp_path_factory):
    """The upgrade of a kept store, tried once."""

    @cache
    def made(name):
        folder = tmp_path_factory.mktemp(name)
        before = laden(name, folder / "before")
        for copy in ("after", "measured"):
            shutil.copytree(before, folder / copy)
        seconds = seconds_of("support.child_open", str(folder / "measured"))
        return Upgrade(before, held(before), opened(folder / "after"), seconds)

    return made


def spread(torture_n):
    """So many seeds, each with a kept store: all of them when there are enough."""
    return list(zip(range(torture_n), cycle(OLDER), strict=False))


def test_an_upgrade_killed_at_random(upgrade_of, tmp_path, torture_n, torture_figures):
    states = []
    for seed, name in spread(torture_n):
        upgrade, at = upgrade_of(name), f"seed {seed}, {name}"
        copy = shutil.copytree(upgrade.directory, tmp_path / str(seed))
        death = run_until_killed(
            "support.child_open", str(copy), seed=seed, acks=1, within=1.5 * upgrade.seconds
        )
        states.append(upgrade.judge(copy, at))
        assert states[-1] == "after" or "open" not in death.acked, f"{at}: it was said open"
        shutil.rmtree(copy)
    torture_figures("upgrade of the kept stores, killed", kills=torture_n, **Counter(states))


def test_the_power_cut_during_an_upgrade(upgrade_of, tmp_path, torture_n, torture_figures):
    states = []
    shares = Counter(name for _, name in spread(torture_n))
    for name in islice(shares, 1 if torture_n < len(OLDER) else None):
        upgrade, root = upgrade_of(name), tmp_path / name
        shutil.copytree(upgrade.directory, root)
        power = PowerCuts(root)
        trace = traced("support.child_open", str(root), folder=tmp_path)
        share = max(shares[name], 2 * shares.total() // len(shares))
        for number, cut in enumerate(power.after(trace, tmp_path / "cuts", share)):
            at = f"{name}, cut {number}"
            states.append(upgrade.judge(cut.directory, at))
            assert states[-1] == "after" or "open" not in cut.acked, f"{at}: it was said open"
            shutil.rmtree(cut.directory)
    torture_figures("upgrade of the kept stores, power cut", cuts=len(states), **Counter(states))


def test_a_disk_that_fails_at_any_step_of_an_upgrade(
    upgrade_of, tmp_path, torture_n, torture_figures
):
    refused = 0
    for name in OLDER[: 1 if torture_n < len(OLDER) else None]:
        upgrade = upgrade_of(name)
        for number in count(1):
            copy = shutil.copytree(upgrade.directory, tmp_path / "store")
            with io_error_at(number, copy, errno.ENOSPC) as steps:
                refusal = refusal_of(
                    lambda at=copy: open_desk(at, PASSPHRASE, clock=EARLIER).close()
                )
            if not steps.struck:
                break
            if refusal is not None:
                refused += 1
                assert upgrade.judge(copy, f"{name}, {steps.seen}") == "before"
            else:  # the mark beside the store alone: what it tells stays true
                assert upgrade.judge(copy, f"{name}, {steps.seen}") == "after"
            shutil.rmtree(copy)
        shutil.rmtree(copy)
    assert refused
    torture_figures("upgrade of the kept stores, each step fails", refused=refused, between=0)


def test_a_disk_that_fills_during_an_upgrade(upgrade_of, tmp_path, torture_n, torture_figures):
    for seed, name in spread(torture_n):
        upgrade = upgrade_of(name)
        copy = shutil.copytree(upgrade.directory, tmp_path / str(seed))
        room = Random(seed).randrange((copy / "store.db").stat().st_size)
        with file_size_limit(room):
            refusal = refusal_of(lambda at=copy: open_desk(at, PASSPHRASE, clock=EARLIER).close())
        assert refusal is not None, f"seed {seed}"
        assert "disque" in refusal.sentence, refusal.sentence
        assert upgrade.judge(copy, f"seed {seed}") == "before"
        shutil.rmtree(copy)
    torture_figures("upgrade of the kept stores, the disk full", refused=torture_n, between=0)
