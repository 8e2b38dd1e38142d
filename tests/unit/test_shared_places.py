"""Folders that a synchroniser or the network shares, told by what each of them leaves behind."""

from pathlib import Path

import pytest

from coachdesk.system.shared_places import shared_place

NOBODY: dict[str, str] = {}
LOCAL_DISK = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    file = tmp_path / "mounts"
    file.write_text(LOCAL_DISK)
    return file


def service(folder: Path, mounts: Path, environment: dict[str, str] = NOBODY) -> str | None:
    found = shared_place(folder, environment, mounts)
    return None if found is None else found.service


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("OneDrive/CoachDesk", "OneDrive"),
        ("OneDrive - Association Tremplin/a/b", "OneDrive"),
        ("Dropbox (Asso)/CoachDesk", "Dropbox"),
        ("Mon Drive/CoachDesk", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-a@b.fr/x", "Google Drive"),
        ("Library/CloudStorage/Autre/x", "un service de synchronisation"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("iCloudDrive/x", "iCloud"),
        ("Nextcloud/x", "Nextcloud"),
        ("Nextcloud2/x", "Nextcloud"),
        ("kDrive/x", "kDrive"),
        ("pCloud Drive/x", "pCloud"),
    ],
)
def test_the_folder_of_a_service_is_known_by_its_name(tmp_path, mounts, path, name):
    assert service(tmp_path / path, mounts) == name


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".sync_0a1b2c3d.db", "Nextcloud"),
        (".tmp.driveupload", "Google Drive"),
    ],
)
def test_a_renamed_folder_is_known_by_what_the_service_left_in_it(tmp_path, mounts, mark, name):
    shared = tmp_path / "Partage"
    (shared / "Travail").mkdir(parents=True)
    (shared / mark).touch()
    assert service(shared / "Travail" / "CoachDesk", mounts) == name


def test_a_folder_is_known_by_what_the_account_says(tmp_path, mounts):
    moved = tmp_path / "Asso"
    assert service(moved / "x", mounts, {"OneDriveCommercial": str(moved)}) == "OneDrive"
    home = tmp_path / "home"
    (home / ".dropbox").mkdir(parents=True)
    (home / ".dropbox" / "info.json").write_text(f'{{"personal": {{"path": "{moved}"}}}}')
    assert service(moved / "x", mounts, {"HOME": str(home)}) == "Dropbox"
    (home / ".dropbox" / "info.json").write_text("[" * 5000)
    (home / ".config" / "Nextcloud").mkdir(parents=True)
    (home / ".config" / "Nextcloud" / "nextcloud.cfg").write_text(
        f"[Accounts]\n0\\Folders\\1\\localPath={moved}/\n"
    )
    assert service(moved / "x", mounts, {"HOME": str(home)}) == "Nextcloud"


def test_a_link_into_a_shared_folder_is_that_folder(tmp_path, mounts):
    (tmp_path / "OneDrive").mkdir()
    link = tmp_path / "Bureau"
    link.symlink_to(tmp_path / "OneDrive")
    assert service(link / "CoachDesk", mounts) == "OneDrive"


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "fuse.sshfs", "9p", "vboxsf"])
def test_a_network_drive_is_known_by_its_file_system(tmp_path, mounts, kind):
    mounts.write_text(f"{LOCAL_DISK}//serveur/partage {tmp_path} {kind} rw 0 0\n")
    found = shared_place(tmp_path / "x", NOBODY, mounts)
    assert found is not None
    assert found.what == "sur un lecteur réseau"


def test_what_is_local_is_left_alone(tmp_path, mounts):
    for name in ("CoachDesk", "Onedriver", "drive", "Megane", "nextcloud-backup.txt.d/x"):
        if not name.startswith("nextcloud"):
            assert service(tmp_path / name, mounts) is None
    mounts.write_text(f"hostshare / 9p rw 0 0\n/dev/sdb1 {tmp_path} vfat rw 0 0\n")
    assert service(tmp_path / "x", mounts) is None
    mounts.write_text("hostshare / 9p rw 0 0\n")
    assert service(tmp_path / "x", mounts) is None, "the whole system is there"
