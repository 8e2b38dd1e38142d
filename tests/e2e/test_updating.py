"""An update is taken from whoever brings it, if the authors signed it, it is newer and whole."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.services.updating import use_case
from coachdesk.services.updating.form import SHEET, SIGNATURE, FileKind, Version
from coachdesk.services.updating.use_case import bring, look_at, shipped_keys
from coachdesk.system import installed
from support.command import coachdesk
from support.source import ROOT
from support.stores import refusal_of
from support.updates import INSTALLER, NAME, NEWS, TOOL, publish


@pytest.fixture(scope="module")
def key():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def keys(key):
    return (key.public_key(),)


@pytest.fixture(autouse=True)
def _this_machine(monkeypatch, tmp_path):
    """A Linux of the usual kind, with CoachDesk from an archive."""
    monkeypatch.setattr(use_case.sys, "platform", "linux")
    monkeypatch.setattr(use_case, "machine", lambda: "x86_64")
    monkeypatch.setattr(use_case, "installed_by_debian", lambda: False)
    monkeypatch.setattr(use_case, "updates_directory", lambda: tmp_path / "cache" / "updates")


@pytest.fixture
def folder(tmp_path, key):
    publish(tmp_path / "key-usb", key)
    return tmp_path / "key-usb"


@pytest.mark.parametrize("way", ["folder", "one file", "installer", "sheet"])
def test_what_is_signed_is_offered_and_brought_byte_for_byte(folder, keys, way):
    chosen = {
        "folder": folder, "one file": folder / f"{NAME}.maj", "installer": folder / NAME,
        "sheet": folder / SHEET,
    }[way]  # fmt: skip
    offered = look_at(chosen, keys=keys)
    assert offered.update.version.text == "9.0.0"
    assert [*offered.update.news] == NEWS
    seen = []
    brought = bring(offered, lambda fraction, _words: seen.append(fraction))
    assert brought.installer.read_bytes() == INSTALLER
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert any(str(brought.installer) in step for step in brought.steps)
    assert [path.name for path in brought.installer.parent.iterdir()] == [NAME]


def test_a_signature_of_somebody_else_is_refused_before_anything_is_read(tmp_path, keys):
    one_file = publish(tmp_path / "there", ec.generate_private_key(ec.SECP256R1()))
    for path in (one_file, tmp_path / "there"):
        refused = refusal_of(lambda path=path: look_at(path, keys=keys))
        assert "n’est pas signée par les auteurs" in refused.sentence
        assert "à la main" in refused.remedy


def test_a_sheet_that_was_changed_or_lost_its_signature_is_refused(folder, keys):
    sheet = (folder / SHEET).read_bytes()
    (folder / SHEET).write_bytes(sheet.replace(b"9.0.0", b"9.0.1"))
    assert "pas signée" in refusal_of(lambda: look_at(folder, keys=keys)).sentence
    (folder / SHEET).write_bytes(sheet)
    assert look_at(folder, keys=keys)
    (folder / SIGNATURE).unlink()
    assert "pas signée" in refusal_of(lambda: look_at(folder, keys=keys)).sentence


@pytest.mark.parametrize("spoil", [
    lambda data: data[:-1],
    lambda data: data + b"x",
    lambda data: bytes([data[0] ^ 1]) + data[1:],
    lambda _data: b"",
])  # fmt: skip
def test_an_installer_that_is_not_the_signed_one_is_never_left_on_the_machine(
    folder, keys, spoil, tmp_path
):
    offered = look_at(folder, keys=keys)
    (folder / NAME).write_bytes(spoil(INSTALLER))
    refused = refusal_of(lambda: bring(offered))
    assert "n’est pas le fichier que les auteurs ont signé" in refused.sentence
    assert not [*(tmp_path / "cache" / "updates").iterdir()]


def test_one_file_that_was_changed_on_its_way_is_told_as_changed(folder, keys, tmp_path):
    one_file = folder / f"{NAME}.maj"
    data = bytearray(one_file.read_bytes())
    data[len(data) // 2] ^= 1
    one_file.write_bytes(data)
    refused = refusal_of(lambda: bring(look_at(one_file, keys=keys)))
    assert "n’est pas le fichier que les auteurs ont signé" in refused.sentence
    assert not [*(tmp_path / "cache" / "updates").iterdir()]


VERSION_NEEDED, FLAGS = 6, 8
"""Where they stand in the entry of a part, in the list at the end of a ZIP."""


def unreadable(data: bytes, name: str, field: int) -> bytes:
    """``data`` whose part of that name is said to be of a kind that nobody reads."""
    spoilt, at = bytearray(data), data.index(b"PK\1\2")
    while not data.startswith(name.encode(), at + 46):
        at = data.index(b"PK\1\2", at + 1)
    spoilt[at + field] |= 0x60
    return bytes(spoilt)


@pytest.mark.parametrize("field", [VERSION_NEEDED, FLAGS])
def test_one_file_of_a_kind_that_nobody_reads_is_told_as_none(folder, keys, field):
    one_file = folder / f"{NAME}.maj"
    one_file.write_bytes(unreadable(one_file.read_bytes(), SHEET, field))
    refused = refusal_of(lambda: look_at(one_file, keys=keys))
    assert "Il n’y a pas de mise à jour" in refused.sentence


def test_one_file_that_was_changed_after_it_was_chosen_is_told_as_changed(folder, keys, tmp_path):
    one_file = folder / f"{NAME}.maj"
    offered = look_at(one_file, keys=keys)
    one_file.write_bytes(unreadable(one_file.read_bytes(), NAME, FLAGS))
    refused = refusal_of(lambda: bring(offered))
    assert "n’est pas le fichier que les auteurs ont signé" in refused.sentence
    assert not [*(tmp_path / "cache" / "updates").iterdir()]


def test_an_installer_that_misses_or_a_bring_that_is_stopped_leave_nothing(folder, keys, tmp_path):
    offered = look_at(folder, keys=keys)
    assert refusal_of(lambda: bring(offered, cancelled=lambda: True)).sentence == (
        "Mise à jour interrompue."
    )
    (folder / NAME).unlink()
    assert "introuvable" in refusal_of(lambda: bring(offered)).sentence
    assert not [*(tmp_path / "cache" / "updates").iterdir()]


@pytest.mark.parametrize(("version", "here", "words"), [
    ("0.9.9", "0.10.0", "plus ancienne que la vôtre (0.10.0)"),
    ("0.10.0", "0.10.0", "déjà à la version 0.10.0"),
])  # fmt: skip
def test_what_is_not_newer_is_refused_in_words(tmp_path, key, keys, version, here, words):
    one_file = publish(tmp_path / "there", key, version)
    assert words in refusal_of(lambda: look_at(one_file, keys=keys, here=here)).sentence


def test_what_an_older_release_left_in_the_folder_is_not_signed(folder, key):
    (folder / "coachdesk_8.0.0_amd64.deb").write_bytes(INSTALLER)
    with pytest.raises(SystemExit, match=r"8[.]0[.]0_amd64[.]deb: not of"):
        TOOL.sign_folder(folder, key, NEWS, "9.0.0")


def test_each_system_is_given_its_own_file(folder, key, keys, monkeypatch):
    names = {
        "coachdesk_9.0.0_amd64.deb": FileKind.LINUX_DEB,
        "CoachDesk-9.0.0-arm64.dmg": FileKind.MACOS_DISK,
        "CoachDesk-9.0.0-x86_64-setup.exe": FileKind.WINDOWS_SETUP,
        "coachdesk-9.0.0-windows-amd64.zip": FileKind.WINDOWS_ARCHIVE,
    }
    for name in names:
        (folder / name).write_bytes(name.encode())
    TOOL.sign_folder(folder, key, NEWS, "9.0.0")
    assert look_at(folder, keys=keys).file.kind is FileKind.LINUX_ARCHIVE
    monkeypatch.setattr(use_case, "installed_by_debian", lambda: True)
    brought = bring(look_at(folder, keys=keys))
    assert brought.goes_on
    assert "sudo apt install" in brought.steps[1]
    monkeypatch.setattr(use_case.sys, "platform", "win32")
    assert not bring(look_at(folder, keys=keys)).goes_on
    monkeypatch.setattr(use_case, "installed_by_setup", lambda: True)
    assert bring(look_at(folder, keys=keys)).starts
    monkeypatch.setattr(use_case.sys, "platform", "darwin")
    assert "rien pour cet ordinateur" in refusal_of(lambda: look_at(folder, keys=keys)).sentence
    monkeypatch.setattr(use_case, "machine", lambda: "arm64")
    assert look_at(folder, keys=keys).file.kind is FileKind.MACOS_DISK


def test_what_is_no_update_is_one_sentence(tmp_path, key, keys):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.maj").write_text("x")
    one_file = publish(tmp_path / "there", key)
    packed = tmp_path / "packed.maj"
    with ZipFile(one_file) as source, ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, source.read(name))
    for path in (tmp_path / "empty", tmp_path / "text.maj", tmp_path / "none.maj", packed):
        refused = refusal_of(lambda path=path: look_at(path, keys=keys))
        assert "Il n’y a pas de mise à jour" in refused.sentence


def test_the_command_verifies_with_the_key_that_is_shipped(folder):
    ran = coachdesk("update", folder, "--check")
    assert ran.code == 1
    assert "n’est pas signée par les auteurs" in ran.err
    assert shipped_keys()


def test_the_command_says_what_is_new_and_what_is_left_to_do(folder, keys, monkeypatch):
    monkeypatch.setattr(use_case, "shipped_keys", lambda: keys)
    ran = coachdesk("update", folder)
    assert ran.code == 0
    assert NEWS[0] in ran.out
    assert "Décompressez" in ran.out


def test_openssl_verifies_the_same_signature(folder, tmp_path):
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    TOOL.main(["new-key", str(private), str(public)])
    assert private.stat().st_mode & 0o077 == 0
    (folder / NAME).rename(folder / NAME.replace("9.0.0", __version__))
    TOOL.main(["sign", str(folder), str(private)])
    asked = ["openssl", "dgst", "-sha256", "-verify", public, "-signature", folder / SIGNATURE]
    done = subprocess.run([*asked, folder / SHEET], capture_output=True, check=False)
    assert b"Verified OK" in done.stdout


def test_versions_are_compared_by_their_numbers():
    assert Version("0.10.0") > Version("0.9.9")
    assert Version(__version__) == Version(__version__)
    for wrong in ("1", "1.2", "01.2.3", "1.2.3 ", "1.2.x", "1.2.3.4"):
        with pytest.raises(ValueError, match="no version"):
            Version(wrong)


def test_no_private_key_is_in_the_checkout():
    assert not [*Path(ROOT / "resources").rglob("*private*")]
    with pytest.raises(UserError):
        look_at(ROOT)


def test_a_copy_unfolded_beside_the_package_of_debian_is_not_that_package(tmp_path, monkeypatch):
    listed = tmp_path / "coachdesk.list"
    monkeypatch.setattr(installed, "_DEBIAN_LIST", listed)
    assert not installed.installed_by_debian()
    listed.write_text("/.\n/opt\n/opt/coachdesk\n/opt/coachdesk/coachdesk\n")
    assert not installed.installed_by_debian()
    monkeypatch.setattr(sys, "executable", "/opt/coachdesk/coachdesk")
    assert installed.installed_by_debian()
