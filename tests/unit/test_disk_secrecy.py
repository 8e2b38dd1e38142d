"""What each system tells of its disk and its swap, from texts and trees as it shows them."""

from pathlib import Path

import pytest

from coachdesk.services.readiness import Light, Point, secrecy
from coachdesk.system.disk_secrecy import DiskSecrecy, of_linux, of_macos, of_windows

HEAD = "Filename\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
ROOT = "24 1 254:1 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw\n"
BTRFS = "24 1 0:25 /@ / rw,relatime shared:1 - btrfs /dev/sda2 rw\n"


def block(folder, number, name, *, uuid="", on=()):
    """A block device as /sys files it, standing on others."""
    made = folder / "devices" / name
    (made / "slaves").mkdir(parents=True)
    (made / "dev").write_text(f"{number}\n")
    if uuid:
        (made / "dm").mkdir()
        (made / "dm" / "uuid").write_text(f"{uuid}\n")
    for other in on:
        (made / "slaves" / other).symlink_to(folder / "devices" / other)
    for kind, link in (("dev/block", number), ("class/block", name)):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / link).symlink_to(made)


def told(tmp_path, *, mounts, swaps):
    (tmp_path / "mountinfo").write_text(mounts)
    (tmp_path / "swaps").write_text(HEAD + swaps)
    return of_linux(
        Path("/home/claire/magasin"), tmp_path / "swaps", tmp_path / "mountinfo", tmp_path / "sys"
    )


def test_a_volume_above_luks_is_encrypted_and_so_is_the_swap_beside_it(tmp_path):
    tree = tmp_path / "sys"
    block(tree, "8:3", "sda3")
    block(tree, "254:0", "dm-0", uuid="CRYPT-LUKS2-0123-sda3_crypt", on=["sda3"])
    block(tree, "254:1", "dm-1", uuid="LVM-abc", on=["dm-0"])
    block(tree, "254:2", "dm-2", uuid="LVM-def", on=["dm-0"])
    known = told(tmp_path, mounts=ROOT, swaps="/dev/dm-2  partition 999 0 -2\n")
    assert known == DiskSecrecy(disk=True, swap=True)


def test_a_bare_partition_and_a_file_of_swap_on_it_are_in_clear(tmp_path):
    block(tmp_path / "sys", "8:2", "sda2")
    known = told(tmp_path, mounts=BTRFS, swaps="/swapfile file 999 0 -2\n")
    assert known == DiskSecrecy(disk=False, swap=False)


def test_a_swap_in_memory_is_none_and_what_is_not_told_is_not_guessed(tmp_path):
    known = told(tmp_path, mounts=ROOT, swaps="/dev/zram0 partition 999 0 100\n")
    assert known == DiskSecrecy(disk=None, swap=True)
    nowhere = tmp_path / "absent"
    assert of_linux(Path("/"), nowhere, nowhere, nowhere) == DiskSecrecy(None, None)


@pytest.mark.parametrize(
    ("vault", "swap", "known"),
    [
        ("FileVault is On.\n", "vm.swapusage: total = 0.00M  (encrypted)\n", (True, True)),
        ("FileVault is Off.\n", "vm.swapusage: total = 0.00M  (encrypted)\n", (False, True)),
        ("", "", (None, None)),
    ],
)
def test_macos_tells_it_in_words(vault, swap, known):
    assert of_macos(vault, swap) == DiskSecrecy(*known)


@pytest.mark.parametrize(
    ("bitlocker", "paging", "known"),
    [
        ("1\n", "EncryptPagingFile = 0  (Disabled)\n", (True, True)),
        ("2\n", "EncryptPagingFile = 0  (Disabled)\n", (False, False)),
        ("5\n", "EncryptPagingFile = 1  (Enabled)\n", (False, True)),
        ("", "", (None, None)),
    ],
)
def test_windows_tells_it_by_numbers(bitlocker, paging, known):
    assert of_windows(bitlocker, paging) == DiskSecrecy(*known)


@pytest.mark.parametrize(
    ("known", "light", "word"),
    [
        ((True, True), Light.READY, "chiffré"),
        ((False, True), Light.NOTE, "n’est pas chiffré par le système"),
        ((True, False), Light.NOTE, "mémoire"),
        ((None, None), Light.UNKNOWN, "ne dit pas"),
    ],
)
def test_it_is_said_without_an_alarm_that_she_could_do_nothing_about(known, light, word):
    check = secrecy(DiskSecrecy(*known))
    assert (check.point, check.light) == (Point.SECRECY, light)
    assert word in check.sentence
