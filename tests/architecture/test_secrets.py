"""No secret in the repository: no private key, no token of a service, no password of a person."""

import re
import subprocess
from pathlib import Path

from support.source import ROOT

_KEY = b"-----BEGIN [A-Z ]*PRIVATE KEY-----" + rb"\s+[A-Za-z0-9+/=]{40}"
PATTERNS = {
    "private key": re.compile(_KEY),
    "AWS": re.compile(rb"A[KS]IA[0-9A-Z]{16}\b"),
    "GitHub": re.compile(rb"gh[pousr]_[A-Za-z0-9]{36}\b|github_pat_[A-Za-z0-9_]{22}"),
    "GitLab": re.compile(rb"glpat-[A-Za-z0-9_-]{20}\b"),
    "PyPI": re.compile(rb"pypi-[A-Za-z0-9_-]{50,}"),
    "Slack": re.compile(rb"xox[abprs]-[A-Za-z0-9-]{10,}"),
    "Google": re.compile(rb"AIza[0-9A-Za-z_-]{35}\b"),
    "Stripe": re.compile(rb"k_live_[0-9A-Za-z]{20,}"),
    "bearer": re.compile(rb"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"),
    "address with a password": re.compile(rb"://[^\s/:@{}<>]+:[^\s/@{}<>]+@"),
}
"""Each begins with letters of its own, which are found at once in the megabytes of the samples."""

KEY_FILES = {".key", ".p12", ".pfx", ".jks", ".kdbx", ".env", ".netrc", ".pgpass"}
MADE_UP = {
    "tests/sync/test_channel.py", "tests/unit/test_recipient_reach.py",
    "tests/e2e/test_stamping.py", "tests/ui/test_ui_sending_settings.py",
    "tests/ui/test_ui_settings_file_recipients.py",
}  # fmt: skip
"""What they refuse is an address that carries a password."""


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    names = listed.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_of_the_repository_holds_a_secret() -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        name = path.relative_to(ROOT).as_posix()
        found += [
            f"{name}: {what}"
            for what, pattern in PATTERNS.items()
            if pattern.search(data) and name not in MADE_UP
        ]
    assert not found


def test_no_file_is_a_key_ring() -> None:
    assert not [path for path in tracked() if path.suffix.lower() in KEY_FILES]
    assert not [path for path in tracked() if path.name in KEY_FILES]


def test_a_planted_secret_would_be_found() -> None:
    planted = {
        "private key": "-----BEGIN EC " + "PRIVATE KEY-----\n" + "A" * 60,
        "GitHub": "gh" + "p_" + "a" * 36,
        "address with a password": "https:" + "//moi:secret" + "@exemple.fr/",
    }
    for what, text in planted.items():
        assert PATTERNS[what].search(text.encode())
