"""What the machine tells of its battery, its disks and its clock, from texts captured on each."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.file_identity import file_system
from coachdesk.domain.clock_check import Reading, clock_doubt
from coachdesk.system.battery import Battery, of_pmset, of_supplies, of_windows
from coachdesk.system.disks import free_space, removable, same_disk

PMSET_MAINS = """Now drawing from 'AC Power'
 -InternalBattery-0 (id=4653155)\t97%; charging; 0:12 remaining present: true
"""
PMSET_BATTERY = """Now drawing from 'Battery Power'
 -InternalBattery-0 (id=4653155)\t42%; discharging; 3:11 remaining present: true
"""
PMSET_DESKTOP = "Now drawing from 'AC Power'\n"
BATTERY = {"type": "Battery", "status": "Discharging", "capacity": "37"}
MAINS = {"type": "Mains", "online": "0"}
MOUSE = {"type": "Battery", "scope": "Device", "status": "Discharging", "capacity": "5"}
MOUNTS = """/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw,nosuid 0 0
/dev/sdb1 /media/claire/CL\\040USB vfat rw,relatime 0 0
"""
WALL = datetime(2024, 1, 15, 9, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("supplies", "told"),
    [
        ([BATTERY, MAINS], Battery(37, False)),
        ([BATTERY | {"status": "Charging"}, MAINS | {"online": "1"}], Battery(37, True)),
        ([BATTERY | {"status": "Unknown"}], Battery(37, None)),
        ([BATTERY, BATTERY | {"capacity": "63"}], Battery(50, False)),
        ([{"type": "Battery"}], Battery(None, None)),
        ([MOUSE, MAINS | {"online": "1"}], None),
        ([], None),
    ],
)
def test_linux_tells_its_batteries_but_not_those_of_a_mouse(supplies, told):
    assert of_supplies(supplies) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PMSET_MAINS, Battery(97, True)),
        (PMSET_BATTERY, Battery(42, False)),
        (PMSET_DESKTOP, None),
        ("", None),
    ],
)
def test_macos_tells_it_in_words(text, told):
    assert of_pmset(text) == told


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ((0, 2, 12), Battery(12, False)),
        ((1, 8, 88), Battery(88, True)),
        ((255, 0, 255), Battery(None, None)),
        ((1, 128, 255), None),
        ((1, 255, 255), None),
    ],
)
def test_windows_tells_it_in_bytes(status, told):
    assert of_windows(*status) == told


def test_the_file_system_is_that_of_the_nearest_mount():
    assert file_system(Path("/home/claire"), MOUNTS) == "ext4"
    assert file_system(Path("/run/user"), MOUNTS) == "tmpfs"
    assert file_system(Path("/media/claire/CL USB/copies"), MOUNTS) == "vfat"
    assert file_system(Path("relative"), MOUNTS) is None


def test_two_folders_of_one_disk_are_the_same_and_a_missing_one_is_not_judged(tmp_path):
    (tmp_path / "a").mkdir()
    assert same_disk(tmp_path, tmp_path / "a") is True
    assert same_disk(tmp_path, tmp_path / "absent") is None
    assert free_space(tmp_path / "absent") is None
    assert (free_space(tmp_path) or 0) > 0


def test_a_key_is_known_by_its_flag_or_by_its_bus(tmp_path):
    number = tmp_path.stat().st_dev
    link = tmp_path / f"{number >> 8 & 0xFFF}:{(number & 0xFF) | (number >> 12 & 0xFFF00)}"
    for disk, flag, told in (
        ("pci/ata1/block/sda", "0", False),
        ("pci/mmc/block/mmcblk0", "1", True),
        ("pci/usb2/block/sdb", "0", True),
    ):
        part = tmp_path / disk / "part1"
        part.mkdir(parents=True)
        (part / "partition").write_text("1")
        (part.parent / "removable").write_text(f"{flag}\n")
        link.unlink(missing_ok=True)
        link.symlink_to(part)
        assert removable(tmp_path, tmp_path) is told
    assert removable(tmp_path, tmp_path / "nothing") is None


def reading(wall=timedelta(0), mono=timedelta(0), boot="a"):
    return Reading(WALL + wall, mono // timedelta(milliseconds=1), boot)


MINUTES = st.integers(0, 60 * 24 * 300).map(lambda minutes: timedelta(minutes=minutes))


@given(MINUTES, MINUTES)
def test_a_clock_that_runs_is_not_doubted_awake_asleep_or_started_again(passed, slept):
    assert clock_doubt(reading(passed, passed), reading()) is None
    asleep = min(passed + slept, timedelta(days=300))
    assert clock_doubt(reading(asleep, passed), reading()) is None
    assert clock_doubt(reading(passed, timedelta(0), "b"), reading(mono=slept)) is None


@given(MINUTES, st.integers(3, 60 * 24 * 900).map(lambda minutes: timedelta(minutes=minutes)))
def test_a_clock_set_back_shows_within_one_start_and_after_it(passed, back):
    if (WALL + passed - back).year >= 2023:
        assert "reculée" in clock_doubt(reading(passed - back, passed), reading())
    if back - passed > timedelta(minutes=2) and (WALL + passed - back).year >= 2023:
        assert "reculée" in clock_doubt(reading(passed - back, boot="b"), reading())


def test_how_far_it_was_set_back_is_said():
    told = clock_doubt(reading(timedelta(hours=-1), timedelta(minutes=5)), reading())
    assert told == "a été reculée de 1\u00a0h\u00a000"
    assert "3\u00a0jours" in clock_doubt(reading(-timedelta(days=3), boot="b"), reading())


def test_an_implausible_year_is_said_even_of_a_new_store():
    assert clock_doubt(Reading(WALL.replace(year=2015), 0, "a"), None) == "indique l’année 2015"
    assert clock_doubt(reading(), None) is None
    assert "avancé" in clock_doubt(reading(timedelta(days=800)), reading())
