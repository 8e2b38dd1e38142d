"""Files that never end, never begin, or grow: read within bounds or refused."""

import errno
import os
from pathlib import Path

import pytest

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.errors import UserError
from coachdesk.services.attachment_files import read_file
from coachdesk.services.importing.reader import file_bytes
from coachdesk.services.profiles import load_profile
from coachdesk.sync.received import read_received

DEVICE = Path("/dev/zero")
"""A file of no size that never ends."""


def test_a_file_is_read_up_to_the_bound_and_no_further(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert read_bounded(file, 5) == b"12345"
    with pytest.raises(TooLargeError):
        read_bounded(file, 4)


def test_a_huge_file_is_refused_before_a_byte_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with file.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(TooLargeError):
        read_bounded(file, 1 << 20)


@pytest.mark.parametrize("read", [file_bytes, read_received, read_file, load_profile])
def test_a_device_without_end_is_refused_in_words(read) -> None:
    with pytest.raises(UserError, match="fichier ordinaire"):
        read(DEVICE)


def test_a_pipe_without_a_writer_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "suivi.xlsx"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="fichier ordinaire"):
        file_bytes(pipe)


def test_a_name_that_no_file_bears_is_absent() -> None:
    with pytest.raises(OSError) as refused:  # noqa: PT011  (its number is looked at)
        read_bounded(Path("a\0b"), 1)
    assert refused.value.errno == errno.ENOENT
