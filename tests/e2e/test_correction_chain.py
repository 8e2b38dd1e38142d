"""Whatever is closed, opened again, given up or cut, in any order and by any clock: one chain."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Closing, Correction, Package
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.closing.correcting import give_up_correction, open_correction
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import Desk
from coachdesk.services.exporting import export_package
from coachdesk.services.month_changes import read_changes
from coachdesk.sync.manifest import read_manifest
from coachdesk.sync.verification import verify_file
from coachdesk.sync.zipfmt import unpack
from support.clock import FixedClock
from support.faults import run_until_killed
from support.kept import rows
from support.signing_desk import CLOCK, Group, make_desk, make_group, reopen

MONTHS = (date(2023, 5, 1), date(2023, 6, 1))
ACTS = ("close", "open", "close", "open", "close", "open", "give up", "work", "cut")
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(MONTHS), st.integers(-3, 3)),
    min_size=12,
    max_size=18,
)


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Group:
    return make_group(tmp_path_factory.mktemp("chaine") / "magasin", 2)


@dataclass
class Course:
    """A desk on which steps are taken, its clock, and how many rendez-vous it was given."""

    desk: Desk
    clock: FixedClock
    people: list
    met: int = 0

    def take(self, what: str, month: date, days: int) -> None:
        """One step; a refusal leaves all as it was."""
        self.clock.set_wall(self.clock.now() + timedelta(days=days))
        action = self.desk.actions[0]
        with suppress(UserError):
            match what:
                case "close":
                    close_month(self.desk, action, month, force_reason="essai")
                case "cut":
                    cut = iter([False] * 2)
                    close_month(
                        self.desk, action, month, force_reason="essai",
                        cancelled=lambda: next(cut, True),
                    )  # fmt: skip
                case "open":
                    open_correction(self.desk, action, month, "essai")
                case "give up":
                    give_up_correction(self.desk, action, month)
                case _:
                    self._meet(month)

    def _meet(self, month: date) -> None:
        self.met += 1
        day = month.replace(day=10 + self.met)
        slot = Slot(day, 600, 630, None, Mode.PHONE)
        held = plan_appointment(self.desk, self.people[0], slot)
        record_presence(self.desk, held, Presence.EXCUSED)


@given(STEPS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_month_has_one_last_version_and_every_envoi_names_the_one_before(
    group: Group, steps: list[tuple[str, date, int]]
) -> None:
    with TemporaryDirectory() as folder:
        clock = FixedClock(CLOCK.now() + timedelta(days=40))
        desk = group.opened(Path(folder) / "magasin", clock)
        course = Course(desk, clock, sorted(group.people))
        for what, month, days in steps:
            course.take(what, month, days)
        _holds(desk)
        desk.close()


def _holds(desk: Desk) -> None:
    closings = {each.id: each for each in rows(desk, Closing)}
    packages = {each.closing_id: each for each in rows(desk, Package)}
    corrections = rows(desk, Correction)
    assert packages.keys() == closings.keys(), "a closing has its envoi"
    heads = {
        key: read_manifest(unpack(each.data).files["manifest.json"]).heading
        for key, each in packages.items()
    }
    for month in MONTHS:
        versions = sorted(
            (each for each in closings.values() if each.month == month),
            key=lambda each: each.revision,
        )
        assert [each.revision for each in versions] == list(range(1, len(versions) + 1))
        for before, after in pairwise(versions):
            assert heads[after.id].supersedes == packages[before.id].id
            (correction,) = [each for each in corrections if each.closing_id == before.id]
            assert correction.closed_by_id == after.id
            read_changes(after.changes)
        still = [each for each in corrections if each.closed_by_id is None]
        last = {each.id for each in versions[-1:]}
        assert {
            each.closing_id for each in still if closings[each.closing_id].month == month
        } <= last
    # By what each names, not by any date: the first names none, and no two name the same.
    by_id = {each.id: each for each in packages.values()}
    named = [head.previous.id for head in heads.values() if head.previous is not None]
    assert len(named) == len(set(named)) == max(len(packages) - 1, 0)
    for head in heads.values():
        if head.previous is not None:
            assert hashlib.sha256(by_id[head.previous.id].data).hexdigest() == head.previous.sha256
    assert desk.store.verify(desk.identity.certificate.public_key).fault is None


@pytest.fixture(scope="module")
def in_correction(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A closed month that is open to be rectified."""
    folder = tmp_path_factory.mktemp("rectifie") / "magasin"
    make_desk(folder, 12)
    desk = reopen(folder)
    close_month(desk, desk.actions[0], CLOCK.now().date().replace(day=1), force_reason="essai")
    open_correction(desk, desk.actions[0], CLOCK.now().date().replace(day=1), "essai")
    desk.close()
    return folder


def test_a_killed_closing_left_the_rectification_open_or_its_version_whole(
    in_correction: Path, tmp_path: Path, torture_n: int
) -> None:
    month = CLOCK.now().date().replace(day=1)
    for seed in range(torture_n):
        copy = tmp_path / str(seed)
        shutil.copytree(in_correction, copy / "magasin")
        run_until_killed(
            "support.child_close", str(copy / "magasin"), seed=seed, acks=1, within=1.0
        )
        desk = reopen(copy / "magasin")
        mine = desk.identity.certificate.fingerprint
        revisions = sorted(each.revision for each in rows(desk, Closing))
        (correction,) = rows(desk, Correction)
        assert (revisions == [1, 2]) is (correction.closed_by_id is not None), f"seed {seed}"
        if revisions == [1]:
            close_month(desk, desk.actions[0], month, force_reason="essai")
        package = export_package(desk, desk.actions[0], month, copy / "envoi")
        report = verify_file(package, signer=mine)
        assert report.exit_code == 0, report.lines
        assert report.heading is not None
        assert report.heading.version == 2
        assert desk.store.verify(desk.identity.certificate.public_key).fault is None
        desk.close()
        shutil.rmtree(copy)
