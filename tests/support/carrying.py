"""What holds of every way that leaves files at the other end, and of every one over a link.

A module of tests inherits these and gives ``far``: the way, through a link, and what is at its end.
"""

import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from coachdesk.core.errors import UserError
from coachdesk.sync.transports import mail, sftp, sftp_pipe, ssh_link, waiting, webdav
from coachdesk.sync.transports.trouble import After, StoppedError
from support.far_end import NAME, FarEnd, Heard, Told, parcel

CUTS = 10
"""Cuts of each direction."""
LONGEST_SILENCE = 60.0
SIZES = (0, 1, 32_768, 65_537, 700_000)


@pytest.fixture(autouse=True)
def quiet_and_tidy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever is done, no library logs anything, and no temporary file is made."""
    heard, root, scratch = Heard(), logging.getLogger(), tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    yield
    root.removeHandler(heard)
    root.setLevel(level)
    assert not heard.lines
    assert not list(scratch.iterdir())


@contextmanager
def within(*, seconds: float) -> Iterator[None]:
    """It takes no longer, a busy machine included."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


class CarriesFiles:
    """A folder at the other end, whatever the way."""

    vanished = "mais ne l’a pas gardé entier"

    @pytest.mark.parametrize("size", SIZES)
    def test_a_file_arrives_byte_for_byte(self, far: FarEnd, size: int) -> None:
        thing, watch = parcel(size), Told()
        far.put(thing, watch)
        assert far.all_files == {NAME: thing.data}
        assert watch.done[-1] == size
        assert watch.done == sorted(watch.done)
        assert watch.committed == 1

    def test_eight_megabytes_arrive(self, far: FarEnd) -> None:
        thing = parcel(8 << 20)
        far.put(thing)
        assert far.files == {NAME: thing.data}

    def test_what_is_there_already_is_found_and_left(self, far: FarEnd) -> None:
        thing = parcel(50_000)
        far.put(thing)
        before = (far.folder / NAME).stat()
        watch = Told()
        far.put(thing, watch)
        after = (far.folder / NAME).stat()
        assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
        assert not watch.committed
        assert far.all_files == {NAME: thing.data}

    @pytest.mark.parametrize("other", [b"", b"autre chose", parcel(50_000, seed=2).data])
    def test_another_file_of_that_name_is_not_touched(self, far: FarEnd, other: bytes) -> None:
        (far.folder / NAME).write_bytes(other)
        error = far.put_trouble(parcel(50_000))
        assert error.after is After.LOOK
        assert "Un autre fichier porte déjà le nom" in error.sentence
        assert far.all_files == {NAME: other}

    def test_a_folder_of_that_name_is_not_touched(self, far: FarEnd) -> None:
        (far.folder / NAME).mkdir()
        error = far.put_trouble(parcel(50_000))
        assert error.after is After.LOOK, error
        assert not list((far.folder / NAME).iterdir())

    def test_another_file_that_comes_meanwhile_is_not_touched(self, far: FarEnd) -> None:
        other = far.folder / NAME
        error = far.put_trouble(parcel(50_000), Told(at_last=lambda: other.write_bytes(b"autre")))
        assert error.after is After.LOOK
        assert far.files == {NAME: b"autre"}

    def test_the_same_file_that_comes_meanwhile_is_enough(self, far: FarEnd) -> None:
        thing = parcel(50_000)
        other = far.folder / NAME
        far.put(thing, Told(at_last=lambda: other.write_bytes(thing.data)))
        assert far.all_files == {NAME: thing.data}

    @pytest.mark.parametrize("what", ["stale", "longer", "corrupt", "whole", "zeros"])
    def test_what_an_earlier_try_left_is_healed(self, far: FarEnd, what: str) -> None:
        thing = parcel(300_000)
        left = {
            "stale": parcel(120_000, seed=9).data,
            "longer": thing.data + b"de trop",
            "corrupt": thing.data[:100_000] + b"?" + thing.data[100_001:200_000],
            "whole": thing.data,
            "zeros": thing.data[:100_000] + bytes(100_000),
        }[what]
        (far.folder / f".{NAME}.envoi").write_bytes(left)
        far.next_try_succeeds(thing)

    def test_what_was_left_beside_the_whole_file_goes(self, far: FarEnd) -> None:
        thing = parcel(30_000)
        far.put(thing)
        (far.folder / f".{NAME}.envoi").write_bytes(thing.data)
        far.next_try_succeeds(thing)

    def test_a_stop_leaves_nothing_that_counts(self, far: FarEnd) -> None:
        thing = parcel(700_000)
        with pytest.raises(StoppedError):
            far.put(thing, Told(stop_at=300_000))
        assert far.files == {}
        far.next_try_succeeds(thing)

    def test_what_vanishes_before_it_has_its_name_is_lost(self, far: FarEnd) -> None:
        part, thing = far.folder / f".{NAME}.envoi", parcel(30_000)
        error = far.put_trouble(thing, Told(at_last=part.unlink))
        assert error.after is After.RETRY
        assert self.vanished in error.sentence
        assert far.all_files == {}
        far.next_try_succeeds(thing)

    def test_a_receipt_is_fetched(self, far: FarEnd) -> None:
        (far.folder / f"{NAME}.recu.json").write_bytes(b'{"schema": "cdk-recu/1"}')
        assert far.fetch(f"{NAME}.recu.json") == b'{"schema": "cdk-recu/1"}'
        assert far.fetch("un autre.recu.json") is None
        assert far.fetch(f"{NAME}.recu.json", limit=24) is not None
        error = far.trouble(lambda: far.fetch(f"{NAME}.recu.json", limit=23))
        assert "n’est pas un accusé de réception" in error.sentence

    def test_an_enormous_receipt_is_not_read(self, far: FarEnd) -> None:
        with (far.folder / "grand.recu.json").open("wb") as stream:
            stream.truncate(64 << 20)
        with within(seconds=10):
            far.trouble(lambda: far.fetch("grand.recu.json"))

    def test_a_trial_says_nothing_and_leaves_nothing(self, far: FarEnd) -> None:
        for left in (".coachdesk-essai", ".coachdesk-essai-2"):  # by one that was killed
            (far.folder / left).write_bytes(b"x")
        far.probe()
        assert far.all_files == {}

    def test_a_missing_folder_is_told(self, far: FarEnd) -> None:
        far.folder.rmdir()
        for error in (far.trouble(far.probe), far.put_trouble(parcel(10))):
            assert "n’existe pas" in error.sentence or "introuvable" in error.sentence
        far.folder.mkdir()
        far.next_try_succeeds(parcel(10))


