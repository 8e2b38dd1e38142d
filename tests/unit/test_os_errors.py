"""What the system refuses is said in French, whatever it is."""

import errno
import os
import re

import pytest

from coachdesk.core.french import NBSP
from coachdesk.core.os_errors import reason


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOENT, "introuvable"),
        (errno.EISDIR, "c’est un dossier"),
        (errno.ENOTDIR, "n’est pas un dossier"),
        (errno.EEXIST, "n’est pas un dossier"),
        (errno.EACCES, "accès est refusé"),
        (errno.EPERM, "accès est refusé"),
        (errno.ENOSPC, "disque est plein"),
        (errno.EDQUOT, "disque est plein"),
        (errno.EROFS, "lecture seule"),
        (errno.ENAMETOOLONG, "trop long"),
        (errno.EBUSY, "autre programme"),
    ],
)
def test_what_is_met_has_its_words(code, words):
    assert words in reason(OSError(code, os.strerror(code)))


def test_what_is_not_known_is_told_by_its_number_never_in_english():
    for code in errno.errorcode:
        said = reason(OSError(code, os.strerror(code)))
        assert os.strerror(code) not in said
        assert re.match("l’|le |un |c’|ce ", said)
    assert reason(OSError(errno.EXDEV, "x")) == f"le système refuse (code{NBSP}{errno.EXDEV})"
    assert reason(OSError("no errno at all")) == "le système refuse"


def test_windows_tells_a_file_in_use_by_a_code_of_its_own():
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32
    assert reason(error) == reason(OSError(errno.EBUSY, ""))


def test_a_folder_given_for_a_file_is_refused_without_english(tmp_path):
    with pytest.raises(IsADirectoryError) as refused:
        tmp_path.read_bytes()
    assert reason(refused.value) == "c’est un dossier"
