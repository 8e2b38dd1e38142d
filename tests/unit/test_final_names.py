"""What was just made takes its name as Windows lets it: not while an antivirus has it open."""

from pathlib import Path

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.files import give_name
from coachdesk.services.backup.making import refuse_long


@pytest.fixture
def held(monkeypatch):
    """A file is held by another program for so many tries."""
    real = Path.replace

    def hold(tries):
        left = [tries]

        def replace(made, target):
            if left[0]:
                left[0] -= 1
                raise PermissionError(13, "held")
            return real(made, target)

        monkeypatch.setattr(Path, "replace", replace)

    return hold


def test_it_is_waited_for_and_then_given(tmp_path, held):
    (tmp_path / "made").write_bytes(b"new")
    (tmp_path / "there").write_bytes(b"old")
    held(2)
    give_name(tmp_path / "made", tmp_path / "there", (0, 0))
    assert (tmp_path / "there").read_bytes() == b"new"
    assert not (tmp_path / "made").exists()


def test_what_stays_held_is_refused_and_nothing_changed(tmp_path, held):
    (tmp_path / "made").write_bytes(b"new")
    (tmp_path / "there").write_bytes(b"old")
    held(3)
    with pytest.raises(PermissionError):
        give_name(tmp_path / "made", tmp_path / "there", (0, 0))
    assert (tmp_path / "there").read_bytes() == b"old"
    assert (tmp_path / "made").exists()


def test_what_is_missing_is_not_waited_for(tmp_path):
    with pytest.raises(FileNotFoundError):
        give_name(tmp_path / "made", tmp_path / "there", (60,))


@pytest.mark.parametrize(("length", "fits"), [(214, True), (220, True), (221, False), (300, False)])
def test_a_folder_too_deep_for_windows_is_refused_before_anything_is_written(length, fits):
    target = Path("/" + "x" * (length - 1))
    assert (len(f"{target}.tmp/.store.manifest.json.00000000.part") <= 259) == fits
    if fits:
        refuse_long(target, 259)
        return
    with pytest.raises(UserError, match="trop long"):
        refuse_long(target, 259)


def test_elsewhere_no_length_is_refused():
    refuse_long(Path("/" + "x" * 4000), None)