def patience(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Wait for a silent server that long, not the better part of a minute."""
    assert waiting.PATIENCE <= LONGEST_SILENCE
    assert all((value or 0) <= LONGEST_SILENCE for value in webdav._PATIENCE.as_dict().values())
    for module in (ssh_link, sftp_pipe, sftp, mail):
        monkeypatch.setattr(module, "PATIENCE", seconds)
    monkeypatch.setattr(webdav, "_PATIENCE", seconds)
    monkeypatch.setattr(mail, "TO_REACH", seconds)


class OverALink:
    """Files over a link that is cut, narrow, long or dead; then it is good again."""

    @pytest.mark.parametrize("reply", [False, True], ids=["going", "coming"])
    def test_cut_at_any_byte_it_leaves_none_or_one(
        self,
        far: FarEnd,
        reply: bool,  # noqa: FBT001
        torture_n: int,
        torture_figures: Callable[..., None],
    ) -> None:
        thing, hand, troubled = parcel(400_000), Random(f"cut {reply}"), 0
        cuts = max(CUTS, torture_n)
        far.put(thing)
        passed = far.net.answered if reply else far.net.sent
        for _ in range(cuts):
            (far.folder / NAME).unlink()
            at = hand.randrange(1, passed)
            if reply:
                far.net.cut_reply_after = far.net.answered + at
            else:
                far.net.cut_after = far.net.sent + at
            error = far.tried(thing)
            assert error is None or error.after is After.RETRY, at
            assert error is None or "la connexion s’est coupée" in error.sentence, at
            far.net.cut_after = far.net.cut_reply_after = None
            far.none_or_one(thing)
            far.next_try_succeeds(thing)
            troubled += error is not None
        way = far.access.channel.way.value
        torture_figures(
            f"{way}, the {'answer' if reply else 'sending'} cut at any byte",
            cuts=cuts,
            troubled=troubled,
            lost=0,
            doubled=0,
        )

    def test_nobody_there_is_told_at_once(self, far: FarEnd) -> None:
        far.net.down = True
        error = far.put_trouble(parcel(10))
        assert error.after is After.RETRY
        assert "ne répond pas" in error.sentence
        assert far.all_files == {}
        far.net.down = False
        far.next_try_succeeds(parcel(10))

    @pytest.mark.parametrize("when", ["from the start", "half way", "at the last step"])
    def test_a_silent_server_is_not_waited_for_long(
        self, far: FarEnd, when: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        patience(monkeypatch, 1)
        thing = parcel(8 << 20)

        def silence() -> None:
            far.net.stalled = True

        watch = {
            "from the start": Told(),
            "half way": Told(at_half=silence),
            "at the last step": Told(at_last=silence),
        }[when]
        far.net.stalled = when == "from the start"
        with within(seconds=6):
            error = far.put_trouble(thing, watch)
        assert error.after is After.RETRY
        assert "ne répond pas" in error.sentence
        far.net.break_now()
        far.net.stalled = False
        far.none_or_one(thing)
        monkeypatch.undo()
        far.next_try_succeeds(thing)

    def test_a_wrong_password_is_told(self, far: FarEnd) -> None:
        bad = far.with_secret("pas le bon é".encode())
        for error in (bad.trouble(bad.probe), bad.put_trouble(parcel(10))):
            assert isinstance(error, UserError)
            assert error.after is After.REPAIR  # type: ignore[attr-defined]
            assert "refuse le nom" in error.sentence
        assert far.all_files == {}
        far.next_try_succeeds(parcel(10))
