"""A folder or a key: what arrives there, what is told when it can't, and what is left."""

import errno
import os
import shutil
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, getrlimit, setrlimit

import pytest

from coachdesk.sync.channel import Channel, Way
from coachdesk.sync.transports import folder
from coachdesk.sync.transports.protocol import Access
from coachdesk.sync.transports.trouble import After
from support.carrying import CarriesFiles, quiet_and_tidy
from support.far_end import NAME, FarEnd, Told, parcel

__all__ = ["quiet_and_tidy"]


@pytest.fixture
def far(tmp_path: Path) -> FarEnd:
    there = tmp_path / "Clé de Zoé" / "Envois à l’Escale #1"
    there.mkdir(parents=True)
    return FarEnd(Access(Channel(Way.FOLDER, path=str(there))), there)


class TestFolder(CarriesFiles):
    """What holds of every way."""

    vanished = "le fichier ou le dossier est introuvable"


def test_a_full_disk_is_told_and_keeps_nothing_of_it(far):
    thing = parcel(500_000)
    before = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (200_000, RLIM_INFINITY))
    try:
        error = far.put_trouble(thing)
    finally:
        setrlimit(RLIMIT_FSIZE, before)
    assert error.after is After.RETRY
    assert "Libérez de la place" in error.remedy
    assert far.all_files == {}
    far.next_try_succeeds(thing)


@pytest.mark.parametrize(
    ("code", "after", "words"),
    [
        (errno.ENOSPC, After.RETRY, "le disque est plein"),
        (errno.EIO, After.RETRY, "le disque ne répond pas"),
        (errno.EROFS, After.REPAIR, "le disque est en lecture seule"),
        (errno.EACCES, After.REPAIR, "l’accès est refusé"),
    ],
)
def test_what_the_system_refuses_is_told(far, monkeypatch, code, after, words):
    def refuse(_descriptor):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    error = far.put_trouble(parcel(1000))
    assert (error.after, far.all_files) == (after, {})
    assert words in error.sentence
    monkeypatch.undo()
    far.next_try_succeeds(parcel(1000))


@pytest.mark.parametrize("moment", ["at_half", "at_last"])
def test_a_key_that_is_unplugged_meanwhile(far, moment):
    thing = parcel(700_000)
    error = far.put_trouble(thing, Told(**{moment: lambda: shutil.rmtree(far.folder)}))
    assert error.after is After.RETRY
    far.folder.mkdir()
    far.next_try_succeeds(thing)


def test_bytes_that_a_key_does_not_keep_are_noticed(far, monkeypatch):
    flush = os.fsync

    def forget(descriptor):
        flush(descriptor)
        os.pwrite(descriptor, b"\0", 10)

    monkeypatch.setattr(os, "fsync", forget)
    error = far.put_trouble(parcel(1000))
    assert "ne l’a pas gardé entier" in error.sentence
    assert far.all_files == {}
    monkeypatch.undo()
    far.next_try_succeeds(parcel(1000))


def test_a_trial_where_nothing_can_be_written_is_told(far, monkeypatch):
    def refuse(*_args, **_named):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    error = far.trouble(far.probe)
    assert error.after is After.REPAIR
    assert "l’accès est refusé" in error.sentence
    assert far.all_files == {}


class TestWithoutHardLinks(TestFolder):
    """FAT and exFAT, and shares that flush no names."""

    @pytest.fixture(autouse=True)
    def _plain_disk(self, monkeypatch):
        def no_links(_part, _target):
            raise OSError(errno.EPERM, "Operation not permitted")

        def no_flush(_folder):
            raise OSError(errno.EINVAL, "Invalid argument")

        monkeypatch.setattr(os, "link", no_links)
        monkeypatch.setattr(folder, "sync_directory", no_flush)


def test_a_broken_link_of_that_name_is_not_followed(far):
    (far.folder / NAME).symlink_to(far.folder / "ailleurs")
    assert far.put_trouble(parcel(10)).after is After.LOOK
    assert not (far.folder / "ailleurs").exists()


def test_an_accent_of_one_or_of_two_characters_names_two_folders(tmp_path):
    composed, decomposed = tmp_path / "\u00e9", tmp_path / "e\u0301"
    for each in (composed, decomposed):
        each.mkdir()
        FarEnd(Access(Channel(Way.FOLDER, path=str(each))), each).put(parcel(5))
        assert (each / NAME).exists()


def test_a_receipt_that_can_t_be_read_is_told_and_is_no_bad_folder(far):
    (far.folder / f"{NAME}.recu.json").mkdir()
    error = far.trouble(lambda: far.fetch(f"{NAME}.recu.json"))
    assert error.after is After.LOOK
    assert "ne peut pas être lu" in error.sentence
